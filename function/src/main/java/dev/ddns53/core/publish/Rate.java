package dev.ddns53.core.publish;

import dev.ddns53.core.Limits;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.port.Time;
import dev.ddns53.core.port.Traffic.Bucket;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.port.Unconfirmed;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Draws calls from the account's bucket, which all senders share. */
final class Rate {

  /** A listing leaves one call for a change, unless more than these are there. */
  private static final double PLENTY = 10;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(20);

  private final SenderParts parts;
  private final ZoneId zone;
  private Optional<Bucket> seen;

  /**
   * The rate of one sender.
   *
   * @param seen the bucket as it was read, if it was
   */
  Rate(SenderParts parts, ZoneId zone, Optional<Bucket> seen) {
    this.parts = parts;
    this.zone = zone;
    this.seen = seen;
  }

  /** Draws a call for a change if one is there, without waiting and with one write at most. */
  boolean drawNow() {
    return attempt(1);
  }

  /** Waits for a call of its own; false when there is none by that time. */
  boolean draw(Instant until) {
    return draw(1, until);
  }

  /** The same for a listing. */
  boolean drawListing(Instant until) {
    return draw(2, until);
  }

  /**
   * Many may wait for the same call. So whoever did not get it comes a little later than it could,
   * more so each time; else all would write at the same moment, and all but one for nothing.
   */
  private boolean draw(double wanted, Instant until) {
    Backoff others = new Backoff(parts.random());
    Duration later = Duration.ZERO;
    while (true) {
      if (attempt(wanted)) {
        return true;
      }
      Duration pause = atMost(LONGEST_WAIT, wait(wanted)).plus(atMost(LONGEST_WAIT, later));
      if (time().now().plus(pause).isAfter(until)) {
        return false;
      }
      time().pass(pause.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : pause);
      seen = Optional.empty();
      later = others.next();
    }
  }

  private static Duration atMost(Duration most, Duration wait) {
    return wait.compareTo(most) > 0 ? most : wait;
  }

  private Time time() {
    return parts.time();
  }

  private Duration wait(double wanted) {
    try {
      return bucket().until(wanted, time().now(), parts.pace());
    } catch (Unavailable e) {
      return LONGEST_WAIT;
    }
  }

  /** An empty bucket is not written to. What cannot be read or written does not hold anybody up. */
  private boolean attempt(double wanted) {
    try {
      Bucket bucket = bucket();
      Instant now = time().now();
      double tokens = bucket.tokens(now, parts.pace());
      if (tokens < 1 || (tokens < wanted && tokens <= PLENTY)) {
        return false;
      }
      Bucket drawn = bucket.drawn(now, parts.pace());
      boolean mine = parts.traffic().replace(drawn);
      seen = mine ? Optional.of(drawn) : Optional.empty();
      return mine;
    } catch (Unavailable | Unconfirmed e) {
      seen = Optional.empty();
      return false;
    }
  }

  /** Route 53 had no room: somebody else uses the account's rate too. */
  void throttled() {
    try {
      seen = Optional.empty();
      Bucket slowed = bucket().throttled(time().now(), Limits.SLOW);
      seen = parts.traffic().replace(slowed) ? Optional.of(slowed) : Optional.empty();
    } catch (Unavailable | Unconfirmed e) {
      seen = Optional.empty();
    }
  }

  private Bucket bucket() {
    if (seen.isEmpty()) {
      seen = Optional.of(parts.traffic().rows(zone).bucket());
    }
    return seen.get();
  }
}
