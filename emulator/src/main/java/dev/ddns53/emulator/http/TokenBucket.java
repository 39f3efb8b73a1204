package dev.ddns53.emulator.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A token bucket: so many calls at once, refilled at a steady rate. A rate of 0 lets all pass. */
public final class TokenBucket {

  private final InstantSource clock;
  private double rate;
  private double burst;
  private double tokens;
  private Instant filled;

  /**
   * A full bucket.
   *
   * @param rate tokens a second; 0 lets all pass
   * @param burst tokens that it holds at the most
   */
  public TokenBucket(double rate, double burst, InstantSource clock) {
    this.rate = rate;
    this.burst = burst;
    this.tokens = burst;
    this.clock = clock;
    this.filled = clock.instant();
  }

  /** Takes a token if there is one. */
  public boolean take() {
    return take(1);
  }

  /**
   * Takes tokens if they are there. A full bucket gives more than it holds, and is in debt then, so
   * that no call is too big for ever.
   */
  public synchronized boolean take(int count) {
    if (rate == 0) {
      return true;
    }
    Instant now = clock.instant();
    double seconds = Duration.between(filled, now).toNanos() / 1e9;
    tokens = Math.min(burst, tokens + seconds * rate);
    filled = now;
    if (tokens < Math.min(count, burst)) {
      return false;
    }
    tokens -= count;
    return true;
  }

  /** Sets new limits and fills the bucket. */
  public synchronized void limit(double newRate, double newBurst) {
    rate = newRate;
    burst = newBurst;
    tokens = newBurst;
  }
}
