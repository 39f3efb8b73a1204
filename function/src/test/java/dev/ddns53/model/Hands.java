package dev.ddns53.model;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.port.Records.Outcome;
import dev.ddns53.core.port.Records.Replacement;
import dev.ddns53.core.record.RecordSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Somebody who makes, edits and deletes records by hand. */
final class Hands {

  private static final String ALIAS_ZONE = "Z2FDTNDATAQYW2";

  private final Services services;

  Hands(Services services) {
    this.services = services;
  }

  /** All that stands at a name and bears on addresses. */
  List<RecordSet> standing(ZoneId zone, Fqdn name) {
    return services.hands().look(zone, Set.of(name)).getOrDefault(name, List.of());
  }

  /**
   * Does something.
   *
   * @param same what the zone would hold for {@link Plan.Hand#SAME}, {@link Plan.Hand#FIRST}
   * @return what was done, if it could be
   */
  Optional<Replacement> edit(
      ZoneId zone, Fqdn name, Family family, Plan.Hand hand, List<RecordSet> same) {
    List<RecordSet> there = standing(zone, name);
    List<RecordSet> in = made(family, hand, there, same);
    List<RecordSet> out =
        there.stream()
            .filter(set -> !in.contains(set) && isInTheWay(set, family, hand, in))
            .toList();
    List<RecordSet> come = in.stream().filter(set -> !there.contains(set)).toList();
    if (out.isEmpty() && come.isEmpty()) {
      return Optional.empty();
    }
    return services.hands().change(zone, List.of(new Replacement(name, out, come)))
            instanceof Outcome.Applied
        ? Optional.of(new Replacement(name, out, since(there, standing(zone, name))))
        : Optional.empty();
  }

  /** What has come, spelled as a listing spells it. */
  private static List<RecordSet> since(List<RecordSet> before, List<RecordSet> now) {
    return now.stream().filter(set -> !before.contains(set)).toList();
  }

  private static boolean isInTheWay(
      RecordSet set, Family family, Plan.Hand hand, List<RecordSet> in) {
    return hand == Plan.Hand.CNAME
        || set.type().equals(family.recordType())
        || (!in.isEmpty() && set.type().equals("CNAME"));
  }

  private static List<RecordSet> made(
      Family family, Plan.Hand hand, List<RecordSet> there, List<RecordSet> same) {
    String value = family == Family.IPV4 ? "203.0.113.9" : "2600:db8::99";
    return switch (hand) {
      case VALUE -> List.of(RecordSet.of(addresses(family, 300, value)));
      case TTL -> List.of(RecordSet.of(addresses(family, 7, value(family, there).orElse(value))));
      case CNAME -> List.of(RecordSet.of(addresses("CNAME", 300, "elsewhere.example.net.")));
      case WEIGHTED -> {
        ObjectNode set = addresses(family, 300, value);
        set.put("SetIdentifier", "blue").put("Weight", 1);
        yield List.of(RecordSet.of(set));
      }
      case ALIAS -> {
        ObjectNode set = JsonNodeFactory.instance.objectNode().put("Type", family.recordType());
        set.putObject("AliasTarget")
            .put("HostedZoneId", ALIAS_ZONE)
            .put("DNSName", "d111111abcdef8.cloudfront.net.")
            .put("EvaluateTargetHealth", false);
        yield List.of(RecordSet.of(set));
      }
      case DELETE -> List.of();
      case SAME, FIRST -> same;
    };
  }

  private static Optional<String> value(Family family, List<RecordSet> there) {
    return there.stream()
        .filter(set -> set.type().equals(family.recordType()))
        .flatMap(set -> set.publication().stream())
        .flatMap(publication -> publication.values().stream())
        .findFirst();
  }

  private static ObjectNode addresses(Family family, int ttl, String value) {
    return addresses(family.recordType(), ttl, value);
  }

  private static ObjectNode addresses(String type, int ttl, String value) {
    ObjectNode set = JsonNodeFactory.instance.objectNode().put("Type", type).put("TTL", ttl);
    set.putArray("ResourceRecords").addObject().put("Value", value);
    return set;
  }
}
