package dev.ddns53.core.publish;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.port.State.NameRows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/** The certain path: brings whatever is due of these names to Route 53, in full batches. */
public final class BatchPublisher {

  private static final int ROUNDS = 10;
  private static final int NAMES_PER_READ = 50;

  private final SenderParts parts;

  public BatchPublisher(SenderParts parts) {
    this.parts = parts;
  }

  /**
   * What became of it.
   *
   * @param left names that must come again
   * @param published how many names were confirmed
   * @param calls to Route 53
   * @param throttles how many of them Route 53 had no room for
   * @param troubles for the log: why names are left, or refused
   */
  public record Result(
      Set<Fqdn> left, int published, int calls, int throttles, List<String> troubles) {
    public Result {
      left = Set.copyOf(left);
      troubles = List.copyOf(troubles);
    }
  }

  /**
   * Publishes what is due of names, as their rows say. Rows that change meanwhile are read again.
   *
   * @param until when it must be done
   */
  public Result publish(Collection<Fqdn> names, Instant until) {
    Written written = new Written();
    Set<Fqdn> wanted = new LinkedHashSet<>(names);
    for (int round = 0; round < ROUNDS && !wanted.isEmpty(); round++) {
      Map<ZoneId, List<PendingName>> zones = new TreeMap<>();
      for (Due due : read(wanted, written)) {
        zones.computeIfAbsent(due.zone, zone -> new ArrayList<>()).add(due.name);
      }
      write(zones, until, false, written);
      wanted = next(written, wanted);
    }
    return result(written, names, wanted);
  }

  /**
   * Sends what was judged already, such as withdrawals and adoptions; what moves meanwhile is left.
   *
   * @param until when it must be done
   */
  public Result send(ZoneId zone, List<PendingName> names, Instant until) {
    Written written = new Written();
    write(Map.of(zone, names), until, true, written);
    return result(written, names.stream().map(PendingName::fqdn).toList(), written.takeMoved());
  }

  /** Others' names that were sent along are theirs to send again. */
  private static Set<Fqdn> next(Written written, Set<Fqdn> own) {
    Set<Fqdn> moved = new LinkedHashSet<>(written.takeMoved());
    moved.retainAll(own);
    moved.removeAll(written.left());
    return moved;
  }

  private static Result result(Written written, Collection<Fqdn> own, Set<Fqdn> unfinished) {
    Set<Fqdn> left = new LinkedHashSet<>(written.left());
    left.addAll(unfinished);
    left.retainAll(Set.copyOf(own));
    return new Result(
        left, written.publishedCount(), written.calls(), written.throttles(), written.troubles());
  }

  private void write(
      Map<ZoneId, List<PendingName>> zones, Instant until, boolean judged, Written written) {
    SharedDraw draw = new SharedDraw(zones.size(), parts.time().now(), parts.pace());
    Sending sending = new Sending(until, judged, draw, written);
    SideBySide.join(
        zones.entrySet().stream()
            .map(
                each ->
                    CompletableFuture.runAsync(
                        () -> write(each.getKey(), each.getValue(), sending), parts.workers()))
            .toList());
  }

  /** What the zones of an event share. */
  private record Sending(Instant until, boolean judged, SharedDraw draw, Written written) {}

  private void write(ZoneId zone, List<PendingName> names, Sending sending) {
    ZoneTurn turn = new ZoneTurn(parts.traffic(), parts.time(), zone, parts.random());
    try {
      if (turn.await(sending.judged ? List.of() : fqdns(names), sending.until)) {
        write(zone, names, turn, sending);
      } else {
        sending.written.leave(names, "others are sending to " + zone);
      }
    } finally {
      turn.release();
      sending.draw.done();
    }
  }

  private void write(ZoneId zone, List<PendingName> names, ZoneTurn turn, Sending sending) {
    Written written = sending.written;
    boolean judged = sending.judged;
    List<PendingName> due =
        turn.waited() && !judged ? due(zone, Set.copyOf(fqdns(names)), written) : names;
    Rate rate = new Rate(parts, zone, sending.draw);
    Haste haste = Haste.ofBatches(sending.until, judged);
    Function<Set<Fqdn>, List<PendingName>> along =
        judged ? waiting -> List.of() : waiting -> due(zone, waiting, written);
    new ZoneWriter(parts, zone, turn, rate, haste, along, written).write(due);
  }

  private static List<Fqdn> fqdns(List<PendingName> names) {
    return names.stream().map(PendingName::fqdn).toList();
  }

  /** What is due of names in a zone by now. */
  private List<PendingName> due(ZoneId zone, Set<Fqdn> names, Written written) {
    return read(names, written).stream()
        .filter(due -> due.zone.equals(zone))
        .map(Due::name)
        .toList();
  }

  /** A name of which something may be sent, and its zone. */
  private record Due(ZoneId zone, PendingName name) {}

  private List<Due> read(Set<Fqdn> names, Written written) {
    ConcurrentLinkedQueue<Due> due = new ConcurrentLinkedQueue<>();
    List<CompletableFuture<Void>> reads = new ArrayList<>();
    List<Fqdn> all = List.copyOf(names);
    for (int start = 0; start < all.size(); start += NAMES_PER_READ) {
      List<Fqdn> part = all.subList(start, Math.min(all.size(), start + NAMES_PER_READ));
      reads.add(
          CompletableFuture.runAsync(
              () -> written.guardedNames(part, () -> read(part, due)), parts.workers()));
    }
    SideBySide.join(reads);
    return due.stream().sorted((a, b) -> a.name.fqdn().compareTo(b.name.fqdn())).toList();
  }

  /** A row of another registration is left to requests and the re-check. */
  private void read(List<Fqdn> names, Collection<Due> due) {
    for (NameRows rows : parts.state().names(names)) {
      rows.name()
          .filter(name -> name.registered().equals(rows.state().registered()))
          .flatMap(
              name ->
                  PendingName.of(name, rows.state()).map(pending -> new Due(name.zone(), pending)))
          .ifPresent(due::add);
    }
  }
}
