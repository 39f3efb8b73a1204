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
import java.util.function.IntSupplier;

/** Draws calls from the account's bucket, which all senders share. */
final class Rate {

  /** A listing leaves a call for a change. */
  private static final int FOR_A_LISTING = 2;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(20);

  private final SenderParts parts;
  private final ZoneId zone;
  private final SharedDraw shared;
  private Optional<Bucket> seen;

  /**
   * The rate of a sender to one zone.
   *
   * @param seen the bucket as it was read, if it was
   */
  Rate(SenderParts parts, ZoneId zone, Optional<Bucket> seen) {
    this(parts, zone, seen, new SharedDraw(1, parts.time().now(), parts.pace()));
  }

  /** The rate of a sender to a zone that draws together with others. */
  Rate(SenderParts parts, ZoneId zone, SharedDraw shared) {
    this(parts, zone, Optional.empty(), shared);
  }

  private Rate(SenderParts parts, ZoneId zone, Optional<Bucket> seen, SharedDraw shared) {
    this.parts = parts;
    this.zone = zone;
    this.seen = seen;
    this.shared = shared;
  }

  /** Draws a call for a change if one is there, without waiting and with one write at most. */
  boolean drawNow() {
    return attempt(1, 1) > 0;
  }

  /** Waits for a call of its own; false when there is none by that time. */
  boolean draw(Instant until) {
    shared.arrive();
    try {
      boolean inTime = true;
      while (inTime && !shared.take()) {
        inTime = shared.lead() ? drawForAll(until) : pass(SHORTEST_WAIT, until);
      }
      return inTime;
    } finally {
      shared.leave();
    }
  }

  /** The same for a listing, which waits for no other zone. */
  boolean drawListing(Instant until) {
    return draw(FOR_A_LISTING, () -> 1, until) > 0;
  }

  private boolean drawForAll(Instant until) {
    int calls = 0;
    try {
      awaitOthers(until);
      calls = draw(1, shared::waiting, until);
    } finally {
      shared.followWith(calls);
    }
    return calls > 0;
  }

  /** Until the zones of the event draw together, as far as there is time. */
  private void awaitOthers(Instant until) {
    Duration pause = untilTogether();
    while (pause.isPositive() && pass(pause, until)) {
      seen = Optional.empty();
      pause = untilTogether();
    }
  }

  private Duration untilTogether() {
    Instant now = time().now();
    if (!shared.isWaitedFor()) {
      return Duration.ZERO;
    }
    Duration missing = missing(shared.wanted());
    return missing.isZero()
        ? Duration.between(now, shared.earliest())
        : atMost(Duration.between(now, shared.latest()), atMost(LONGEST_WAIT, missing));
  }

  /**
   * Many may wait for the same call. So whoever lost a race for it comes a little later than it
   * could, more so each time; else all would write at the same moment, and all but one for nothing.
   *
   * @param wanted how many are to be there
   * @param most how many it draws
   * @return how many it has drawn
   */
  private int draw(int wanted, IntSupplier most, Instant until) {
    Backoff others = new Backoff(parts.random());
    Duration later = Duration.ZERO;
    int calls = attempt(wanted, most.getAsInt());
    while (calls == 0) {
      Duration missing = missing(wanted);
      Duration pause = atMost(LONGEST_WAIT, missing).plus(atMost(LONGEST_WAIT, later));
      if (!pass(pause, until)) {
        return 0;
      }
      seen = Optional.empty();
      later = missing.isZero() ? others.next() : later;
      calls = attempt(wanted, most.getAsInt());
    }
    return calls;
  }

  private static Duration atMost(Duration most, Duration wait) {
    return wait.compareTo(most) > 0 ? most : wait;
  }

  /** Lets time pass, if it is over in time. */
  private boolean pass(Duration pause, Instant until) {
    boolean inTime = !time().now().plus(pause).isAfter(until);
    if (inTime) {
      time().pass(pause.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : pause);
    }
    return inTime;
  }

  private Time time() {
    return parts.time();
  }

  private Duration missing(int wanted) {
    try {
      return bucket().until(wanted, time().now(), parts.pace());
    } catch (Unavailable e) {
      return LONGEST_WAIT;
    }
  }

  /** An empty bucket is not written to. What cannot be read or written does not hold anybody up. */
  private int attempt(int wanted, int most) {
    try {
      Bucket bucket = bucket();
      Instant now = time().now();
      int there = (int) bucket.tokens(now, parts.pace());
      if (there < wanted) {
        return 0;
      }
      int calls = Math.min(there, most);
      Bucket drawn = bucket.drawn(calls, now, parts.pace());
      boolean mine = parts.traffic().replace(drawn);
      seen = mine ? Optional.of(drawn) : Optional.empty();
      return mine ? calls : 0;
    } catch (Unavailable | Unconfirmed e) {
      seen = Optional.empty();
      return 0;
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
