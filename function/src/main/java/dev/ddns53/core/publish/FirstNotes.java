package dev.ddns53.core.publish;

import dev.ddns53.core.address.Fqdn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The notes that a row needs before its first publication is sent. */
final class FirstNotes {

  private final SenderParts parts;
  private final Marks marks;
  private final Written written;
  private final String who;

  /**
   * Notes of a sender.
   *
   * @param who the holder of the turn
   */
  FirstNotes(SenderParts parts, Marks marks, Written written, String who) {
    this.parts = parts;
    this.marks = marks;
    this.written = written;
    this.who = who;
  }

  /** The names in their order, noted where they must be, without those whose rows moved. */
  List<PendingName> write(List<PendingName> names) {
    Map<Fqdn, PendingName> ready = new LinkedHashMap<>();
    names.forEach(name -> ready.put(name.fqdn(), name));
    List<CompletableFuture<Void>> notes = new ArrayList<>();
    for (PendingName name : names) {
      if (!name.unnoted().isEmpty()) {
        ready.remove(name.fqdn());
        notes.add(
            CompletableFuture.runAsync(
                () -> written.guarded(List.of(name), () -> note(name, ready)), parts.workers()));
      }
    }
    SideBySide.join(notes);
    return names.stream()
        .map(PendingName::fqdn)
        .distinct()
        .filter(ready::containsKey)
        .map(ready::get)
        .toList();
  }

  private void note(PendingName name, Map<Fqdn, PendingName> ready) {
    marks
        .note(name, who)
        .ifPresent(
            noted -> {
              synchronized (ready) {
                ready.put(noted.fqdn(), noted);
              }
            });
  }
}
