package dev.ddns53.core.publish;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.port.Records.Outcome;
import dev.ddns53.core.port.Time;
import dev.ddns53.core.record.ChangeId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Brings one zone's names to Route 53, batch after batch, since a zone takes one change at a time.
 * What Route 53 answers decides how it goes on:
 *
 * <pre>
 *  answer       the batch                                              the rest of the zone
 *  ───────────  ─────────────────────────────────────────────────────  ─────────────────────────────
 *  Applied      is marked                                              goes on
 *  Throttled    is sent again after a backoff; thrice: in halves       waits for it
 *  Busy         is sent again in a moment                              waits for it
 *  Rejected     is looked at, and what is left of it sent once more    goes on
 *  … once more  is halved; a single record is rejected                 goes on
 *  Denied       is halved; a single record is denied                   goes on, unless 10 in a row
 *  Refused      stays due                                              stays due
 *  Unconfirmed  stays due: whoever comes next learns what became       goes on
 *  no time      stays due                                              stays due
 * </pre>
 *
 * A request is in a hurry: it sends one batch, waits for nobody, and leaves the rest to the stream.
 */
final class ZoneWriter {

  private static final Duration BUSY = Duration.ofMillis(150);
  private static final int THROTTLES = 3;
  private static final int SMALLEST_HALF = 50;
  private static final int DENIED_IN_A_ROW = 10;

  private final SenderParts parts;
  private final ZoneId zone;
  private final ZoneTurn turn;
  private final Rate rate;
  private final Haste haste;
  private final Function<Set<Fqdn>, List<PendingName>> along;
  private final Written written;
  private final Marks marks;
  private final Stops stops;
  private final FirstNotes notes;
  private final Looks looks;
  private final Backoff backoff;
  private final Deque<Batch> queue = new ArrayDeque<>();
  private final List<CompletableFuture<Void>> marking = new ArrayList<>();
  private int denied;

  /**
   * Names that are sent together.
   *
   * @param explained whether a listing has explained why they were rejected
   * @param part whether it is a part of a batch that was denied
   * @param throttles how often Route 53 had no room for it
   */
  private record Batch(List<PendingName> names, boolean explained, boolean part, int throttles) {

    static Batch of(List<PendingName> names) {
      return new Batch(names, false, false, 0);
    }

    static Batch explained(List<PendingName> names) {
      return new Batch(names, true, false, 0);
    }

    Batch with(List<PendingName> others) {
      return new Batch(others, explained, part, throttles);
    }

    Batch throttledOnceMore() {
      return new Batch(names, explained, part, throttles + 1);
    }
  }

  /**
   * The writer of one zone.
   *
   * @param along what is due of names that other senders wait to send
   */
  ZoneWriter(
      SenderParts parts,
      ZoneId zone,
      ZoneTurn turn,
      Rate rate,
      Haste haste,
      Function<Set<Fqdn>, List<PendingName>> along,
      Written written) {
    this.parts = parts;
    this.zone = zone;
    this.turn = turn;
    this.rate = rate;
    this.haste = haste;
    this.along = along;
    this.written = written;
    this.marks = new Marks(parts.state(), parts.time(), written);
    this.stops = new Stops(parts.state(), parts.time(), written);
    this.notes = new FirstNotes(parts, marks, written, turn.holder());
    this.looks = new Looks(parts, zone, rate, haste, written);
    this.backoff = new Backoff(parts.random());
  }

  void write(List<PendingName> names) {
    List<PendingName> ready = new ArrayList<>();
    List<PendingName> unclear = new ArrayList<>();
    names.forEach(name -> (haste.judged() || name.unclear().isEmpty() ? ready : unclear).add(name));
    if (!unclear.isEmpty()) {
      ready.addAll(looks.explain(unclear));
    }
    Batches.of(ready).forEach(batch -> queue.add(Batch.of(batch)));
    int paid = haste.paid();
    try {
      while (!queue.isEmpty()) {
        if (paid-- <= 0 && !haste.mayCall(rate, time())) {
          leaveAll("there is no time left for " + zone);
        } else {
          noted(next());
        }
      }
    } finally {
      SideBySide.join(marking);
    }
  }

  /** The next batch, and with it what others wait to send: it costs no call more. */
  private Batch next() {
    Batch batch = queue.removeFirst();
    if (batch.explained || batch.part || haste.hurried() || haste.judged() || !queue.isEmpty()) {
      return batch;
    }
    Set<Fqdn> own = batch.names.stream().map(PendingName::fqdn).collect(Collectors.toSet());
    List<PendingName> all = new ArrayList<>(batch.names);
    along.apply(turn.waiting()).stream()
        .filter(name -> name.unclear().isEmpty() && !own.contains(name.fqdn()))
        .forEach(all::add);
    return batch.with(Batches.of(all).getFirst());
  }

