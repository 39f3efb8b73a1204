package dev.ddns53.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Command(
    name = "cold",
    description = {
      "How long the deployed package takes from its start to the answer of its first update, as AWS"
          + " Lambda starts it: the runtime interface client, a Runtime API, events of API Gateway."
          + " Route 53, SSM and DynamoDB answer on this machine, without TLS unless --tls.",
      "Variants run in turn, each run with a site and a zone of its own:",
      "  plain   the flags of the managed java25",
      "  appcds  a class-data archive of a training run",
      "  aot     an AOT cache of a training run; a refused one fails the measurement",
      "  primed  initialised beforehand, and resumed as SnapStart does",
      "  python  the same in Python with boto3, where that is there",
      "  go      the same in Go by its standard library, where go is there",
      "Exits with 1 if an answer is not what it should be, or Route 53 does not hold it."
    },
    mixinStandardHelpOptions = true)
final class ColdCommand implements Callable<Integer> {

  @Option(
      names = "--runs",
      converter = Count.class,
      paramLabel = "N",
      defaultValue = "15",
      description = "Runs of each variant. Default: ${DEFAULT-VALUE}.")
  int runs;

  @Option(
      names = "--variants",
      paramLabel = "V",
      split = ",",
      converter = Variant.class,
      description = "Which, separated by commas; all by default.")
  List<ColdVariant> variants = Arrays.asList(ColdVariant.values());

  @Option(
      names = "--warm",
      converter = Count.class,
      paramLabel = "N",
      defaultValue = "200",
      description = "Requests of each run after the twentieth. Default: ${DEFAULT-VALUE}.")
  int warm;

  @Option(
      names = "--one-processor",
      description = "Binds the measured process, and nothing else, to one by the command taskset.")
  boolean oneProcessor;

  @Option(
      names = "--vcpus",
      paramLabel = "SHARE",
      defaultValue = "0",
      converter = Share.class,
      description =
          "So much of the processors for the measured process, by a control group of Linux, such as"
              + " 0.29; 0 for all. Default: ${DEFAULT-VALUE}.")
  double vcpus;

  @Option(
      names = "--tls",
      description =
          "Route 53, SSM and DynamoDB over TLS, with a certificate made for this run. Archives are"
              + " trained over it, too.")
  boolean tls;

  @Option(
      names = "--memory",
      description = "Adds what ours would take and cost on Lambda by its memory, derived.")
  boolean memory;

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description = "Writes the first updates to a picture, SVG.")
  @Nullable Path plot;

  @Option(names = "--json", description = "Prints the result as JSON, with every start.")
  boolean json;

  /** Variants in lower case. */
  static final class Variant implements ITypeConverter<ColdVariant> {
    @Override
    public ColdVariant convert(String word) {
      return Arrays.stream(ColdVariant.values())
          .filter(variant -> variant.word().equals(word))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "there is "
                          + String.join(
                              ", ",
                              Arrays.stream(ColdVariant.values())
                                  .map(ColdVariant::word)
                                  .toList())));
    }
  }

  /** 0 and up, to the hundredth. */
  static final class Share implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      if (!text.matches("[0-9](\\.[0-9]{1,2})?")) {
        throw new TypeConversionException("it must be such as 0.29 or 1, not " + text);
      }
      return Double.valueOf(text);
    }
  }

  /** The folder of what was built, as scripts/bench tells. */
  static Path project() {
    return Path.of(System.getProperty("ddns53.project", "."));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    ColdBench.Plan plan =
        new ColdBench.Plan(variants, runs, warm, oneProcessor, vcpus, tls, project());
    ColdFigures figures = ColdBench.run(plan, System.err);
    System.out.println(json ? figures.json() : figures.table());
    if (memory && !json) {
      System.out.println();
      figures.memory().lines().forEach(System.out::println);
    }
    if (plot != null) {
      Files.writeString(plot, figures.plot());
    }
    return 0;
  }
}
