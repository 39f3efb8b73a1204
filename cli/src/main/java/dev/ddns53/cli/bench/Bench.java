package dev.ddns53.cli.bench;

import dev.ddns53.Config;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The measurements by name: {@code scripts/bench}. */
@Command(
    name = "bench",
    description = "Measures ddns53 on this machine. Needs no AWS account.",
    subcommands = {Bench.BurstCommand.class, Bench.RecheckCommand.class},
    mixinStandardHelpOptions = true)
public final class Bench {

  /** Where everything stands in the emulator. */
  static final Config CONFIG =
      new Config("bench-registry", "bench-state", "/bench/master-key", Set.of());

  private Bench() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Bench()).execute(arguments));
  }

  @Command(
      name = "burst",
      description = {
        "All sites report a new address at once, through the HTTP front, against an emulated Route"
            + " 53 with the real limits.",
        "Exits with 1 if a record differs from what its site reported."
      },
      mixinStandardHelpOptions = true)
  static final class BurstCommand implements Callable<Integer> {

    @Option(
        names = "--sites",
        paramLabel = "N",
        defaultValue = "10000",
        description = "Sites, each with a name of its own. Default: ${DEFAULT-VALUE}.")
    int sites;

    @Option(
        names = "--zones",
        paramLabel = "Z",
        defaultValue = "1",
        description = "Hosted zones that hold the names. Default: ${DEFAULT-VALUE}.")
    int zones;

    @Option(
        names = "--rate",
        paramLabel = "R",
        defaultValue = "0",
        description = "Reports a second; 0 for as many as go. Default: ${DEFAULT-VALUE}.")
    double rate;

    @Option(names = "--json", description = "Prints the result as JSON.")
    boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
      BurstResult result = Burst.run(new Burst.Size(sites, zones, rate), System.err);
      System.out.println(json ? result.json() : result.table());
      return result.lost() == 0 ? 0 : 1;
    }
  }

  @Command(
      name = "recheck",
      description = {
        "The scheduled re-check of one zone in which nothing is wrong, twice, against an emulated"
            + " Route 53 with the real limits.",
        "scripts/bench runs emulator and re-check together in one JVM with a heap of 512 MB"
            + " (-Xmx512m), so the heap of the re-check alone stays below that. What a JVM needs"
            + " besides its heap is not measured.",
        "Exits with 1 if a name was not found in sync, or more calls were made than allowed."
      },
      mixinStandardHelpOptions = true)
  static final class RecheckCommand implements Callable<Integer> {

    @Option(
        names = "--names",
        paramLabel = "N",
        defaultValue = "10000",
        description = "Names, each with a site of its own. Default: ${DEFAULT-VALUE}.")
    int names;

    @Option(names = "--json", description = "Prints the result as JSON.")
    boolean json;

    @Override
    public Integer call() throws IOException {
      RecheckFigures figures = RecheckBench.run(names, System.err);
      System.out.println(json ? figures.json() : figures.table());
      return figures.good() ? 0 : 1;
    }
  }
}
