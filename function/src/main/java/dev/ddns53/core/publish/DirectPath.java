package dev.ddns53.core.publish;

import dev.ddns53.core.model.ZoneId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Which changed reports try Route 53 themselves, in this instance.
 *
 * <pre>
 *  situation                                        a changed report
 *  ───────────────────────────────────────────────  ───────────────────────────────────────
 *  quiet, nobody tries this zone                    tries
 *  quiet, another one tries this zone               leaves it to the batches
 *  Route 53 was short of breath in the last 5 s     leaves it to the batches
 *  more than 3 changed reports in the last second   leaves it to the batches, as do all that
 *                                                   come until 3 s after it was so last
 * </pre>
 */
public final class DirectPath {

  private static final int BURST = 3;
  private static final Duration BURST_WINDOW = Duration.ofSeconds(1);
  private static final Duration AFTER_BURST = Duration.ofSeconds(3);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(5);

  private final Deque<Instant> reports = new ArrayDeque<>();
  private final Set<ZoneId> busy = new HashSet<>();
  private Instant closedUntil = Instant.MIN;

  /** A changed report came in: which of its zones it may try. They must be {@link #leave left}. */
  synchronized Set<ZoneId> enter(Collection<ZoneId> zones, Instant now) {
    reports.addLast(now);
    while (!reports.isEmpty() && reports.getFirst().isBefore(now.minus(BURST_WINDOW))) {
      reports.removeFirst();
    }
    if (reports.size() > BURST) {
      reports.removeFirst();
      close(now.plus(AFTER_BURST));
    }
    Set<ZoneId> entered = new HashSet<>();
    if (!now.isBefore(closedUntil)) {
      zones.stream().filter(busy::add).forEach(entered::add);
    }
    return entered;
  }

  synchronized void leave(Collection<ZoneId> zones) {
    busy.removeAll(zones);
  }

  /** Route 53 had no room for an attempt, or did not answer it. */
  synchronized void trouble(Instant now) {
    close(now.plus(AFTER_TROUBLE));
  }

  private void close(Instant until) {
    if (until.isAfter(closedUntil)) {
      closedUntil = until;
    }
  }
}
