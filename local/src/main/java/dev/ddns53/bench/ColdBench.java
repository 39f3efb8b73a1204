package dev.ddns53.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts every variant in turn, again and again, so that what else goes on meets all alike. */
final class ColdBench {

  private final Plan plan;
  private final PrintStream err;

  /**
   * What is run.
   *
   * @param warm requests of each run after the twentieth
   * @param oneProcessor whether the measured process may use one alone
   * @param project the folder of what was built
   */
  record Plan(List<ColdVariant> variants, int runs, int warm, boolean oneProcessor, Path project) {

    Plan {
      variants = List.copyOf(variants);
    }

    /** A site for each run, one to count calls, two to train an archive and to see it used. */
    int sites() {
      return variants.size() * (runs + 3);
    }
  }

  private ColdBench(Plan plan, PrintStream err) {
    this.plan = plan;
    this.err = err;
  }

  static ColdFigures run(Plan plan, PrintStream err) throws IOException, InterruptedException {
    try (ColdPackage unpacked = ColdPackage.unpack(plan.project());
        ColdWorld world = ColdWorld.start(plan.sites())) {
      return new ColdBench(plan, err).measure(unpacked, world);
    }
  }

  private ColdFigures measure(ColdPackage unpacked, ColdWorld world)
      throws IOException, InterruptedException {
    ColdFigures figures = new ColdFigures(machine());
    List<ColdLaunch> launches = prepare(unpacked, world, figures);
    for (int run = 1; run <= plan.runs(); run++) {
      err.println("run " + run + " of " + plan.runs());
      for (ColdLaunch launch : launches) {
        figures.add(launch.variant(), ColdRun.of(world, launch, ColdCourse.timed(plan.warm())));
      }
    }
    return figures;
  }

  /** Each runs once unmeasured, too: files are in memory then, and the services are warm. */
  private List<ColdLaunch> prepare(ColdPackage unpacked, ColdWorld world, ColdFigures figures)
      throws IOException, InterruptedException {
    ColdLaunches all = new ColdLaunches(unpacked, world);
    List<ColdLaunch> launches = new ArrayList<>();
    for (ColdVariant variant : plan.variants()) {
      err.println("preparing " + variant.word());
      Optional<ColdLaunch> launch =
          all.of(variant).map(each -> plan.oneProcessor() ? each.onOneProcessor() : each);
      if (launch.isEmpty()) {
        err.println("skipped: " + variant.word() + " needs " + variant.needs());
        continue;
      }
      ColdRun.Result counted = ColdRun.of(world, launch.get(), ColdCourse.counted(plan.warm()));
      String version = ColdReferences.version(variant).map(which -> " (" + which + ")").orElse("");
      figures.addVariant(variant, command(unpacked, launch.get()) + version, counted.calls());
      launches.add(launch.get());
    }
    return launches;
  }

  private static String command(ColdPackage unpacked, ColdLaunch launch) {
    return String.join(" ", launch.command())
        .replaceAll("-cp \\S+", "-cp ...")
        .replace(unpacked.work() + "/", "");
  }

  private static String machine() {
    return "%s %s, %d processors, %s, load %.1f at the start; java: %s %s"
        .formatted(
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.arch"),
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
            System.getProperty("java.vendor.version", System.getProperty("java.vendor")),
            Runtime.version());
  }
}
