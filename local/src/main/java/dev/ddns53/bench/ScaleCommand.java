package dev.ddns53.bench;

import dev.ddns53.terminal.TextTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How far one stack carries, in virtual time: {@code scripts/bench scale}. */
@Command(
    name = "scale",
    description = {
      "How far one stack carries, and where it breaks: the function's own code on tables, a stream"
          + " and a Route 53 that stand in memory, in virtual time.",
      "A DynamoDB call takes 5 ms, a change of Route 53 300 ms, and a zone takes one change at a"
          + " time. A key takes 1,000 write and 3,000 read units a second. A shard is read four"
          + " times a second, 1,000 records at a time, one event after another. Processors cost no"
          + " time.",
      "Each site has a name of its own that was published before, and changes once; changes come at"
          + " random moments. Without options it runs 500 and 2,000 changes a second in 1 and in 50"
          + " zones with one and with four shards.",
      "Columns: from a change's acceptance to Route 53's record (p50, p99, max); the share that"
          + " requests published themselves; calls of Route 53, and how many a second while changes"
          + " came; what was waiting when the last change came, and how long it took from then on;"
          + " the key that was asked for the most write and read units in a second; the most write"
          + " units in a second of one shard (DynamoDB gives 1,000 a partition, and splits), and"
          + " how much of the time the shard was read in full or published; changes that were"
          + " answered 503; what had no room left; real time.",
      "Exits with 1 if a record differs in the end from what was accepted last, or if more calls"
          + " were made than allowed."
    },
    mixinStandardHelpOptions = true)
final class ScaleCommand implements Callable<Integer> {

  @Option(
      names = "--rate",
      converter = Count.class,
      paramLabel = "R",
      split = ",",
      defaultValue = "500,2000",
      description = "Changes a second, one or several. Default: ${DEFAULT-VALUE}.")
  List<Integer> rates = List.of();

  @Option(
      names = "--zones",
      converter = Count.class,
      paramLabel = "Z",
      split = ",",
      defaultValue = "1,50",
      description = "Hosted zones that hold the names. Default: ${DEFAULT-VALUE}.")
  List<Integer> zones = List.of();

  @Option(
      names = "--shards",
      converter = Count.class,
      paramLabel = "S",
      split = ",",
      defaultValue = "1,4",
      description = "Shards of the state table's stream. Default: ${DEFAULT-VALUE}.")
  List<Integer> shards = List.of();

  @Option(
      names = "--seconds",
      converter = Count.class,
      paramLabel = "T",
      defaultValue = "60",
      description = "How long changes come, in virtual time. Default: ${DEFAULT-VALUE}.")
  int seconds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed gives the same run. Default: ${DEFAULT-VALUE}.")
  long seed;

  @Option(
      names = "--limit",
      description =
          "Instead of --rate: raises the rate until it breaks. Prints the highest rate of which the"
              + " backlog was bounded (95 %% of what came in the second half was published in it),"
              + " and the highest of which p99 was 60 s at most. Where a round of all zones takes"
              + " long, give it more --seconds.")
  boolean limit;

  private final List<String> misses = new ArrayList<>();

  @Override
  public Integer call() {
    TextTable table = new TextTable(ScaleResult.HEAD);
    List<String> limits = new ArrayList<>();
    for (int zone : zones) {
      for (int shard : shards) {
        Map<Integer, ScaleResult> results = new TreeMap<>();
        IntFunction<ScaleResult> run =
            rate -> results.computeIfAbsent(rate, r -> run(r, zone, shard));
        if (limit) {
          limits.add(
              "%d zones, %d shards: the backlog is bounded up to %d a second, p99 60 s up to %d"
                  .formatted(
                      zone,
                      shard,
                      ScaleLimit.of(rate -> run.apply(rate).isBounded()),
                      ScaleLimit.of(rate -> run.apply(rate).isInTime())));
        } else {
          rates.forEach(rate -> results.put(rate, run(rate, zone, shard)));
        }
        results.values().forEach(each -> add(table, each));
      }
    }
    table.lines().forEach(System.out::println);
    limits.forEach(System.out::println);
    misses.forEach(miss -> System.out.println("BEYOND ITS BOUND: " + miss));
    return misses.isEmpty() ? 0 : 1;
  }

  private ScaleResult run(int rate, int zone, int shard) {
    System.err.printf("%d a second, %d zones, %d shards%n", rate, zone, shard);
    return ScaleRun.of(new ScaleRun.Size(rate, zone, shard, Duration.ofSeconds(seconds), seed));
  }

  private void add(TextTable table, ScaleResult result) {
    table.add(result.cells());
    misses.addAll(result.misses());
  }
}
