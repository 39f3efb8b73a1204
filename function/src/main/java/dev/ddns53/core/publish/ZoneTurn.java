package dev.ddns53.core.publish;

import dev.ddns53.core.Limits;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.port.Time;
import dev.ddns53.core.port.Traffic;
import dev.ddns53.core.port.Traffic.Turn;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.port.Unconfirmed;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The turn of a zone, so that its senders do not meet at Route 53. It saves refused calls; whoever
 * sends without it does no harm.
 */
final class ZoneTurn {

  private static final Duration POLL = Duration.ofMillis(100);

  private final Traffic traffic;
  private final Time time;
  private final ZoneId zone;
  private final String holder;
  private Optional<Turn> mine = Optional.empty();

  ZoneTurn(Traffic traffic, Time time, ZoneId zone, RandomGenerator random) {
    this.traffic = traffic;
    this.time = time;
    this.zone = zone;
    this.holder = HexFormat.of().toHexDigits(random.nextLong());
  }

  /** A word that no other sender has. */
  String holder() {
    return holder;
  }

  boolean isMine() {
    return mine.isPresent();
  }

  /** Takes the turn if this row shows it free; one write. */
  boolean take(Turn seen) {
    Instant now = time.now();
    if (!seen.isFree(now)) {
      return false;
    }
    return write(seen.taken(holder, now, Limits.TURN));
  }

  /** Waits until the turn is free, and takes it; false when it is not by that time. */
  boolean await(Instant until) {
    while (time.now().isBefore(until)) {
      try {
        if (take(traffic.turn(zone))) {
          return true;
        }
      } catch (Unavailable e) {
        // The turn is traffic only: the next look may succeed.
      }
      time.pass(POLL);
    }
    return false;
  }

  /** Keeps the turn, when half of its time is over. Who lost it goes on: nothing rests on it. */
  void renew() {
    Instant now = time.now();
    mine.filter(turn -> turn.until().isBefore(now.plus(Limits.TURN.dividedBy(2))))
        .ifPresent(turn -> write(turn.taken(holder, now, Limits.TURN)));
  }

  /** Says at the release that Route 53 had no room. */
  void throttled() {
    mine = mine.map(turn -> turn.throttledAt(time.now()));
  }

  /** Says at the release that IAM denies us the zone, or permits it; whether that is news. */
  boolean denied(boolean whole) {
    boolean was = mine.filter(turn -> turn.denied().isPresent()).isPresent();
    if (mine.isPresent() && was != whole) {
      Optional<Instant> since = whole ? Optional.of(time.now()) : Optional.empty();
      mine = mine.map(turn -> turn.deniedSince(since));
      return whole;
    }
    return false;
  }

  void release() {
    mine.ifPresent(turn -> write(turn.released(time.now())));
    mine = Optional.empty();
  }

  private boolean write(Turn next) {
    try {
      mine = traffic.replace(next) ? Optional.of(next) : Optional.empty();
    } catch (Unavailable | Unconfirmed e) {
      mine = Optional.empty();
    }
    return mine.isPresent();
  }
}
