package dev.ddns53.emulator.route53;

import java.time.Duration;

/**
 * How the emulated Route 53 behaves.
 *
 * @param rate calls a second, account-wide and for each action; 0 for no limit
 * @param burst calls at once
 * @param insync how long a change stays PENDING
 * @param zoneBusy how long a change keeps its zone from taking another
 */
public record Settings(double rate, double burst, Duration insync, Duration zoneBusy) {

  /** The limits that AWS publishes, and changes that are done soon. */
  public static final Settings REAL = new Settings(10, 50, Duration.ofMillis(500), Duration.ZERO);

  /** No throttling. */
  public static final Settings UNLIMITED = new Settings(0, 1, Duration.ZERO, Duration.ZERO);
}
