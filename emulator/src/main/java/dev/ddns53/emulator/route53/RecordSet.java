package dev.ddns53.emulator.route53;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A record set.
 *
 * @param name normalised
 * @param setIdentifier of one among several of the same name and type
 * @param routing the routing policy's texts by path, see {@link Routing}
 * @param ttl seconds; none for an alias
 * @param values none for an alias
 * @param healthCheckId only kept
 */
record RecordSet(
    String name,
    String type,
    @Nullable String setIdentifier,
    SortedMap<String, String> routing,
    @Nullable Long ttl,
    List<String> values,
    @Nullable Alias alias,
    @Nullable String healthCheckId) {

  /** An alias's target. */
  record Alias(String zoneId, String dnsName, boolean evaluateTargetHealth) {}

  /** Route 53's order, and what is one record set. */
  record Key(String sortKey, String type, String setIdentifier) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byName = sortKey.compareTo(other.sortKey);
      int byType = byName != 0 ? byName : type.compareTo(other.type);
      return byType != 0 ? byType : setIdentifier.compareTo(other.setIdentifier);
    }
  }

  static Key key(String name, String type, String setIdentifier) {
    return new Key(DnsNames.sortKey(name), type, setIdentifier);
  }

  @JsonIgnore
  Key key() {
    return key(name, type, Optional.ofNullable(setIdentifier).orElse(""));
  }

  /** Whether a DELETE of the other fits: all is the same but for the order of the values. */
  boolean isExactly(RecordSet other) {
    return sorted().equals(other.sorted());
  }

  private RecordSet sorted() {
    List<String> inOrder = values.stream().sorted().toList();
    return new RecordSet(name, type, setIdentifier, routing, ttl, inOrder, alias, healthCheckId);
  }

  /** The name and type as Route 53's messages quote them. */
  String quoted() {
    return "[name='" + name + "', type='" + type + "'" + identified() + "]";
  }

  private String identified() {
    return setIdentifier == null ? "" : ", set-identifier='" + setIdentifier + "'";
  }
}
