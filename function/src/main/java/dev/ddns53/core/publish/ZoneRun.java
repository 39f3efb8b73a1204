package dev.ddns53.core.publish;

import dev.ddns53.core.model.ChangeId;
import dev.ddns53.core.model.Limits;
import dev.ddns53.core.model.ZoneId;
import dev.ddns53.core.port.Records.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One zone's items, batch after batch, since a zone takes one change at a time. What Route 53
 * answers decides how it goes on:
 *
 * <pre>
 *  answer        the batch                                  the rest of the zone
 *  ────────────  ─────────────────────────────────────────  ───────────────────────────────
 *  applied       is written down                            goes on
 *  throttled     is sent again, after a backoff             waits for it
 *  rejected      is halved; a single record set is refused  goes on, unless 10 were refused
 *  refused       comes again in another event               so does it: the zone is at fault
 *  unconfirmed   comes again in another event               so does it
 *  no time left  comes again in another event               so does it
 * </pre>
 */
final class ZoneRun implements Runnable {

  /** Longer than a call may take. */
  private static final Duration CALL = Duration.ofSeconds(6);

  /** So many refused record sets mean that something else is wrong. */
  private static final int MOST_REJECTED = 10;

  private final BatchRun run;
  private final ZoneId zone;
  private final Marks marks;
  private final Deque<List<Item>> queue;
  private final Backoff backoff;
  private final List<CompletableFuture<Void>> writing = new ArrayList<>();
  private int rejected;

  ZoneRun(BatchRun run, ZoneId zone, List<Item> items) {
    this.run = run;
    this.zone = zone;
    this.marks = new Marks(run);
    this.queue = new ArrayDeque<>(Batches.of(items));
    this.backoff = new Backoff(run.random);
  }

  @Override
  public void run() {
    try {
      while (!queue.isEmpty()) {
        next();
      }
    } finally {
      SideBySide.join(writing);
    }
  }

  private void next() {
    if (!turn()) {
      leaveAll("no time is left for " + zone);
      return;
    }
    List<Item> batch = fresh(queue.removeFirst());
    if (batch.isEmpty()) {
      run.bucket.giveBack();
      return;
    }
    Instant sent = run.time.now();
    if (isOld(batch, sent)) {
      queue.addFirst(batch);
      return;
    }
    run.sent.incrementAndGet();
    switch (run.records.upsert(
        zone, batch.stream().flatMap(item -> item.sets().stream()).toList())) {
      case Outcome.Applied(ChangeId change) -> {
        backoff.success();
        batch.forEach(item -> write(() -> marks.confirm(item, change, sent)));
      }
      case Outcome.Throttled() -> {
        queue.addFirst(batch);
        run.throttled.incrementAndGet();
        run.bucket.empty();
        if (!pass(backoff.next())) {
          leaveAll("Route 53 has no room for " + zone);
        }
      }
      case Outcome.Rejected(String reason) -> rejected(batch, reason);
      case Outcome.Refused(String reason) -> leaveAll(batch, reason);
      case Outcome.Unconfirmed(String reason) -> leaveAll(batch, reason);
    }
  }

  private void rejected(List<Item> batch, String reason) {
    if (!Batches.isAtom(batch)) {
      Batches.halves(batch).reversed().forEach(queue::addFirst);
    } else if (++rejected > MOST_REJECTED) {
      leaveAll(batch, "too many record sets of " + zone + " are rejected, such as: " + reason);
    } else {
      run.trouble(batch.getFirst().fqdn() + " is rejected: " + reason);
      write(() -> marks.reject(batch.getFirst(), reason));
    }
  }

  private void write(Runnable mark) {
    writing.add(run.start(mark));
  }

  /** Waits for a token; whether there is time for it and for the call. */
  private boolean turn() {
    Duration wait = run.bucket.take(run.time.now());
    if (!pass(wait)) {
      run.bucket.giveBack();
      return false;
    }
    return true;
  }

  /** Lets time pass; whether there is enough of it, and for a call after it. */
  private boolean pass(Duration wait) {
    if (run.time.now().plus(wait).plus(CALL).isAfter(run.until)) {
      return false;
    }
    if (wait.isPositive()) {
      run.time.pass(wait);
    }
    return true;
  }

  /** The batch, read once more if it was read too long ago; what does not fit then goes next. */
  private List<Item> fresh(List<Item> batch) {
    if (!isOld(batch, run.time.now())) {
      return batch;
    }
    List<Item> items =
        run.items(batch.stream().map(Item::fqdn).distinct().toList()).stream()
            .filter(item -> item.name().zone().equals(zone))
            .toList();
    List<List<Item>> batches = Batches.of(items);
    batches.stream().skip(1).toList().reversed().forEach(queue::addFirst);
    return batches.isEmpty() ? List.of() : batches.getFirst();
  }

  private static boolean isOld(List<Item> batch, Instant now) {
    Instant oldest = now.minus(Limits.ATTEMPT_STARTS);
    return batch.stream().anyMatch(item -> item.read().isBefore(oldest));
  }

  private void leaveAll(List<Item> batch, String why) {
    run.leave(batch, why);
    leaveAll(why);
  }

  private void leaveAll(String why) {
    queue.forEach(batch -> run.leave(batch, why));
    queue.clear();
  }
}
