package dev.ddns53.core.publish;

import dev.ddns53.core.Limits;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.port.Time;
import dev.ddns53.core.port.Traffic;
import dev.ddns53.core.port.Traffic.Turn;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.port.Unconfirmed;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The turn of a zone, so that its senders do not meet at Route 53. It saves refused calls; whoever
 * sends without it does no harm.
 */
final class ZoneTurn {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final int ATTEMPTS = 3;

  private final Traffic traffic;
  private final Time time;
  private final ZoneId zone;
  private final String holder;
  private Optional<Turn> mine = Optional.empty();
  private Set<Fqdn> served = Set.of();
  private boolean waited;

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

  /** Takes the turn if this row shows it free; one write. */
  boolean take(Turn seen) {
    Instant now = time.now();
    if (!seen.isFree(now)) {
      return false;
    }
    return write(seen.taken(holder, now, Limits.TURN));
  }

  /**
   * Waits until the turn is free, and takes it; false when it is not by that time. Meanwhile it
   * asks whoever has it to send these names along: a batch of both costs one call.
   */
  boolean await(Collection<Fqdn> names, Instant until) {
    served = Set.copyOf(names);
    String holding = "";
    boolean asked = false;
    while (time.now().isBefore(until)) {
      try {
        Turn seen = traffic.turn(zone);
        if (take(seen)) {
          return true;
        }
        asked &= seen.isHeldBy(holding);
        if (!asked && !seen.waiting().containsAll(names)) {
          asked = traffic.replace(seen.asked(names));
        }
        holding = seen.holder();
      } catch (Unavailable | Unconfirmed e) {
        // The turn is traffic only: the next look may succeed.
      }
      waited = true;
      time.pass(POLL);
    }
    return false;
  }

  /** Whether others had the turn meanwhile, who may have sent what was read before. */
  boolean waited() {
    return waited;
  }

  /** Names that others ask us to send along, by now. One read. */
  Set<Fqdn> waiting() {
    if (mine.isEmpty()) {
      return Set.of();
    }
    try {
      catchUp(mine.get());
    } catch (Unavailable e) {
      return Set.of();
    }
    Set<Fqdn> waiting = mine.map(Turn::waiting).orElse(Set.of());
    served = Stream.concat(served.stream(), waiting.stream()).collect(Collectors.toSet());
    return waiting;
  }

  /** Keeps the turn, when half of its time is over. Who lost it goes on: nothing rests on it. */
  void renew() {
    Instant now = time.now();
    if (mine.filter(turn -> turn.until().isBefore(now.plus(Limits.TURN.dividedBy(2))))
        .isPresent()) {
      rewrite(turn -> turn.kept(now, Limits.TURN));
    }
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
    rewrite(turn -> turn.released(time.now(), served));
    mine = Optional.empty();
  }

  /** Who waits writes our row too; then it is read and written again. */
  private void rewrite(UnaryOperator<Turn> change) {
    for (int attempt = 0; attempt < ATTEMPTS && mine.isPresent(); attempt++) {
      Turn before = mine.get();
      if (write(change.apply(before))) {
        return;
      }
      try {
        catchUp(before);
      } catch (Unavailable e) {
        return;
      }
    }
  }

  /** Reads the row again; it is ours while it says so, with what we have to say of Route 53. */
  private void catchUp(Turn before) {
    mine =
        Optional.of(traffic.turn(zone))
            .filter(seen -> seen.isHeldBy(holder))
            .map(seen -> seen.throttledAt(before.throttled()).deniedSince(before.denied()));
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
