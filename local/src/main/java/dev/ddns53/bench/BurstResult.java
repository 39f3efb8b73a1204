package dev.ddns53.bench;

import static dev.ddns53.bench.FigureTable.number;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What a burst came to.
 *
 * @param refused reports that were not accepted
 * @param lasted from the first acceptance to the last
 * @param answers of accepted reports
 * @param publications from each change's acceptance until Route 53 had it
 * @param heard from a change's acceptance until a batch publisher heard of it, where one did
 * @param lost sites whose last accepted address does not stand there in the end
 * @param held rogues' reports that were answered 429
 * @param requests how they were answered
 * @param batches what the publishers did
 * @param peakMebibytes memory of the whole process at most, if known
 */
record BurstResult(
    Burst.Size size,
    int accepted,
    int refused,
    Duration lasted,
    Percentiles answers,
    List<Duration> publications,
    Percentiles heard,
    Traffic traffic,
    int lost,
    int held,
    Percentiles quiet,
    Percentiles meanwhile,
    String requests,
    String batches,
    OptionalLong peakMebibytes) {

  /** Calls of Route 53: all, by action, and the most in any 10 and 100 seconds. */
  record Traffic(int total, Map<String, Integer> byAction, int in10, int in100) {

    Traffic {
      byAction = Map.copyOf(byAction);
    }

    static Traffic of(CallMeter calls) {
      return new Traffic(
          calls.total(),
          calls.byAction(),
          calls.most(Duration.ofSeconds(10)),
          calls.most(Duration.ofSeconds(100)));
    }
  }

  BurstResult {
    publications = List.copyOf(publications);
  }

  private Percentiles published() {
    return Percentiles.ofDurations(publications);
  }

  private double acceptedPerSecond() {
    return accepted / Math.max(1e-3, lasted.toMillis() / 1e3);
  }

  /** What is beyond its bound, each in a sentence; empty when all is well. */
  List<String> misses() {
    List<String> misses = new ArrayList<>();
    Bounds.Published bounds = Bounds.published(size);
    Percentiles published = published();
    within(misses, "published, p50", published.p50(), bounds.p50());
    within(misses, "published, p99", published.p99(), bounds.p99());
    within(misses, "published, max", published.max(), bounds.max());
    within(misses, "lost", lost, 0);
    within(misses, "refused", refused, 0);
    within(misses, "calls in 10 s", traffic.in10, Bounds.CALLS_IN_10_SECONDS);
    within(misses, "calls in 100 s", traffic.in100, Bounds.CALLS_IN_100_SECONDS);
    within(
        misses,
        "unchanged reports meanwhile, p99 in ms",
        meanwhile.p99(),
        quiet.p99() * Bounds.UNCHANGED_TIMES_QUIET);
    return misses;
  }

  private static void within(
      List<String> misses, String what, double millis, Optional<Duration> bound) {
    bound.ifPresent(most -> within(misses, what + " in ms", millis, (double) most.toMillis()));
  }

  private static void within(List<String> misses, String what, double figure, double bound) {
    if (figure > bound) {
      misses.add(what + ": " + number(figure) + " is more than " + number(bound));
    }
  }

  String table() {
    FigureTable table =
        new FigureTable()
            .line("sites, zones, rogues", size.sites() + ", " + size.zones() + ", " + size.rogues())
            .line("accepted", accepted + ", " + number(acceptedPerSecond()) + " a second")
            .line("refused", refused)
            .line("answer of a changed report", answers.text())
            .line("acceptance to Route 53", published().text())
            .line("acceptance to a publisher", heard.text())
            .line("Route 53 calls", traffic.total + " " + new TreeMap<>(traffic.byAction))
            .line("most in 10 s, in 100 s", traffic.in10 + ", " + traffic.in100)
            .line("lost", lost)
            .line("rogues' reports held", held)
            .line("unchanged report, quiet", quiet.text())
            .line("unchanged report, meanwhile", meanwhile.text())
            .line("requests", requests)
            .line("publishers", batches);
    peakMebibytes.ifPresent(most -> table.line("memory of the process, at most", most + " MiB"));
    misses().forEach(miss -> table.line("BEYOND ITS BOUND", miss));
    return table.text();
  }

  String json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("sites", size.sites()).put("zones", size.zones()).put("rogues", size.rogues());
    root.put("accepted", accepted).put("refused", refused).put("lost", lost);
    root.put("acceptedPerSecond", acceptedPerSecond()).put("roguesHeld", held);
    answers.put(root.putObject("answerMillis"));
    published().put(root.putObject("publishedMillis"));
    heard.put(root.putObject("heardMillis"));
    root.put("route53Calls", traffic.total);
    ObjectNode actions = root.putObject("route53CallsByAction");
    traffic.byAction.forEach(actions::put);
    root.put("mostCallsIn10Seconds", traffic.in10).put("mostCallsIn100Seconds", traffic.in100);
    quiet.put(root.putObject("unchangedQuietMillis"));
    meanwhile.put(root.putObject("unchangedMeanwhileMillis"));
    peakMebibytes.ifPresent(most -> root.put("processPeakMebibytes", most));
    misses().forEach(root.putArray("beyondBounds")::add);
    return root.toString();
  }

  /** How long changes took from their acceptance to Route 53. */
  String plot() {
    return Plot.histogram(
        "A burst: from a change's acceptance to Route 53",
        "%d sites in %d zones report a new address; how many took how long"
            .formatted(size.sites(), size.zones()),
        publications);
  }
}
