package dev.ddns53.bench;

import dev.ddns53.bench.lambda.MeteredHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** Counts what a change may make more of, on the deployed package, by few starts of it. */
final class QuickBench {

  private static final int STARTS_FOR_PEAK = 3;
  private static final int SITES = STARTS_FOR_PEAK + 3;

  private final ColdPackage unpacked;
  private final ColdWorld world;
  private final int warm;

  /**
   * What was counted.
   *
   * @param calls those of AWS, by name
   */
  record Counted(Map<QuickFigure, Long> figures, ColdCalls calls) {}

  private QuickBench(ColdPackage unpacked, ColdWorld world, int warm) {
    this.unpacked = unpacked;
    this.world = world;
    this.warm = warm;
  }

  /**
   * Counts all figures.
   *
   * @param project the folder of what was built
   * @param warm requests of which the median allocation is taken
   */
  static Counted run(Path project, int warm, PrintStream err)
      throws IOException, InterruptedException {
    try (ColdPackage unpacked = ColdPackage.unpack(project);
        ColdWorld world = ColdWorld.start(SITES, Optional.empty())) {
      QuickBench bench = new QuickBench(unpacked, world, warm);
      Map<QuickFigure, Long> figures = new EnumMap<>(QuickFigure.class);
      figures.put(QuickFigure.ZIP_KIB, Files.size(ColdPackage.zip(project)) / 1_024);
      bench.countPackage(figures);
      err.println("classes loaded until the first answer");
      figures.put(QuickFigure.CLASSES_LOADED, bench.classesLoaded());
      err.println("calls of AWS");
      ColdCalls calls = bench.run(bench.plain(List.of()), ColdCourse.counted(0)).calls();
      figures.put(QuickFigure.CALLS_FIRST, (long) ColdCalls.total(calls.first()));
      figures.put(QuickFigure.CALLS_UNCHANGED, (long) ColdCalls.total(calls.unchanged()));
      figures.put(QuickFigure.CALLS_SECOND, (long) ColdCalls.total(calls.second()));
      err.println("allocations");
      figures.put(QuickFigure.ALLOCATED_KIB, bench.allocated() / 1_024);
      err.println("memory");
      figures.put(QuickFigure.PEAK_MIB, bench.peakMebibytes());
      return new Counted(figures, calls);
    }
  }

  private ColdRun.Result run(ColdLaunch launch, ColdCourse course)
      throws IOException, InterruptedException {
    return ColdRun.of(world, launch, course);
  }

  private ColdLaunch plain(List<String> more) throws IOException {
    List<String> flags = new ArrayList<>(ColdPackage.flags(false));
    flags.addAll(more);
    return new ColdLaunch(
        ColdVariant.PLAIN, unpacked.managed(flags), unpacked.folder("task"), Map.of(), false);
  }

  private void countPackage(Map<QuickFigure, Long> figures) throws IOException {
    List<Path> jars = ColdPackage.jars(unpacked.folder("task").resolve("lib"));
    long classes = 0;
    for (Path jar : jars) {
      try (JarFile file = new JarFile(jar.toFile())) {
        classes += file.stream().filter(each -> each.getName().endsWith(".class")).count();
      }
    }
    figures.put(QuickFigure.JARS, (long) jars.size());
    figures.put(QuickFigure.CLASSES_IN_ZIP, classes);
  }

  private long classesLoaded() throws IOException, InterruptedException {
    Path log = unpacked.work().resolve("loaded.classes");
    run(plain(List.of("-Xlog:class+load:file=" + log)), ColdCourse.firstAlone());
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.contains(" source: ")).count();
    }
  }

  private long peakMebibytes() throws IOException, InterruptedException {
    List<Long> peaks = new ArrayList<>();
    for (int start = 0; start < STARTS_FOR_PEAK; start++) {
      peaks.add(run(plain(List.of()), ColdCourse.timed(warm)).peakKibibytesAtEnd() / 1_024);
    }
    return median(peaks);
  }

  /** Two of its lines are of changes, all others of unchanged reports. */
  private long allocated() throws IOException, InterruptedException {
    Path lines = unpacked.work().resolve("allocated");
    ColdLaunch plain = plain(List.of());
    List<String> command = new ArrayList<>(plain.command());
    command.set(command.size() - 1, MeteredHandler.class.getName());
    Map<String, String> environment =
        Map.of("_HANDLER", MeteredHandler.class.getName(), MeteredHandler.FILE, lines.toString());
    run(
        new ColdLaunch(ColdVariant.PLAIN, command, metered(), environment, false),
        ColdCourse.timed(warm));
    return median(Files.readAllLines(lines).stream().map(Long::valueOf).toList());
  }

  /** The package, and one jar more. */
  private Path metered() throws IOException {
    Path folder = unpacked.folder("metered");
    Path lib = Files.createDirectories(folder.resolve("lib"));
    for (Path jar : ColdPackage.jars(unpacked.folder("task").resolve("lib"))) {
      Files.createSymbolicLink(lib.resolve(jar.getFileName()), jar);
    }
    String name = MeteredHandler.class.getName().replace('.', '/') + ".class";
    try (InputStream in = MeteredHandler.class.getResourceAsStream("/" + name);
        JarOutputStream jar =
            new JarOutputStream(Files.newOutputStream(lib.resolve("metered.jar")))) {
      if (in == null) {
        throw new IOException("there is no resource " + name);
      }
      jar.putNextEntry(new JarEntry(name));
      in.transferTo(jar);
      jar.closeEntry();
    }
    return folder;
  }

  private static long median(List<Long> figures) throws IOException {
    if (figures.isEmpty()) {
      throw new IOException("the metered process left no figure");
    }
    List<Long> sorted = new ArrayList<>(figures);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
