package dev.ddns53.bench;

import dev.ddns53.Config;
import dev.ddns53.bench.lambda.RuntimeFault;
import dev.ddns53.terminal.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The measurements by name: {@code scripts/bench}. */
@Command(
    name = "bench",
    description = "Measures ddns53 on this machine. Needs no AWS account.",
    footer = {
      "",
      "scripts/bench core [OPTION OF JMH...] measures what a request costs apart from calls; Maven"
          + " runs it."
    },
    subcommands = {
      Bench.BurstCommand.class,
      Bench.CasesCommand.class,
      Bench.RecheckCommand.class,
      Bench.TimingCommand.class,
      ColdCommand.class,
      QuickCommand.class,
      ScaleCommand.class
    },
    mixinStandardHelpOptions = true)
public final class Bench {

  /** Where everything stands in the emulator. */
  static final Config CONFIG =
      new Config("bench-registry", "bench-state", "/bench/master-key", Set.of());

  Bench() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** What goes wrong in words for whoever measures is told without a stack trace. */
  static CommandLine commandLine() {
    return new CommandLine(new Bench())
        .setExecutionExceptionHandler(
            (fault, line, parsed) -> {
              if (fault instanceof CliException || fault instanceof RuntimeFault) {
                line.getErr().println(fault.getMessage());
                return CommandLine.ExitCode.SOFTWARE;
              }
              throw fault;
            });
  }

  @Command(
      name = "burst",
      description = {
        "All sites report a new address at once, through the HTTP front, against an emulated Route"
            + " 53 with the real limits, which takes 300 ms for a change and one of a zone at a"
            + " time. Four instances of the update function and two publishers share no memory.",
        "Exits with 1 if a record differs in the end from what its site reported, or if a figure is"
            + " beyond its bound."
      },
      mixinStandardHelpOptions = true)
  static final class BurstCommand implements Callable<Integer> {

    @Option(
        names = "--sites",
        converter = Count.class,
        paramLabel = "N",
        defaultValue = "10000",
        description = "Sites, each with a name of its own. Default: ${DEFAULT-VALUE}.")
    int sites;

    @Option(
        names = "--zones",
        converter = Count.class,
        paramLabel = "Z",
        defaultValue = "1",
        description = "Hosted zones that hold the names. Default: ${DEFAULT-VALUE}.")
    int zones;

    @Option(
        names = "--rate",
        paramLabel = "R",
        defaultValue = "0",
        description =
            "Reports a second; 0 for as many as are answered. Default: ${DEFAULT-VALUE}; 1 with"
                + " --rogues.")
    double rate;

    @Option(
        names = "--rogues",
        paramLabel = "K",
        defaultValue = "0",
        description =
            "Sites of seven names and both families that change every second meanwhile. Default:"
                + " ${DEFAULT-VALUE}.")
    int rogues;

    @Option(
        names = "--plot",
        paramLabel = "FILE",
        description = "Writes how long changes took to reach Route 53 to a picture, SVG.")
    @Nullable Path plot;

    @Option(names = "--json", description = "Prints the result as JSON.")
    boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
      double paced = rogues > 0 && rate == 0 ? 1 : rate;
      BurstResult result = Burst.run(new Burst.Size(sites, zones, paced, rogues), System.err);
      System.out.println(json ? result.json() : result.table());
      if (plot != null) {
        Files.writeString(plot, result.plot());
      }
      return result.misses().isEmpty() ? 0 : 1;
    }
  }

  @Command(
      name = "cases",
      description = {
        "Small inputs that are easily got wrong, each with its bound:",
        "  T1  20 sites change once, while one with 7 names and both families changes every second",
        "  T2  a name whose address changes every 6 s: answered updated, written once each",
        "  T7  600 sites of one zone change, 15 a second",
        "  T8  seven changes a second apart, 32 s of quiet, one more by a function that is new",
        "  T9  two new sites of 49 names each report in the same second",
        "Exits with 1 if one is beyond its bound."
      },
      mixinStandardHelpOptions = true)
  static final class CasesCommand implements Callable<Integer> {

    @Parameters(paramLabel = "CASE", description = "Which; all by default.", arity = "0..*")
    List<String> names = List.of();

    @Spec CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
      Map<String, Cases.Case> all = Cases.all();
      if (!all.keySet().containsAll(names)) {
        throw new ParameterException(
            command.commandLine(), "There is " + String.join(", ", all.keySet()) + ".");
      }
      int beyond = 0;
      for (Map.Entry<String, Cases.Case> one : all.entrySet()) {
        if (names.isEmpty() || names.contains(one.getKey())) {
          List<String> misses = one.getValue().run(System.err);
          String found = misses.isEmpty() ? "good" : "BEYOND ITS BOUND: " + misses;
          System.out.println(one.getKey() + "  " + found);
          beyond += misses.size();
        }
      }
      return beyond == 0 ? 0 : 1;
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
        converter = Count.class,
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

  @Command(
      name = "timing",
      description = {
        "Whether the time of a refusal tells which sites exist: requests with wrong keys for a site"
            + " that is there and for two that are not, in random order.",
        "Exits with 1 if they can be told apart (AUC beyond 0.5 +- 0.02)."
      },
      mixinStandardHelpOptions = true)
  static final class TimingCommand implements Callable<Integer> {

    @Option(
        names = "--requests",
        converter = Count.class,
        paramLabel = "N",
        defaultValue = "8000",
        description = "Of each kind. Default: ${DEFAULT-VALUE}.")
    int requests;

    @Option(
        names = "--at-once",
        converter = Count.class,
        paramLabel = "N",
        defaultValue = "4",
        description = "Requests under way. Default: ${DEFAULT-VALUE}.")
    int atOnce;

    @Override
    public Integer call() throws IOException, InterruptedException {
      Timing.Found found = Timing.run(requests, atOnce, System.err);
      System.out.println(found.text());
      return found.isGood() ? 0 : 1;
    }
  }
}
