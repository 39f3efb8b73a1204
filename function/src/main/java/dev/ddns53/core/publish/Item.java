package dev.ddns53.core.publish;

import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.NameState;
import dev.ddns53.core.model.Publication;
import dev.ddns53.core.port.Records.RecordSet;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A name of which something is to be sent.
 *
 * @param families whose record sets are to be sent
 * @param read when its row was known to be so
 */
record Item(Name name, NameState state, Set<Family> families, Instant read) {

  Item {
    families = Set.copyOf(families);
  }

  Fqdn fqdn() {
    return name.fqdn();
  }

  Item only(Family family) {
    return new Item(name, state, Set.of(family), read);
  }

  List<RecordSet> sets() {
    return families.stream()
        .sorted()
        .map(family -> new RecordSet(name.fqdn(), publication(family)))
        .toList();
  }

  /** Its ResourceRecord elements, as Route 53 counts them in an UPSERT: twice; an alias is one. */
  int elements() {
    return 2
        * families.stream()
            .mapToInt(family -> Math.max(1, publication(family).values().size()))
            .sum();
  }

  /** The characters of its values, as Route 53 counts them in an UPSERT: twice. */
  int characters() {
    return 2
        * families.stream()
            .flatMap(family -> publication(family).values().stream())
            .mapToInt(String::length)
            .sum();
  }

  private Publication publication(Family family) {
    return state.record(family).orElseThrow().publication();
  }
}
