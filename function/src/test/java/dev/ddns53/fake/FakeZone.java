package dev.ddns53.fake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.json.InvalidJson;
import dev.ddns53.core.json.StrictJson;
import dev.ddns53.core.port.Records.Listed;
import dev.ddns53.core.port.Records.Replacement;
import dev.ddns53.core.record.RecordSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A hosted zone in memory, with Route 53's rules for a batch of DELETEs and CREATEs.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html#limits-api-requests-changeresourcerecordsets">its
 *     limits</a>
 */
final class FakeZone {

  private static final int MOST_ELEMENTS = 1_000;
  private static final int MOST_CHARACTERS = 32_000;
  private static final int MOST_VALUES = 400;
  private static final String CNAME = "CNAME";

  /** By the labels of a name, from the last to the first. */
  static final Comparator<Fqdn> ORDER = Comparator.comparing(FakeZone::key);

  /** A record set, and whether a batch made it. */
  record Standing(RecordSet set, boolean ours) {}

  private final Fqdn apex;
  private final NavigableMap<Fqdn, List<Standing>> names = new TreeMap<>(ORDER);

  FakeZone(Fqdn apex) {
    this.apex = apex;
  }

  Fqdn apex() {
    return apex;
  }

  List<Standing> at(Fqdn name) {
    return names.getOrDefault(name, List.of());
  }

  void put(Fqdn name, List<Standing> sets) {
    names.put(name, List.copyOf(sets));
    names.values().removeIf(List::isEmpty);
  }

  /** All names that have record sets, in Route 53's order. */
  List<Fqdn> names() {
    return List.copyOf(names.keySet());
  }

  /** All record sets from a name on, in Route 53's order. */
  Stream<Listed> from(Fqdn name) {
    return names.tailMap(name, true).entrySet().stream()
        .flatMap(
            entry -> entry.getValue().stream().map(each -> new Listed(entry.getKey(), each.set())));
  }

  /**
   * Replaces record sets, all or none.
   *
   * @return why not; empty when they are replaced
   */
  Optional<String> replace(List<Replacement> replacements) {
    Optional<String> size = sizeFault(replacements);
    if (size.isPresent()) {
      return size;
    }
    Map<Fqdn, List<Standing>> draft = new HashMap<>();
    for (Replacement each : replacements) {
      if (!each.name().isWithin(apex)) {
        return Optional.of(each.name() + " is not permitted in zone " + apex);
      }
      List<Standing> sets = draft.computeIfAbsent(each.name(), name -> new ArrayList<>(at(name)));
      Optional<String> fault = fault(each, sets);
      if (fault.isPresent()) {
        return fault;
      }
    }
    draft.forEach(this::put);
    return Optional.empty();
  }

  private static Optional<String> fault(Replacement replacement, List<Standing> sets) {
    for (RecordSet out : replacement.out()) {
      if (!sets.removeIf(each -> each.set().json().equals(out.json()))) {
        return Optional.of(
            "Tried to delete " + out.description() + " at " + replacement.name() + ": not there");
      }
    }
    for (RecordSet in : replacement.in()) {
      for (Standing other : sets) {
        if (conflicts(in, other.set())) {
          return Optional.of(
              "Tried to create " + in.description() + " at " + replacement.name() + ": conflict");
        }
      }
      sets.add(new Standing(in, true));
    }
    return Optional.empty();
  }

  private static boolean conflicts(RecordSet in, RecordSet there) {
    if (!in.type().equals(there.type())) {
      return in.type().equals(CNAME) || there.type().equals(CNAME);
    }
    return !in.routed() || !there.routed() || identifier(in).equals(identifier(there));
  }

  private static Optional<String> sizeFault(List<Replacement> replacements) {
    List<RecordSet> sets =
        replacements.stream()
            .flatMap(each -> Stream.concat(each.out().stream(), each.in().stream()))
            .toList();
    int elements = sets.stream().mapToInt(set -> Math.max(1, values(set).size())).sum();
    int characters =
        sets.stream().flatMap(set -> values(set).stream()).mapToInt(String::length).sum();
    if (sets.isEmpty() || elements > MOST_ELEMENTS || characters > MOST_CHARACTERS) {
      return Optional.of("a batch has 1 to 1,000 elements and at most 32,000 characters");
    }
    return sets.stream().anyMatch(set -> values(set).size() > MOST_VALUES)
        ? Optional.of("a record set has at most 400 values")
        : Optional.empty();
  }

  private static List<String> values(RecordSet set) {
    return json(set)
        .path("ResourceRecords")
        .valueStream()
        .map(record -> record.path("Value").asText())
        .toList();
  }

  private static String identifier(RecordSet set) {
    return json(set).path("SetIdentifier").asText();
  }

  private static JsonNode json(RecordSet set) {
    try {
      return StrictJson.tree(set.json());
    } catch (InvalidJson e) {
      throw new IllegalArgumentException(set.json(), e);
    }
  }

  private static String key(Fqdn name) {
    List<String> labels = new ArrayList<>(List.of(name.value().split("\\.")));
    Collections.reverse(labels);
    return String.join("\0", labels);
  }
}
