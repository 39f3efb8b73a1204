package dev.ddns53.core.publish;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * How long to linger after batches were sent, so that the next ones are fuller. What comes in
 * meanwhile waits in the stream; what was there has been sent without delay.
 *
 * <pre>
 *  a zone's record sets in this event,      at this pace a batch    linger until so long after
 *  against the time since the last event    of 440 fills in         this event came
 *  ───────────────────────────────────────  ──────────────────────  ──────────────────────────
 *  a trickle                                more than LONGEST       not at all
 *  a burst                                  LONGEST or less         a batch has filled
 *  several zones                            each its own            the longest of these
 *  all zones together 10,000 and more       –                       10,000 have come in: one
 *                                                                   event holds no more
 * </pre>
 *
 * Less the time that passed between the last two events, since it will pass again.
 */
final class Pacing {

  static final Duration LONGEST = Duration.ofSeconds(15);

  private static final Duration WINDOW = Duration.ofSeconds(1);

  /** Somewhat less than a full batch: one that comes out a little larger must not become two. */
  private static final int FULL = 440;

  private static final int EVENT = 10_000;

  private Optional<Instant> last = Optional.empty();
  private Instant ended = Instant.MIN;

  /**
   * How long to linger after an event.
   *
   * @param came when the event came
   * @param arrived how many record sets were due in each zone
   */
  synchronized Duration after(Instant came, Collection<Integer> arrived, Instant now) {
    Duration interval =
        last.map(before -> Duration.between(before, came))
            .filter(since -> since.compareTo(WINDOW) > 0)
            .orElse(WINDOW);
    last = Optional.of(came);
    Duration fill =
        arrived.stream()
            .filter(count -> count > 0)
            .map(count -> interval.multipliedBy(FULL).dividedBy(count))
            .filter(each -> each.compareTo(LONGEST) <= 0)
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    int all = arrived.stream().mapToInt(Integer::intValue).sum();
    Duration event = all == 0 ? fill : interval.multipliedBy(EVENT).dividedBy(all);
    Duration target = fill.compareTo(event) < 0 ? fill : event;
    Duration spent = Duration.between(came, now).plus(gap(came));
    Duration linger = target.compareTo(spent) > 0 ? target.minus(spent) : Duration.ZERO;
    ended = now.plus(linger);
    return linger;
  }

  /** How long it took from the end of the last event until this one came; at most two windows. */
  private Duration gap(Instant came) {
    Instant earliest = came.minus(WINDOW.multipliedBy(2));
    return ended.isBefore(earliest)
        ? WINDOW
        : Duration.between(ended, came.isBefore(ended) ? ended : came);
  }
}
