package dev.ddns53.emulator.route53;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the emulated Route 53 behaves.
 *
 * @param rate calls a second, account-wide and for each action; 0 for no limit
 * @param burst calls at once
 * @param insync how long a change stays PENDING
 * @param zoneBusy how long a change that is done keeps its zone from taking another
 * @param latency how long a change is at work before it is done and answered; its zone refuses
 *     others meanwhile
 * @param changeRate record changes a second, account-wide, beside the limit on calls; 0 for no
 *     limit
 * @param changeBurst record changes at once
 */
public record Settings(
    double rate,
    double burst,
    Duration insync,
    Duration zoneBusy,
    Duration latency,
    double changeRate,
    double changeBurst) {

  private static final double MOST_IN_A_BATCH = 1_000;

  /** The limits that AWS publishes, and changes that are done soon. */
  public static final Settings REAL = calls(10, 50, Duration.ofMillis(500));

  /** No throttling. */
  public static final Settings UNLIMITED = calls(0, 1, Duration.ZERO);

  private static Settings calls(double rate, double burst, Duration insync) {
    return new Settings(rate, burst, insync, Duration.ZERO, Duration.ZERO, 0, MOST_IN_A_BATCH);
  }

  public Settings withCalls(double newRate, double newBurst) {
    return new Settings(newRate, newBurst, insync, zoneBusy, latency, changeRate, changeBurst);
  }

  public Settings withInsync(Duration newInsync) {
    return new Settings(rate, burst, newInsync, zoneBusy, latency, changeRate, changeBurst);
  }

  public Settings withZoneBusy(Duration newZoneBusy) {
    return new Settings(rate, burst, insync, newZoneBusy, latency, changeRate, changeBurst);
  }

  public Settings withLatency(Duration newLatency) {
    return new Settings(rate, burst, insync, zoneBusy, newLatency, changeRate, changeBurst);
  }

  public Settings withChanges(double newChangeRate, double newChangeBurst) {
    return new Settings(rate, burst, insync, zoneBusy, latency, newChangeRate, newChangeBurst);
  }

  /** Whether a zone takes one change at a time. */
  boolean exclusive() {
    return latency.isPositive() || zoneBusy.isPositive();
  }

  /** By the names under which {@link #with} takes them. */
  Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("ratePerSecond", rate);
    values.put("burst", burst);
    values.put("insyncMillis", (double) insync.toMillis());
    values.put("zoneBusyMillis", (double) zoneBusy.toMillis());
    values.put("latencyMillis", (double) latency.toMillis());
    values.put("changesPerSecond", changeRate);
    values.put("changesBurst", changeBurst);
    return values;
  }

  /**
   * These settings but for one.
   *
   * @throws IllegalArgumentException saying what is accepted
   */
  Settings with(String setting, double value) {
    if (value < 0) {
      throw new IllegalArgumentException(setting + " must not be negative");
    }
    Duration millis = Duration.ofMillis((long) value);
    return switch (setting) {
      case "ratePerSecond" -> withCalls(value, burst);
      case "burst" -> withCalls(rate, value);
      case "insyncMillis" -> withInsync(millis);
      case "zoneBusyMillis" -> withZoneBusy(millis);
      case "latencyMillis" -> withLatency(millis);
      case "changesPerSecond" -> withChanges(value, changeBurst);
      case "changesBurst" -> withChanges(changeRate, value);
      default ->
          throw new IllegalArgumentException("there is " + String.join(", ", values().keySet()));
    };
  }
}