  private Time time() {
    return parts.time();
  }

  /** Sends a batch whose first publications are noted; names whose rows moved stay out of it. */
  private void noted(Batch batch) {
    List<PendingName> names = notes.write(batch.names);
    if (!names.isEmpty()) {
      send(batch.with(names), 0);
    }
  }

  private void send(Batch batch, int busy) {
    turn.renew();
    written.called();
    Instant began = time().now();
    switch (parts
        .records()
        .change(
            zone, batch.names.stream().flatMap(name -> name.replacements().stream()).toList())) {
      case Outcome.Applied(ChangeId change) -> applied(batch, change, began);
      case Outcome.Throttled() -> throttled(batch);
      case Outcome.Busy() -> busy(batch, busy);
      case Outcome.Rejected(String reason) -> rejected(batch, reason);
      case Outcome.Denied(String reason) -> denied(batch, reason);
      case Outcome.Refused(String reason) -> {
        written.leave(batch.names, reason);
        leaveAll(reason);
      }
      case Outcome.Unconfirmed(String reason) ->
          written.leave(batch.names, "could not confirm: " + reason);
    }
  }

  private void applied(Batch batch, ChangeId change, Instant began) {
    backoff.success();
    denied = 0;
    turn.denied(false);
    for (PendingName name : batch.names) {
      mark(name, () -> marks.published(name, change, began));
    }
  }

  /** A batch that met no room thrice is halved; the next one starts full. */
  private void throttled(Batch batch) {
    written.throttled();
    rate.throttled();
    turn.throttled();
    boolean halve = batch.throttles + 1 >= THROTTLES && batch.names.size() >= 2 * SMALLEST_HALF;
    if (halve) {
      Batches.halves(batch.names)
          .reversed()
          .forEach(half -> queue.addFirst(new Batch(half, batch.explained, batch.part, 0)));
    } else {
      queue.addFirst(batch.throttledOnceMore());
    }
    if (!haste.pass(backoff.next(), time())) {
      leaveAll("Route 53 has no room for " + zone);
    }
  }

  /** Another change of the zone is at work: the same is sent again, as part of the same call. */
  private void busy(Batch batch, int busy) {
    if (haste.maySendAgain(busy, time().now())) {
      time().pass(BUSY);
      send(batch, busy + 1);
    } else {
      written.leave(batch.names, "another change of " + zone + " is at work");
    }
  }

  private void rejected(Batch batch, String reason) {
    if (!batch.explained) {
      explain(batch.names);
    } else if (haste.hurried()) {
      written.leave(batch.names, reason);
    } else if (!Batches.isAtom(batch.names)) {
      Batches.halves(batch.names).reversed().forEach(half -> queue.addFirst(Batch.explained(half)));
    } else {
      single(batch.names.getFirst(), reason);
    }
  }

  /** Looks what stands at names, and sends what is left of them once more. */
  private void explain(List<PendingName> names) {
    Batches.of(looks.explain(names))
        .reversed()
        .forEach(part -> queue.addFirst(Batch.explained(part)));
  }

  /** A single record is rejected though a listing explained it: is it the record, or a race? */
  private void single(PendingName name, String reason) {
    if (looks.stillStands(name)) {
      written.trouble(name.fqdn() + " is rejected: " + reason);
      mark(name, () -> stops.rejected(name, reason));
    } else {
      explain(List.of(name));
    }
  }

  private void mark(PendingName name, Runnable mark) {
    marking.add(
        CompletableFuture.runAsync(() -> written.guarded(List.of(name), mark), parts.workers()));
  }

  private void denied(Batch batch, String reason) {
    if (Batches.isAtom(batch.names)) {
      PendingName name = batch.names.getFirst();
      written.trouble(name.fqdn() + " is denied: " + reason);
      if (++denied >= DENIED_IN_A_ROW) {
        zoneDenied(batch.names, reason);
      } else {
        mark(name, () -> stops.denied(name, reason));
      }
    } else if (haste.hurried()) {
      written.leave(batch.names, reason);
    } else {
      List<PendingName> spread = batch.part ? batch.names : Batches.spread(batch.names);
      Batches.halves(spread)
          .reversed()
          .forEach(half -> queue.addFirst(new Batch(half, batch.explained, true, 0)));
    }
  }

  /** Nothing was applied since ten records in a row were denied: the zone is. */
  private void zoneDenied(List<PendingName> names, String reason) {
    if (turn.denied(true)) {
      written.guarded(List.of(), () -> stops.denied(zone, reason));
    }
    String why = zone + " is denied: " + reason;
    written.leave(names, why);
    leaveAll(why);
  }

  private void leaveAll(String why) {
    queue.forEach(batch -> written.leave(batch.names, why));
    queue.clear();
  }
}
