package dev.ddns53.bench;

import static dev.ddns53.bench.FigureTable.number;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the re-check of a zone came to.
 *
 * @param heapLimit of the JVM that ran it together with the emulator, in bytes
 */
record RecheckFigures(int names, List<Run> runs, long heapLimit) {

  private static final int RECORD_SETS_PER_PAGE = 300;
  private static final int MORE_CALLS_ALLOWED = 2;
  private static final double MEGABYTE = 1024.0 * 1024.0;
  private static final List<String> READS =
      List.of("GetItem", "BatchGetItem", "TransactGetItems", "Query", "Scan");

  RecheckFigures {
    runs = List.copyOf(runs);
  }

  /**
   * One run.
   *
   * @param growth of the heap at its peak, in bytes
   * @param calls by {@code "service Action"}
   * @param inSync names found as they should be
   * @param troubles what could not be read, written or published
   */
  record Run(double seconds, long growth, Map<String, Integer> calls, int inSync, int troubles) {

    Run {
      calls = Map.copyOf(calls);
    }

    private int route53() {
      return sum("route53 ");
    }

    private int reads() {
      return READS.stream().mapToInt(action -> calls.getOrDefault("dynamodb " + action, 0)).sum();
    }

    private int writes() {
      return sum("dynamodb ") - reads();
    }

    private int sum(String service) {
      return calls.entrySet().stream()
          .filter(call -> call.getKey().startsWith(service))
          .mapToInt(Map.Entry::getValue)
          .sum();
    }

    private double megabytes() {
      return growth / MEGABYTE;
    }
  }

  private int fewest() {
    return (names + RECORD_SETS_PER_PAGE - 1) / RECORD_SETS_PER_PAGE;
  }

  /** Whether each run found everything in order, with hardly more calls than there must be. */
  boolean good() {
    return runs.stream()
        .allMatch(
            run ->
                run.inSync() == names
                    && run.troubles() == 0
                    && run.route53() <= fewest() + MORE_CALLS_ALLOWED);
  }

  String table() {
    String fewest = " (fewest " + fewest() + ", allowed " + (fewest() + MORE_CALLS_ALLOWED) + ")";
    return new FigureTable()
            .line("names, zones", names + ", 1")
            .line("in sync", each(run -> Integer.toString(run.inSync())))
            .line("troubles", each(run -> Integer.toString(run.troubles())))
            .line("Route 53 calls", each(run -> Integer.toString(run.route53())) + fewest)
            .line("DynamoDB calls that read", each(run -> Integer.toString(run.reads())))
            .line("DynamoDB calls that write", each(run -> Integer.toString(run.writes())))
            .line("seconds", each(run -> number(run.seconds())))
            .line("growth of the heap at its peak", each(run -> number(run.megabytes())) + " MB")
            .line("limit of the heap", number(heapLimit / MEGABYTE) + " MB")
            .text()
        + "\nTwo figures are the first run and the second. Heap: re-check and emulator share"
        + " one JVM, so its growth holds what both allocate, garbage included.";
  }

  private String each(Function<Run, String> figure) {
    return runs.stream().map(figure).collect(Collectors.joining(", "));
  }

  String json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("names", names).put("fewestRoute53Calls", fewest());
    root.put("allowedRoute53Calls", fewest() + MORE_CALLS_ALLOWED).put("heapLimit", heapLimit);
    var each = root.putArray("runs");
    for (Run run : runs) {
      ObjectNode node = each.addObject();
      node.put("inSync", run.inSync()).put("troubles", run.troubles());
      node.put("route53Calls", run.route53());
      node.put("dynamodbReads", run.reads()).put("dynamodbWrites", run.writes());
      node.put("seconds", run.seconds()).put("heapGrowth", run.growth());
      ObjectNode calls = node.putObject("calls");
      run.calls().forEach(calls::put);
    }
    return root.toString();
  }
}
