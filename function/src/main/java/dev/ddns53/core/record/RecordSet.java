package dev.ddns53.core.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ddns53.core.address.AliasTarget;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ttl;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.json.InvalidJson;
import dev.ddns53.core.json.StrictJson;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A record set as Route 53 has it. Two are the same where all that Route 53 says of them is the
 * same, so that a DELETE of one deletes just that.
 *
 * @param type such as {@code A}
 * @param publication the same as a publication of ours, where a publication can be like that
 * @param json all that Route 53 says of it but its name, in the form of the AWS CLI, values sorted
 * @param description for people, in a few words
 * @see <a
 *     href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html">the
 *     fields</a>
 */
public record RecordSet(
    String type,
    boolean routed,
    Optional<Publication> publication,
    String json,
    String description) {

  private static final String TYPE = "Type";
  private static final String TTL = "TTL";
  private static final String RECORDS = "ResourceRecords";
  private static final String VALUE = "Value";
  private static final String ALIAS = "AliasTarget";
  private static final String DNS_NAME = "DNSName";
  private static final String ZONE = "HostedZoneId";
  private static final String EVALUATE = "EvaluateTargetHealth";
  private static final String ROUTED = "SetIdentifier";
  private static final Set<Set<String>> OURS =
      Set.of(Set.of(TYPE, TTL, RECORDS), Set.of(TYPE, ALIAS));

  /** A publication's record set. */
  public static RecordSet of(Publication publication) {
    ObjectNode set = JsonNodeFactory.instance.objectNode();
    set.put(TYPE, publication.family().recordType());
    switch (publication) {
      case Publication.Addresses addresses -> {
        set.put(TTL, addresses.ttl().seconds());
        ArrayNode records = set.putArray(RECORDS);
        addresses.values().stream()
            .sorted()
            .forEach(value -> records.addObject().put(VALUE, value));
      }
      case Publication.Alias(Family family, AliasTarget target) ->
          set.putObject(ALIAS)
              .put(ZONE, target.zone().value())
              .put(DNS_NAME, target.dnsName().value() + ".")
              .put(EVALUATE, false);
    }
    return new RecordSet(
        publication.family().recordType(),
        false,
        Optional.of(publication),
        StrictJson.text(set),
        described(set));
  }

  /** Content's record sets: one, or none where it is nothing. */
  public static List<RecordSet> of(Content content) {
    return switch (content) {
      case Content.Nothing nothing -> List.of();
      case Publication publication -> List.of(of(publication));
    };
  }

  /** A record set from its fields, which this method may change. */
  public static RecordSet of(ObjectNode set) {
    set.remove("Name");
    sortValues(set);
    return new RecordSet(
        set.path(TYPE).asText(), set.has(ROUTED), ours(set), StrictJson.text(set), described(set));
  }

  /** Reads {@link #json} again. */
  public static RecordSet parse(String json) throws InvalidJson {
    return of(StrictJson.tree(json));
  }

  /** Whether it stands in the way of a record set of this family at the same name. */
  public boolean bearsOn(Family family) {
    return type.equals(family.recordType()) || type.equals("CNAME");
  }

  /** Whether it may be replaced as drift: of this family's type, and under no routing policy. */
  public boolean isReplaceable(Family family) {
    return type.equals(family.recordType()) && !routed;
  }

  public boolean is(Content content) {
    return publication.isPresent() && publication.get().equals(content);
  }

  /** How many ResourceRecord elements Route 53 counts; an alias counts as one. */
  public int elements() {
    return Math.max(1, values().size());
  }

  /** How many characters of values Route 53 counts. */
  public int characters() {
    return values().stream().mapToInt(String::length).sum();
  }

  /** The values of its elements, also where it is no publication of ours. */
  private List<String> values() {
    try {
      return values(StrictJson.tree(json)).toList();
    } catch (InvalidJson e) {
      throw new IllegalStateException(e);
    }
  }

  /** Record sets for a person; "nothing" when there are none. */
  public static String described(List<RecordSet> sets) {
    return sets.isEmpty()
        ? Content.NOTHING.text()
        : String.join(", ", sets.stream().map(RecordSet::description).toList());
  }

  private static void sortValues(ObjectNode set) {
    if (set.path(RECORDS).isEmpty()) {
      set.remove(RECORDS);
      return;
    }
    List<String> sorted = values(set).sorted().toList();
    ArrayNode records = set.putArray(RECORDS);
    sorted.forEach(value -> records.addObject().put(VALUE, value));
  }

  private static Stream<String> values(JsonNode set) {
    return set.path(RECORDS).valueStream().map(record -> record.path(VALUE).asText());
  }

  /** The publication that has just this record set. */
  private static Optional<Publication> ours(ObjectNode set) {
    if (!OURS.contains(Set.copyOf(fieldNames(set)))) {
      return Optional.empty();
    }
    return Arrays.stream(Family.values())
        .filter(family -> family.recordType().equals(set.path(TYPE).asText()))
        .findFirst()
        .flatMap(family -> set.has(ALIAS) ? alias(family, set) : addresses(family, set))
        .filter(publication -> of(publication).json.equals(StrictJson.text(set)));
  }

  private static List<String> fieldNames(ObjectNode set) {
    return set.propertyStream().map(java.util.Map.Entry::getKey).toList();
  }

  private static Optional<Publication> addresses(Family family, ObjectNode set) {
    List<IpAddress> addresses =
        values(set)
            .map(IpAddress::parse)
            .flatMap(Optional::stream)
            .filter(address -> address.family() == family)
            .toList();
    return addresses.isEmpty()
        ? Optional.empty()
        : Optional.of(Publication.of(family, new Ttl(set.path(TTL).asInt()), addresses));
  }

  private static Optional<Publication> alias(Family family, ObjectNode set) {
    Optional<ZoneId> zone = ZoneId.parse(set.path(ALIAS).path(ZONE).asText());
    return Fqdn.parse(set.path(ALIAS).path(DNS_NAME).asText())
        .flatMap(name -> zone.map(id -> new AliasTarget(name, id)))
        .map(target -> new Publication.Alias(family, target));
  }

  private static String described(ObjectNode set) {
    String type = " of type " + set.path(TYPE).asText();
    String routed =
        set.has(ROUTED) ? " under a routing policy, \"" + set.path(ROUTED).asText() + "\"" : "";
    JsonNode alias = set.path(ALIAS);
    if (alias.isMissingNode()) {
      String ttl = set.has(TTL) ? ", TTL " + set.path(TTL).asText() : "";
      return "a record"
          + type
          + routed
          + " ("
          + String.join(", ", values(set).toList())
          + ttl
          + ")";
    }
    String health = alias.path(EVALUATE).asBoolean() ? ", evaluating its health" : "";
    return "an alias" + type + routed + " (" + alias.path(DNS_NAME).asText() + health + ")";
  }
}
