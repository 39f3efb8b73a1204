package dev.ddns53.core.recheck;

import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.ZoneId;
import dev.ddns53.core.port.Records;
import dev.ddns53.core.port.Records.ExistingRecord;
import dev.ddns53.core.port.Records.Listed;
import dev.ddns53.core.port.Unavailable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a zone held at our names when it was listed. If the listing broke off, only names whose
 * record sets had all come are known; of none of the others is said that nothing is there.
 */
final class ZoneListing {

  private final Map<Fqdn, List<ExistingRecord>> records = new HashMap<>();
  private Optional<Fqdn> last = Optional.empty();
  private Optional<String> trouble = Optional.empty();

  private ZoneListing() {}

  /** Lists a zone, and keeps what stands at these names. */
  static ZoneListing of(Records source, ZoneId zone, Set<Fqdn> names) {
    ZoneListing listing = new ZoneListing();
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
      if (names.contains(each.name())) {
        records.computeIfAbsent(each.name(), name -> new ArrayList<>()).add(each.record());
      }
    }
  }

  /** What stands at a name; empty when nobody can tell. */
  Optional<List<ExistingRecord>> at(Fqdn name) {
    List<ExistingRecord> found = records.get(name);
    if (found != null) {
      return Optional.of(List.copyOf(found));
    }
    return trouble.isEmpty() ? Optional.of(List.of()) : Optional.empty();
  }

  /** Why it broke off, if it did. */
  Optional<String> trouble() {
    return trouble;
  }
}
