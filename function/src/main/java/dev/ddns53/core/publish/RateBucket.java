package dev.ddns53.core.publish;

import java.time.Duration;
import java.time.Instant;

/** A token bucket: how long a call must wait for its turn. Full at first. */
final class RateBucket {

  private final double rate;
  private final double burst;
  private double tokens;
  private Instant filled = Instant.MIN;

  /**
   * A full bucket.
   *
   * @param rate tokens a second, more than 0
   * @param burst tokens that it holds at the most
   */
  RateBucket(double rate, double burst) {
    this.rate = rate;
    this.burst = burst;
    this.tokens = burst;
  }

  /** Takes a token, of the future if there is none, and says how far off it is. */
  synchronized Duration take(Instant now) {
    fill(now);
    tokens -= 1;
    return tokens >= 0 ? Duration.ZERO : Duration.ofNanos((long) (-tokens / rate * 1e9));
  }

  /** Gives a token back that was not used. */
  synchronized void giveBack() {
    tokens = Math.min(burst, tokens + 1);
  }

  /** Somebody else has used up the real bucket. */
  synchronized void empty() {
    tokens = Math.min(tokens, 0);
  }

  private void fill(Instant now) {
    if (now.isAfter(filled)) {
      if (!filled.equals(Instant.MIN)) {
        double seconds = Duration.between(filled, now).toNanos() / 1e9;
        tokens = Math.min(burst, tokens + seconds * rate);
      }
      filled = now;
    }
  }
}
