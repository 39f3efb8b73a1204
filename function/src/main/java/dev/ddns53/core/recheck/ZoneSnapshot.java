package dev.ddns53.core.recheck;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.port.Records;
import dev.ddns53.core.port.Records.Listed;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.record.RecordSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a zone held at our names when it was listed. If the listing broke off, only names whose
 * record sets had all come are known; of none of the others is said that nothing is there.
 */
final class ZoneSnapshot {

  private static final String DELEGATION = "NS";

  private final Instant began;
  private final Map<Fqdn, List<RecordSet>> records = new HashMap<>();
  private final Set<Fqdn> delegated = new TreeSet<>();
  private Optional<Fqdn> last = Optional.empty();
  private Optional<String> trouble = Optional.empty();

  private ZoneSnapshot(Instant began) {
    this.began = began;
  }

  /** Lists a zone, and keeps what stands at these names. */
  static ZoneSnapshot of(Records source, ZoneId zone, Set<Fqdn> names, Instant began) {
    ZoneSnapshot listing = new ZoneSnapshot(began);
    try {
      source.list(zone, page -> listing.add(page, names));
    } catch (Unavailable e) {
      listing.last.ifPresent(listing.records::remove);
      listing.trouble = Optional.of(zone + ": " + e.getMessage());
    }
    return listing;
  }

  private void add(List<Listed> page, Set<Fqdn> names) {
    for (Listed each : page) {
      last = Optional.of(each.name());
      if (each.set().type().equals(DELEGATION)) {
        delegated.add(each.name());
      } else if (names.contains(each.name())) {
        records.computeIfAbsent(each.name(), name -> new ArrayList<>()).add(each.set());
      }
    }
  }

  /** What stands at a name; empty when nobody can tell. */
  Optional<List<RecordSet>> at(Fqdn name) {
    List<RecordSet> found = records.get(name);
    if (found != null) {
      return Optional.of(List.copyOf(found));
    }
    return trouble.isEmpty() ? Optional.of(List.of()) : Optional.empty();
  }

  /** Why it broke off, if it did. */
  Optional<String> trouble() {
    return trouble;
  }

  /** When the listing began. */
  Instant began() {
    return began;
  }

  /** The delegation that hides a name from resolvers: at it or above it, but not the zone's own. */
  Optional<Fqdn> occludedBy(Fqdn name) {
    return delegated.stream()
        .filter(name::isWithin)
        .filter(cut -> delegated.stream().anyMatch(apex -> !apex.equals(cut) && cut.isWithin(apex)))
        .findFirst();
  }
}
