package dev.ddns53.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** How tests wait for what others do. */
public final class Waits {

  private static final Duration POLL = Duration.ofMillis(100);

  private Waits() {}

  /** A site signs at most one report in each second: waits for the next one. */
  public static void nextSecond() throws InterruptedException {
    Thread.sleep(1_000 - Instant.now().toEpochMilli() % 1_000 + 20);
  }

  /** Waits until it holds, but no longer than this; whether it does in the end. */
  public static boolean until(Duration most, BooleanSupplier holds) throws InterruptedException {
    Instant end = Instant.now().plus(most);
    while (!holds.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        return false;
      }
      Thread.sleep(POLL);
    }
    return true;
  }
}
