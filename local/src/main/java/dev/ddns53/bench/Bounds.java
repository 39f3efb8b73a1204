package dev.ddns53.bench;

import java.time.Duration;
import java.util.Optional;

/** What must hold. The one place where it stands. */
final class Bounds {

  /** Calls of Route 53 that the pace permits: 20 at once and 5 a second (Config.PACE). */
  static final int CALLS_IN_10_SECONDS = 20 + 5 * 10;

  static final int CALLS_IN_100_SECONDS = 20 + 5 * 100;

  /** How much longer than in quiet an unchanged report may take while all the others change. */
  static final int UNCHANGED_TIMES_QUIET = 5;

  /** Of T2: the seconds between its changes, and how many it makes. */
  static final Duration BETWEEN_FLAPS = Duration.ofSeconds(6);

  static final int FLAPS = 10;

  /** Of T9: until all names of new sites are published, after one report of each. */
  static final Duration FIRST_TICK = Duration.ofSeconds(10);

  private Bounds() {}

  /**
   * How long accepted changes may take until Route 53 has them.
   *
   * @param p50 empty where nothing is promised, like the others
   */
  record Published(Optional<Duration> p50, Optional<Duration> p99, Optional<Duration> max) {}

  /** Of honest sites' changes. */
  static Published published(Burst.Size size) {
    if (size.rogues() > 0) {
      return new Published(seconds(2), Optional.empty(), seconds(4));
    }
    if (size.rate() > 0) {
      return new Published(Optional.empty(), seconds(3), Optional.empty());
    }
    return size.zones() > 1
        ? new Published(Optional.empty(), seconds(6), Optional.empty())
        : new Published(seconds(2), seconds(4), Optional.empty());
  }

  private static Optional<Duration> seconds(int seconds) {
    return Optional.of(Duration.ofSeconds(seconds));
  }

  /** How far from a half the AUC of a wrong key at a known and an unknown site may be. */
  static final double TOLD_APART = 0.02;
}
