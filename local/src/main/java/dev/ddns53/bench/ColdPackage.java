package dev.ddns53.bench;

import dev.ddns53.terminal.CliException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What is deployed, unpacked as Lambda unpacks it, and what Lambda starts it with.
 *
 * <pre>
 *  task/lib/*.jar   of ddns53-function.zip
 *  runtime/*.jar    the runtime interface client and what it needs
 *  runtime/*.so     its library
 *  empty/           a folder without jars
 * </pre>
 */
record ColdPackage(Path work) implements AutoCloseable {

  static final int MEMORY_MB = 512;
  static final String HANDLER = "dev.ddns53.handler.HttpHandler";

  private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.";
  private static final String LIBRARY = "libaws-lambda-jni.so";

  /** 85 % of the function's memory, as public notes of managed runtimes show. */
  private static final int HEAP_KB = (int) Math.ceil(MEMORY_MB * 1_024 * 0.85);

  /**
   * Unpacks what the build made.
   *
   * @param project the project's folder
   * @throws CliException when it was not built
   */
  static ColdPackage unpack(Path project) throws IOException {
    ColdPackage unpacked = new ColdPackage(Files.createTempDirectory("ddns53-cold"));
    try {
      unpacked.unpackFrom(zip(project), project.resolve("local/target/lambda-runtime"));
      return unpacked;
    } catch (IOException | RuntimeException e) {
      unpacked.close();
      throw e;
    }
  }

  /** What is deployed. */
  static Path zip(Path project) {
    return project.resolve("function/target/ddns53-function.zip");
  }

  private void unpackFrom(Path zip, Path runtime) throws IOException {
    if (!Files.isRegularFile(zip) || !Files.isDirectory(runtime)) {
      throw new CliException(
          "Not built: " + zip + " or " + runtime + ". Run mvn package, or scripts/bench.");
    }
    Files.createDirectories(folder("empty"));
    Files.createDirectories(folder("runtime"));
    try (InputStream in = Files.newInputStream(zip)) {
      extract(in, folder("task"));
    }
    try (Stream<Path> jars = Files.list(runtime)) {
      for (Path jar : jars.toList()) {
        Files.copy(jar, folder("runtime").resolve(jar.getFileName()));
      }
    }
    extractLibrary();
  }

  private static void extract(InputStream zip, Path to) throws IOException {
    ZipInputStream entries = new ZipInputStream(zip);
    for (ZipEntry entry = next(entries); entry != null; entry = next(entries)) {
      Path file = to.resolve(entry.getName()).normalize();
      if (entry.isDirectory() || !file.startsWith(to)) {
        continue;
      }
      Files.createDirectories(file.getParent());
      Files.copy(entries, file);
    }
  }

  private static @Nullable ZipEntry next(ZipInputStream entries) throws IOException {
    return entries.getNextEntry();
  }

  /** Else each process would unpack it anew. Lambda has it unpacked too. */
  private void extractLibrary() throws IOException {
    String cpu = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String name =
        "jni/libaws-lambda-jni.linux-" + (cpu.equals("aarch64") ? "aarch_64" : "x86_64") + ".so";
    for (Path jar : jars(folder("runtime"))) {
      if (jar.getFileName().toString().contains("runtime-interface-client")) {
        try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(jar))) {
          for (ZipEntry entry = next(entries); entry != null; entry = next(entries)) {
            if (entry.getName().equals(name)) {
              Files.copy(entries, library());
              return;
            }
          }
        }
      }
    }
    throw new CliException("The runtime interface client has no library " + name + ".");
  }

  private Path library() {
    return folder("runtime").resolve(LIBRARY);
  }

  Path folder(String name) {
    return work.resolve(name);
  }

  /** As the managed runtime starts a function: its jars come by the client's own class loader. */
  List<String> managed(List<String> flags) throws IOException {
    return command(flags, jars(folder("runtime")));
  }

  /** As an image of one's own can: all jars on the class path, as archives of classes need it. */
  List<String> custom(List<String> flags) throws IOException {
    List<Path> all = new ArrayList<>(jars(folder("runtime")));
    List<String> there = all.stream().map(jar -> jar.getFileName().toString()).toList();
    jars(folder("task").resolve("lib")).stream()
        .filter(jar -> !there.contains(jar.getFileName().toString()))
        .forEach(all::add);
    return command(flags, all);
  }

  private List<String> command(List<String> flags, List<Path> classPath) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.add("-D" + CLIENT + "runtimeapi.NativeClient.JNI=" + library());
    command.add("-cp");
    command.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add(CLIENT + "AWSLambda");
    command.add(HANDLER);
    return command;
  }

  /**
   * What the managed java25 is taken to set.
   *
   * @param snapStart with it Lambda leaves C2 on
   */
  static List<String> flags(boolean snapStart) {
    List<String> flags = new ArrayList<>();
    flags.add("-XX:MaxHeapSize=" + HEAP_KB + "k");
    flags.add("-XX:+UseSerialGC");
    flags.add("-XX:+TieredCompilation");
    if (!snapStart) {
      flags.add("-XX:TieredStopAtLevel=1");
    }
    flags.add("-Xshare:auto");
    flags.add("--enable-native-access=ALL-UNNAMED");
    flags.add("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
    flags.add("-Djava.net.preferIPv4Stack=true");
    return flags;
  }

  static List<Path> jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  @Override
  public void close() throws IOException {
    Files.walkFileTree(
        work,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException fault)
              throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
