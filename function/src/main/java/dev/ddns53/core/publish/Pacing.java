package dev.ddns53.core.publish;

import dev.ddns53.core.model.Limits;
import dev.ddns53.core.model.ZoneId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How long to linger after batches were sent, so that the next ones are fuller. What comes in
 * meanwhile waits in the stream; what this event brought has been sent without delay.
 *
 * <pre>
 *  in the busiest zone, at this event's     a batch is nearly full     linger until so long after
 *  pace                                     within                     this event came
 *  ───────────────────────────────────────  ─────────────────────────  ──────────────────────────
 *  a burst                                  STRETCH                    as many are as can be in
 *                                                                      STRETCH, or as are begun
 *  a slow burst                             LONGEST                    one is, or those begun are
 *  a slower one                             twice LONGEST              LONGEST
 *  a trickle                                –                          not at all
 * </pre>
 *
 * A slow burst is one in which the last event showed as much pace as makes one, and no more than
 * twice this one's. The linger is never longer than an event takes to fill, nor is there any after
 * two in a row that were full: more is waiting. It is less by the time from the last event's end to
 * this event, since that will pass again. Where shards of the stream take turns, so that a change
 * waits for others' events before its own comes, they share STRETCH and LONGEST.
 */
final class Pacing {

  /** Half a record's usual time to live: a resolver may well know the old address for longer. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** Several batches in one event waste less on the one that is not full than one alone does. */
  private static final Duration STRETCH = Duration.ofSeconds(5);

  private static final Duration WINDOW = Duration.ofSeconds(1);

  /** When no event came for so long, nothing was in the stream. */
  private static final Duration QUIET = WINDOW.multipliedBy(2);

  /** Nearly full, as a part of a batch: one that comes out a little larger must not become two. */
  private static final double FULL = 0.88;

  /** What is worth it: half of a batch. */
  private static final double WORTH = 2;

  private static final int REMEMBERED = 50;

  /** For so many events it is remembered that shards take turns. */
  private static final int TURNS_REMEMBERED = 8;

  private final Deque<Served> events = new ArrayDeque<>();
  private Instant ended = Instant.MIN;

  /**
   * An event of the stream.
   *
   * @param came when it came
   * @param oldest when the first change was written that it tells of, where that is known
   * @param records that it brought
   * @param due what was sent in each zone, as so many batches
   */
  record Event(Instant came, Optional<Instant> oldest, int records, Map<ZoneId, Double> due) {
    Event {
      due = Map.copyOf(due);
    }
  }

  /** An event, and how many shards seemed to take turns when it came. */
  private record Served(Event event, int turns) {}

  /** How much came in a second. */
  private record Rates(double records, Map<ZoneId, Double> due) {

    static final Rates NONE = new Rates(0, Map.of());

    double highest() {
      return due.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    /** The highest in a zone in which it has neither just begun nor fallen to less than half. */
    double highestLasting(Rates before) {
      return due.keySet().stream().mapToDouble(zone -> lasting(zone, before)).max().orElse(0);
    }

    private double lasting(ZoneId zone, Rates before) {
      double rate = due.getOrDefault(zone, 0.0);
      double last = before.due.getOrDefault(zone, 0.0);
      return rate < last / 2 ? 0 : Math.min(rate, last);
    }
  }

  /**
   * How long to linger after an event.
   *
   * @param most how long at most
   */
  synchronized Duration after(Event event, Instant now, Duration most) {
    boolean quiet = isQuiet(event);
    Duration gap = quiet ? WINDOW : longer(Duration.between(ended, event.came()), Duration.ZERO);
    if (quiet) {
      events.clear();
    }
    int turns = remember(event);
    Duration spent = Duration.between(event.came(), now).plus(gap);
    Duration linger = longer(target(turns, spent).minus(spent), Duration.ZERO);
    Duration within = isBehind() ? Duration.ZERO : longer(shorter(linger, most), Duration.ZERO);
    ended = now.plus(within);
    return within;
  }

  /** Two full events in a row: more is waiting than one holds. */
  private boolean isBehind() {
    return events.size() > 1
        && events.stream()
            .limit(2)
            .allMatch(served -> served.event().records() >= Limits.RECORDS_PER_EVENT);
  }

  private boolean isQuiet(Event event) {
    return !ended.isAfter(event.came().minus(QUIET))
        && event.oldest().map(oldest -> oldest.isAfter(ended)).orElse(true);
  }

  /** Adds an event to those known; how many shards take turns. */
  private int remember(Event event) {
    events.addFirst(new Served(event, turns(event)));
    if (events.size() > REMEMBERED) {
      events.removeLast();
    }
    return events.stream().limit(TURNS_REMEMBERED).mapToInt(Served::turns).max().orElse(1);
  }

  /**
   * How many events came since the first change in this one was written, or in the last second,
   * this one among them. What was written just before an event may have come too late for it, and
   * its time is known to the second.
   */
  private int turns(Event event) {
    Instant written = event.oldest().orElse(event.came()).plus(WINDOW.multipliedBy(2));
    Instant lately = event.came().minus(WINDOW);
    Instant since = written.isBefore(lately) ? written : lately;
    return 1 + (int) events.stream().takeWhile(e -> e.event().came().isAfter(since)).count();
  }

  /** How long after an event the next is to come; zero when nothing is to be waited for. */
  private Duration target(int turns, Duration spent) {
    Duration stretch = STRETCH.dividedBy(turns);
    Duration longest = LONGEST.dividedBy(turns);
    Rates rates = rates(0, turns);
    double lasting = rates.highestLasting(rates(turns, turns));
    Duration event = seconds(Limits.RECORDS_PER_EVENT / rates.records());
    Duration fill = seconds(FULL / rates.highest());
    boolean goesOn = lasting * LONGEST.toMillis() * WORTH >= FULL * 1_000;
    if (!goesOn && fill.compareTo(stretch) > 0) {
      return Duration.ZERO;
    }
    Duration one = shorter(fill, longest);
    if (one.compareTo(event) > 0) {
      return event;
    }
    long begun = Math.round(Math.floor(FULL * spent.toMillis() / one.toMillis())) + 1;
    long batches = Math.max(begun, stretch.dividedBy(one));
    Duration limit = shorter(goesOn ? longest : stretch, event);
    return one.multipliedBy(Math.clamp(batches, 1, Math.max(1, limit.dividedBy(one))));
  }

  /** How much came in a second, in so many events before the last ones. */
  private Rates rates(int last, int turns) {
    List<Event> some = events.stream().skip(last).limit(turns).map(Served::event).toList();
    if (some.isEmpty()) {
      return Rates.NONE;
    }
    Instant since =
        events.stream()
            .skip(last + turns)
            .findFirst()
            .map(before -> before.event().came())
            .orElseGet(() -> some.getLast().came().minus(WINDOW));
    Duration period = longer(Duration.between(since, some.getFirst().came()), WINDOW);
    double seconds = period.toMillis() / 1e3;
    Map<ZoneId, Double> due = new TreeMap<>();
    some.forEach(
        event -> event.due().forEach((zone, d) -> due.merge(zone, d / seconds, Double::sum)));
    return new Rates(some.stream().mapToInt(Event::records).sum() / seconds, due);
  }

  /** At least a millisecond, at most an hour. */
  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(Math.clamp(1_000 * seconds, 1, 3_600_000)));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
