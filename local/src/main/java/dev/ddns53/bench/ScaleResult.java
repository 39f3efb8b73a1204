package dev.ddns53.bench;

import static dev.ddns53.bench.FigureTable.number;

import dev.ddns53.Config;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run in virtual time came to.
 *
 * @param accepted changes that were stored; the others were answered 503
 * @param direct how many were published before they were answered
 * @param lost sites whose last accepted address does not stand there in the end
 * @param published from a change's acceptance until Route 53 had it
 * @param backlogAtHalf accepted and not published when half of the changes had come
 * @param backlog the same when the last had come
 * @param drained how long after that the last was published
 * @param busiestShard the share of the time in which a shard was read in full or published
 * @param took real time
 */
record ScaleResult(
    ScaleRun.Size size,
    int accepted,
    int direct,
    int lost,
    Percentiles published,
    int backlogAtHalf,
    int backlog,
    Duration drained,
    CallTimes calls,
    TableMeter table,
    double busiestShard,
    Duration took) {

  private static final Duration LONGEST_P99 = Duration.ofSeconds(60);
  private static final double KEPT_UP = 0.95;
  private static final double FULL = 0.9;

  /** Senders of a zone look for their turn every 100 ms, and mark in between. */
  private static final double FULL_ZONE = 0.8;

  /** What {@link #cells} holds. */
  static final String[] HEAD = {
    "a second",
    "zones",
    "shards",
    "p50",
    "p99",
    "max",
    "direct",
    "calls, a second",
    "records a call",
    "backlog, drained in",
    "written most",
    "read most",
    "busiest shard",
    "503",
    "full",
    "real"
  };

  /** Whether it could go on like that: what came in the second half was published in it. */
  boolean isBounded() {
    return backlog - backlogAtHalf <= (1 - KEPT_UP) * size.changes() / 2;
  }

  /** Whether few waited long. */
  boolean isInTime() {
    return published.p99() <= LONGEST_P99.toMillis();
  }

  /** What is beyond what must hold, each in a sentence. */
  List<String> misses() {
    List<String> misses = new ArrayList<>();
    if (lost > 0) {
      misses.add(lost + " names do not hold what was accepted of them last");
    }
    int drawn = calls.most(Duration.ofSeconds(100)) - calls.busy();
    if (drawn > Bounds.CALLS_IN_100_SECONDS) {
      misses.add(drawn + " calls in 100 s are more than " + Bounds.CALLS_IN_100_SECONDS);
    }
    return misses;
  }

  /** What had no room left while changes came. */
  String full() {
    List<String> full = new ArrayList<>();
    if (calls.rate() >= FULL * Config.PACE.rate()) {
      full.add("calls");
    }
    if (calls.busiestZone() >= FULL_ZONE) {
      full.add("zone");
    }
    if (full.isEmpty() && busiestShard >= FULL) {
      full.add("stream");
    }
    return full.isEmpty() ? "-" : String.join(", ", full);
  }

  String[] cells() {
    return new String[] {
      Integer.toString(size.rate()),
      Integer.toString(size.zones()),
      Integer.toString(size.shards()),
      seconds(published.p50()),
      seconds(published.p99()),
      seconds(published.max()),
      number(100.0 * direct / Math.max(1, accepted)) + " %",
      calls.total() + ", " + number(calls.rate()),
      Long.toString(Math.round(calls.perChange())),
      backlog + ", " + seconds(drained),
      table.written().text(),
      table.read().text(),
      table.busiestShard() + " units, " + Math.round(100 * busiestShard) + " %",
      Integer.toString(size.changes() - accepted),
      full(),
      seconds(took)
    };
  }

  private static String seconds(Duration time) {
    return seconds((double) time.toMillis());
  }

  private static String seconds(double millis) {
    return number(millis / 1e3) + " s";
  }
}
