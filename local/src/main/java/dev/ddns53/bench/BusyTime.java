package dev.ddns53.bench;

import java.time.Duration;
import java.time.Instant;

/** How long something was at work within a period. */
final class BusyTime {

  private final Instant start;
  private final Instant end;
  private Duration busy = Duration.ZERO;

  BusyTime(Instant start, Instant end) {
    this.start = start;
    this.end = end;
  }

  void add(Instant began, Instant ended) {
    busy = busy.plus(Duration.between(earlier(began), earlier(ended)));
  }

  private Instant earlier(Instant time) {
    return time.isBefore(end) ? time : end;
  }

  /** The share of the period, from 0 to 1. */
  double share() {
    return busy.toNanos() / (double) Duration.between(start, end).toNanos();
  }
}
