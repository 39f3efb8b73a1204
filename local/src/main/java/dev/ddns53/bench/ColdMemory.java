package dev.ddns53.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ddns53.terminal.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What work would take and cost on Lambda by the function's memory, derived from the processor time
 * that was measured here: Lambda gives processor time in proportion to memory.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html">Memory</a>
 * @see <a href="https://aws.amazon.com/lambda/pricing/">Prices</a>
 */
record ColdMemory(List<Work> works) {

  private static final int[] SIZES_MB = {256, 512, 1_024, 1_769};
  private static final double MB_OF_ONE_PROCESSOR = 1_769;
  private static final double DOLLARS_PER_GB_SECOND_ARM64 = 0.0000133334;
  private static final double DOLLARS_PER_MILLION_REQUESTS = 0.20;

  /** What "bench scale" takes too: a call of DynamoDB or SSM, and a change of Route 53. */
  private static final double CALL_MILLIS = 5;

  private static final double CHANGE_MILLIS = 300;
  private static final String CHANGE = "route53 ChangeResourceRecordSets";

  /**
   * Something that a function does.
   *
   * @param cpuMillis processor time
   * @param waitMillis until AWS has answered its calls, one after another
   */
  record Work(String what, double cpuMillis, double waitMillis) {

    static Work of(String what, double cpuMillis, Map<String, Integer> calls) {
      int changes = calls.getOrDefault(CHANGE, 0);
      int others = ColdCalls.total(calls) - changes;
      return new Work(what, cpuMillis, others * CALL_MILLIS + changes * CHANGE_MILLIS);
    }

    double millis(int memoryMb) {
      return cpuMillis / share(memoryMb) + waitMillis;
    }

    /** Of a million, requests included; time is billed by the millisecond begun. */
    double dollars(int memoryMb) {
      double seconds = Math.ceil(millis(memoryMb)) / 1_000;
      double gigabytes = memoryMb / 1_024.0;
      return seconds * gigabytes * DOLLARS_PER_GB_SECOND_ARM64 * 1e6 + DOLLARS_PER_MILLION_REQUESTS;
    }
  }

  ColdMemory {
    works = List.copyOf(works);
  }

  /** Of one processor. */
  private static double share(int memoryMb) {
    return Math.min(1, memoryMb / MB_OF_ONE_PROCESSOR);
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "by memory, derived: processor time by Lambda's share of one, and %.0f ms for each call"
                + " (a change of Route 53: %.0f)",
            CALL_MILLIS,
            CHANGE_MILLIS));
    TextTable table =
        new TextTable("what", "CPU ms", "waits ms", "memory MB", "processor", "ms", "a million, $");
    for (Work work : works) {
      for (int size : SIZES_MB) {
        table.add(
            work.what,
            number("%.1f", work.cpuMillis),
            number("%.0f", work.waitMillis),
            Integer.toString(size),
            number("%.2f", share(size)),
            number("%.0f", work.millis(size)),
            number("%.2f", work.dollars(size)));
      }
    }
    lines.addAll(table.lines());
    return lines;
  }

  void put(ArrayNode all) {
    for (Work work : works) {
      ObjectNode node = all.addObject();
      node.put("what", work.what).put("cpuMillis", work.cpuMillis);
      node.put("waitMillis", work.waitMillis);
      ArrayNode sizes = node.putArray("sizes");
      for (int size : SIZES_MB) {
        sizes
            .addObject()
            .put("memoryMb", size)
            .put("millis", work.millis(size))
            .put("dollarsPerMillion", work.dollars(size));
      }
    }
  }

  private static String number(String format, double figure) {
    return String.format(Locale.ROOT, format, figure);
  }
}
