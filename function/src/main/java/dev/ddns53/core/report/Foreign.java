package dev.ddns53.core.report;

import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.NameState;
import dev.ddns53.core.port.State.NameRows;
import dev.ddns53.core.publish.Publisher;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names at which record sets stand that are not ours.
 *
 * @param records by name, what stands there, for a person
 */
record Foreign(Map<Fqdn, String> records) {

  static final Foreign NONE = new Foreign(Map.of());

  /** Asks Route 53 about those of the changed names whose publication is their first. */
  static Foreign among(
      Collection<NameState> changed, Collection<NameRows> names, Publisher publisher) {
    Map<Fqdn, String> records = new TreeMap<>();
    for (NameRows before : names) {
      for (NameState after : changed) {
        if (after.name().equals(before.state().name())) {
          publisher
              .foreignRecord(before.name().orElseThrow(), before.state(), after)
              .ifPresent(found -> records.put(after.name(), found));
        }
      }
    }
    return records.isEmpty() ? NONE : new Foreign(records);
  }

  boolean isEmpty() {
    return records.isEmpty();
  }

  int size() {
    return records.size();
  }

  boolean holds(Fqdn name) {
    return records.containsKey(name);
  }

  List<NameState> without(Collection<NameState> names) {
    return names.stream().filter(name -> !holds(name.name())).toList();
  }
}
