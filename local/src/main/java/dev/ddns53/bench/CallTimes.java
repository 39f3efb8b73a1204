package dev.ddns53.bench;

import dev.ddns53.core.address.ZoneId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Calls of Route 53 in virtual time. */
final class CallTimes {

  private final Instant start;
  private final Instant end;
  private final Map<ZoneId, BusyTime> zones = new HashMap<>();
  private final List<Instant> calls = new ArrayList<>();
  private int busy;
  private int changes;
  private long records;

  /**
   * None yet.
   *
   * @param end of the time in which it is asked how busy zones were
   */
  CallTimes(Instant start, Instant end) {
    this.start = start;
    this.end = end;
  }

  /** A call that changes nothing. */
  void called(Instant at) {
    calls.add(at);
  }

  void changed(ZoneId zone, Instant began, Instant ended, int count) {
    calls.add(began);
    changes++;
    records += count;
    zones.computeIfAbsent(zone, z -> new BusyTime(start, end)).add(began, ended);
  }

  /** The zone was at work on another change: the same call is made again, without a new token. */
  void busy(Instant at) {
    calls.add(at);
    busy++;
  }

  int busy() {
    return busy;
  }

  int total() {
    return calls.size();
  }

  /** Records that one change replaced, on average. */
  double perChange() {
    return records / (double) Math.max(1, changes);
  }

  /** Calls a second until the end. */
  double rate() {
    long until = calls.stream().filter(at -> at.isBefore(end)).count();
    return until / (Duration.between(start, end).toNanos() / 1e9);
  }

  /** The most calls in a time of this length, wherever it begins. */
  int most(Duration window) {
    List<Instant> sorted = calls.stream().sorted().toList();
    int most = 0;
    int first = 0;
    for (int last = 0; last < sorted.size(); last++) {
      while (!sorted.get(first).plus(window).isAfter(sorted.get(last))) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }

  /** The share of the time in which the busiest zone was at work on a change. */
  double busiestZone() {
    return zones.values().stream().mapToDouble(BusyTime::share).max().orElse(0);
  }
}
