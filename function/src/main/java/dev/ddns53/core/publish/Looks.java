package dev.ddns53.core.publish;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.record.RecordSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** Lists what stands at names of a zone, and stores what a sender learns of it. */
final class Looks {

  private final SenderParts parts;
  private final ZoneId zone;
  private final Rate rate;
  private final Haste haste;
  private final Written written;
  private int left;

  Looks(SenderParts parts, ZoneId zone, Rate rate, Haste haste, Written written) {
    this.parts = parts;
    this.zone = zone;
    this.rate = rate;
    this.haste = haste;
    this.written = written;
    this.left = haste.looks();
  }

  /** What is left to be sent of these names, once what stands there is known and stored. */
  List<PendingName> explain(List<PendingName> names) {
    Instant began = parts.time().now();
    Map<Fqdn, List<RecordSet>> listed = look(names);
    List<PendingName> again = new ArrayList<>();
    List<CompletableFuture<Void>> learning = new ArrayList<>();
    for (PendingName name : names) {
      List<RecordSet> there = listed.get(name.fqdn());
      if (there == null) {
        written.leave(List.of(name), "what stands at " + name.fqdn() + " is not known");
        continue;
      }
      Learning learned = Learning.of(name, there, began, parts.time().now());
      learning.add(
          CompletableFuture.runAsync(
              () -> written.guarded(List.of(name), () -> store(name, learned, again)),
              parts.workers()));
    }
    SideBySide.join(learning);
    synchronized (again) {
      return again.stream().sorted((a, b) -> a.fqdn().compareTo(b.fqdn())).toList();
    }
  }

  private void store(PendingName name, Learning learned, List<PendingName> again) {
    boolean news = learned.isNews();
    if (news) {
      if (!parts.state().replace(learned.rows())) {
        written.moved(name.fqdn());
        return;
      }
      written.stored(learned.stored());
    }
    learned
        .again(news)
        .ifPresent(
            pending -> {
              synchronized (again) {
                again.add(pending);
              }
            });
  }

  /** Whether exactly that stands at a name which its sender said would go. */
  boolean stillStands(PendingName name) {
    List<RecordSet> there = look(List.of(name)).get(name.fqdn());
    if (there == null) {
      return false;
    }
    Family family = name.families().iterator().next();
    List<RecordSet> bearing = there.stream().filter(set -> set.bearsOn(family)).toList();
    return Set.copyOf(bearing)
        .equals(Set.copyOf(Optional.ofNullable(name.out().get(family)).orElse(List.of())));
  }

  /** As many calls as it takes; names that nobody could look at are left out. */
  private Map<Fqdn, List<RecordSet>> look(List<PendingName> names) {
    Set<Fqdn> wanted = new TreeSet<>();
    names.forEach(name -> wanted.add(name.fqdn()));
    Map<Fqdn, List<RecordSet>> found = new HashMap<>();
    while (!wanted.isEmpty() && left-- > 0 && haste.mayLook(rate)) {
      try {
        written.called();
        Map<Fqdn, List<RecordSet>> page = parts.records().look(zone, new HashSet<>(wanted));
        found.putAll(page);
        wanted.removeAll(page.keySet());
      } catch (Unavailable e) {
        written.trouble(String.valueOf(e.getMessage()));
        break;
      }
    }
    return found;
  }
}
