package dev.ddns53.bench;

import dev.ddns53.bench.lambda.CpuQuota;
import dev.ddns53.bench.lambda.LoopbackTls;
import dev.ddns53.terminal.CliException;
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
  private final Optional<CpuQuota> quota;
  private final PrintStream err;

  /**
   * What is run.
   *
   * @param warm requests of each run after the twentieth
   * @param oneProcessor whether the measured process may use one alone
   * @param vcpus how much of the processors it may use; 0 for all
   * @param tls whether it reaches AWS over TLS
   * @param project the folder of what was built
   */
  record Plan(
      List<ColdVariant> variants,
      int runs,
      int warm,
      boolean oneProcessor,
      double vcpus,
      boolean tls,
      Path project) {

    Plan {
      variants = List.copyOf(variants);
    }

    /** A site for each run, one to count calls, two to train an archive and to see it used. */
    int sites() {
      return variants.size() * (runs + 3);
    }
  }

  private ColdBench(Plan plan, Optional<CpuQuota> quota, PrintStream err) {
    this.plan = plan;
    this.quota = quota;
    this.err = err;
  }

  static ColdFigures run(Plan plan, PrintStream err) throws IOException, InterruptedException {
    try (ColdPackage unpacked = ColdPackage.unpack(plan.project());
        ColdWorld world = ColdWorld.start(plan.sites(), tls(plan, unpacked))) {
      if (plan.vcpus() == 0) {
        return new ColdBench(plan, Optional.empty(), err).measure(unpacked, world);
      }
      try (CpuQuota quota = quota(plan.vcpus())) {
        return new ColdBench(plan, Optional.of(quota), err).measure(unpacked, world);
      }
    }
  }

  private static CpuQuota quota(double vcpus) {
    return CpuQuota.of(vcpus)
        .orElseThrow(
            () ->
                new CliException(
                    "This user can make no control group of Linux, which --vcpus needs. What"
                        + " remains is --one-processor."));
  }

  private static Optional<LoopbackTls> tls(Plan plan, ColdPackage unpacked)
      throws IOException, InterruptedException {
    return plan.tls() ? Optional.of(LoopbackTls.make(unpacked.folder("tls"))) : Optional.empty();
  }

  private ColdFigures measure(ColdPackage unpacked, ColdWorld world)
      throws IOException, InterruptedException {
    ColdFigures figures = new ColdFigures(machine(), how());
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
          all.of(variant)
              .map(each -> plan.oneProcessor() ? each.onOneProcessor() : each)
              .map(each -> quota.map(each::within).orElse(each));
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

  private String how() {
    return (plan.tls() ? "AWS over TLS" : "AWS over HTTP")
        + (plan.oneProcessor() ? ", one processor" : "")
        + (plan.vcpus() > 0 ? ", " + plan.vcpus() + " of a processor" : "");
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
