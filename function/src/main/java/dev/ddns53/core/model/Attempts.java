package dev.ddns53.core.model;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Until when attempts to publish, of which nobody has written down how they ended, may still land;
 * empty when there is none.
 *
 * @param tried that of the version's maker
 * @param underWay others of the same publication: they do no harm until another one follows
 * @param contested those of other, older publications
 */
public record Attempts(
    Optional<Instant> tried, Optional<Instant> underWay, Optional<Instant> contested) {

  public static final Attempts NONE =
      new Attempts(Optional.empty(), Optional.empty(), Optional.empty());

  Attempts tried(Instant until) {
    return new Attempts(Optional.of(until), underWay, contested);
  }

  /** Its maker knows how its attempt ended. */
  Attempts ended() {
    return new Attempts(Optional.empty(), underWay, contested);
  }

  Attempts underWay(Instant until) {
    return new Attempts(Optional.empty(), Optional.of(until), contested);
  }

  /** After something was sent at this time: what was sent when a contest was over ends it. */
  Attempts sent(Instant at) {
    return new Attempts(tried, underWay, contested.filter(at::isBefore));
  }

  /**
   * Of the version that follows.
   *
   * <pre>
   *  what of the version before may still land       the same publication    another one
   *  ──────────────────────────────────────────────  ──────────────────────  ────────────────
   *  attempts of older publications                  contest it              contest it
   *  its maker's attempt, those of others            are under way for it    contest it
   *  it is pending: a batch may have read it now,    is under way for it     contests it
   *  and its attempt lands within ATTEMPT_SETTLES
   *  nothing                                         –                       –
   * </pre>
   */
  Attempts followed(boolean bySame, boolean pending, Instant now) {
    Optional<Instant> unread =
        pending ? Optional.of(now.plus(Limits.ATTEMPT_SETTLES)) : Optional.empty();
    Optional<Instant> same = latest(Stream.of(tried, underWay, unread), now);
    return bySame
        ? new Attempts(Optional.empty(), same, latest(Stream.of(contested), now))
        : new Attempts(Optional.empty(), Optional.empty(), latest(Stream.of(contested, same), now));
  }

  private static Optional<Instant> latest(Stream<Optional<Instant>> times, Instant now) {
    return times.flatMap(Optional::stream).filter(now::isBefore).max(Instant::compareTo);
  }
}
