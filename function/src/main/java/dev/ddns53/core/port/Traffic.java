package dev.ddns53.core.port;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who sends to Route 53, and how fast: rows that senders share. They save refused calls. Nothing
 * that is published rests on them.
 */
public interface Traffic {

  /**
   * A zone's turn and the account's bucket, read consistently. One read.
   *
   * @throws Unavailable when they cannot be read
   */
  Rows rows(ZoneId zone);

  /**
   * A zone's turn alone, for those who wait for it: all zones have the same bucket. One read.
   *
   * @throws Unavailable when it cannot be read
   */
  Turn turn(ZoneId zone);

  /**
   * Replaces a row, if nobody else has written it since it was read. One write.
   *
   * @return whether it was replaced
   * @throws Unavailable when it was not written
   * @throws Unconfirmed when nobody knows
   */
  boolean replace(Turn next);

  /** The same for the bucket. */
  boolean replace(Bucket next);

  /** Both rows. */
  record Rows(Turn turn, Bucket bucket) {}

  /**
   * Whose turn it is to send to a zone.
   *
   * @param version counts the writes of this row; 0 before the first
   * @param holder who took it; empty when nobody has
   * @param until when it is free again, whatever becomes of its holder
   * @param sent when somebody last had it
   * @param throttled when Route 53 last had no room
   * @param denied since when IAM denies us the whole zone
   * @param waiting names that others ask whoever has it to send along, {@link #MOST_WAITING} at
   *     most
   */
  record Turn(
      ZoneId zone,
      long version,
      String holder,
      Instant until,
      Instant sent,
      Instant throttled,
      Optional<Instant> denied,
      Set<Fqdn> waiting) {

    /** As many as one batch carries; their row stays below 130 kB. */
    public static final int MOST_WAITING = 500;

    public Turn {
      waiting = Set.copyOf(waiting);
    }

    /** A turn that nobody has ever taken. */
    public static Turn free(ZoneId zone) {
      return new Turn(
          zone, 0, "", Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, Optional.empty(), Set.of());
    }

    public boolean isFree(Instant now) {
      return holder.isEmpty() || !now.isBefore(until);
    }

    public boolean isHeldBy(String someone) {
      return holder.equals(someone);
    }

    /** The next version, held by someone for so long. */
    public Turn taken(String someone, Instant now, Duration most) {
      return new Turn(zone, version + 1, someone, now.plus(most), now, throttled, denied, waiting);
    }

    /** The next version, held for so long from now on. */
    public Turn kept(Instant now, Duration most) {
      return new Turn(zone, version + 1, holder, now.plus(most), now, throttled, denied, waiting);
    }

    /** The next version, in which these names are to be sent along, as far as there is room. */
    public Turn asked(Collection<Fqdn> names) {
      Set<Fqdn> all =
          Stream.concat(waiting.stream(), names.stream())
              .distinct()
              .limit(MOST_WAITING)
              .collect(Collectors.toSet());
      return new Turn(zone, version + 1, holder, until, sent, throttled, denied, all);
    }

    /**
     * The next version, free. Who asked after its holder had sent is left to the next one.
     *
     * @param served names that the holder sent along, or found sent
     */
    public Turn released(Instant now, Set<Fqdn> served) {
      Set<Fqdn> left =
          waiting.stream().filter(name -> !served.contains(name)).collect(Collectors.toSet());
      return new Turn(zone, version + 1, "", Instant.EPOCH, now, throttled, denied, left);
    }

    /** The same version, in which Route 53 had no room. */
    public Turn throttledAt(Instant now) {
      return new Turn(zone, version, holder, until, sent, now, denied, waiting);
    }

    /** The same version, in which IAM denies us the zone since some time, or permits it. */
    public Turn deniedSince(Optional<Instant> since) {
      return new Turn(zone, version, holder, until, sent, throttled, since, waiting);
    }
  }

  /**
   * The calls that the account may make, as a token bucket.
   *
   * @param version counts the writes of this row; 0 before the first
   * @param tokens that it held then
   * @param at when it was last written
   * @param slowUntil until when it fills at half its rate
   */
  record Bucket(long version, double tokens, Instant at, Instant slowUntil) {

    /** A bucket that nobody has drawn from. */
    public static final Bucket UNTOUCHED =
        new Bucket(0, Double.MAX_VALUE, Instant.EPOCH, Instant.EPOCH);

    /** Tokens that it holds at a time. */
    public double tokens(Instant now, Pace pace) {
      double seconds = Math.max(0, Duration.between(at, now).toMillis()) / 1000.0;
      return Math.min(pace.burst(), tokens + seconds * rate(now, pace));
    }

    /** The next version with so many tokens less. */
    public Bucket drawn(int calls, Instant now, Pace pace) {
      return new Bucket(version + 1, tokens(now, pace) - calls, now, slowUntil);
    }

    /** How long it takes until it holds so many tokens. */
    public Duration until(double wanted, Instant now, Pace pace) {
      double missing = Math.max(0, wanted - tokens(now, pace));
      return Duration.ofMillis((long) Math.ceil(missing / rate(now, pace) * 1000));
    }

    /** The next version, empty and slow for a while: somebody else uses the account's rate too. */
    public Bucket throttled(Instant now, Duration slow) {
      return new Bucket(version + 1, 0, now, now.plus(slow));
    }

    private double rate(Instant now, Pace pace) {
      return now.isBefore(slowUntil) ? pace.rate() / 2 : pace.rate();
    }
  }

  /**
   * How fast Route 53 may be asked.
   *
   * @param rate calls a second
   * @param burst calls at once
   */
  record Pace(double rate, double burst) {}
}
