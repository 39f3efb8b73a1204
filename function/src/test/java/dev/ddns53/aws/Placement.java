package dev.ddns53.aws;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.emulator.route53.Landed;
import dev.ddns53.fake.Planted;
import java.util.List;
import java.util.Set;

/**
 * Record sets that somebody else puts at a name, in one batch with what goes.
 *
 * @param without types of which nothing else shall stand there then
 * @param sets in the form of the AWS CLI
 */
record Placement(Fqdn name, Kind kind, Set<String> without, List<ObjectNode> sets) {

  /** What is placed. */
  enum Kind {
    VALUE,
    TTL,
    AAAA,
    CNAME,
    WEIGHTED,
    ALIAS,
    DELETED
  }

  private static final Set<String> IPV4 = Set.of("A", "CNAME");
  private static final Set<String> IPV6 = Set.of("AAAA", "CNAME");
  private static final Set<String> ANY = Set.of("A", "AAAA", "CNAME");

  Placement {
    without = Set.copyOf(without);
    sets = List.copyOf(sets);
  }

  /**
   * A placement like no other.
   *
   * @param number of the placement; its contents are made of it, up to 50,000
   * @param address what the name's site reported last
   */
  static Placement of(Kind kind, Fqdn name, int number, String address) {
    return switch (kind) {
      case VALUE -> new Placement(name, kind, IPV4, List.of(a(name, number)));
      case TTL -> new Placement(name, kind, IPV4, List.of(set(name, "A", 1_000 + number, address)));
      case AAAA -> new Placement(name, kind, IPV6, List.of(aaaa(name, number)));
      case CNAME ->
          new Placement(
              name, kind, ANY, List.of(set(name, "CNAME", 300, "p" + number + ".example.net")));
      case WEIGHTED ->
          new Placement(
              name,
              kind,
              IPV4,
              List.of(a(name, number).put("SetIdentifier", "p" + number).put("Weight", 1)));
      case ALIAS ->
          new Placement(
              name, kind, IPV4, List.of(alias(named(name, "A"), "p" + number + ".example.net.")));
      case DELETED -> new Placement(name, kind, IPV4, List.of());
    };
  }

  /** An AAAA beside an A, so that the place of neither is free. */
  static Placement both(Fqdn name, int number) {
    return new Placement(name, Kind.AAAA, ANY, List.of(a(name, number), aaaa(name, number)));
  }

  private static ObjectNode a(Fqdn name, int number) {
    return set(name, "A", 300, "203.0." + number / 250 + "." + (1 + number % 250));
  }

  private static ObjectNode aaaa(Fqdn name, int number) {
    return set(name, "AAAA", 300, "2001:db8:ffff::" + Integer.toHexString(number + 1));
  }

  private static ObjectNode set(Fqdn name, String type, int ttl, String value) {
    ObjectNode set = named(name, type).put("TTL", ttl);
    ArrayNode records = set.putArray("ResourceRecords");
    records.addObject().put("Value", value);
    return set;
  }

  /** What a placement, or we, put into Route 53. */
  static RecordSet set(Landed landed) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("Type", landed.type());
    landed.identifier().ifPresent(text -> json.put("SetIdentifier", text).put("Weight", 1));
    landed.ttl().ifPresent(ttl -> json.put("TTL", ttl));
    ArrayNode records = json.putArray("ResourceRecords");
    landed.values().forEach(value -> records.addObject().put("Value", value));
    landed.alias().ifPresent(target -> alias(json, target));
    return RecordSet.of(json);
  }

  private static ObjectNode alias(ObjectNode set, String target) {
    set.putObject("AliasTarget")
        .put("HostedZoneId", Planted.ALIAS_ZONE.value())
        .put("DNSName", target)
        .put("EvaluateTargetHealth", false);
    return set;
  }

  private static ObjectNode named(Fqdn name, String type) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("Name", Route53Names.wire(name))
        .put("Type", type);
  }
}
