package dev.ddns53.core.publish;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Exponential backoff with full jitter: from 0 to 200 ms at first, to 5 s at last. */
final class Backoff {

  private static final long FIRST_MILLIS = 200;
  private static final long LAST_MILLIS = 5_000;
  private static final int DOUBLINGS = 5;

  private final RandomGenerator random;
  private int failures;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** How long to wait after one more failure. */
  Duration next() {
    long most = Math.min(LAST_MILLIS, FIRST_MILLIS << Math.min(failures, DOUBLINGS));
    failures++;
    return Duration.ofMillis(random.nextLong(most + 1));
  }

  void success() {
    failures = 0;
  }
}
