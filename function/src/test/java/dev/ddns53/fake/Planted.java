package dev.ddns53.fake;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ddns53.core.address.Ttl;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.record.RecordSet;
import java.util.List;

/** A record set that somebody else made. */
public sealed interface Planted {

  /** The TTL of those that have one. */
  Ttl TTL = new Ttl(300);

  /** Where aliases point to. */
  ZoneId ALIAS_ZONE = new ZoneId("Z2FDTNDATAQYW2");

  String type();

  /** As Route 53 tells of it. */
  default RecordSet set() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("Type", type());
    switch (this) {
      case Simple simple -> put(json, simple.values());
      case Alias alias ->
          json.putObject("AliasTarget")
              .put("HostedZoneId", ALIAS_ZONE.value())
              .put("DNSName", alias.target() + ".")
              .put("EvaluateTargetHealth", false);
      case Weighted weighted ->
          put(json.put("SetIdentifier", weighted.identifier()).put("Weight", 1), weighted.values());
    }
    return RecordSet.of(json);
  }

  private static void put(ObjectNode json, List<String> values) {
    ArrayNode records = json.put("TTL", TTL.seconds()).putArray("ResourceRecords");
    values.forEach(value -> records.addObject().put("Value", value));
  }

  /** One set of its name and type. */
  record Simple(String type, List<String> values) implements Planted {
    public Simple {
      values = List.copyOf(values);
    }
  }

  /** Route 53's alias to another record or service. */
  record Alias(String type, String target) implements Planted {}

  /** One of several sets of its name and type, told apart by an identifier. */
  record Weighted(String type, String identifier, List<String> values) implements Planted {
    public Weighted {
      values = List.copyOf(values);
    }
  }

  static Planted simple(String type, String... values) {
    return new Simple(type, List.of(values));
  }

  static Planted alias(String type, String target) {
    return new Alias(type, target);
  }

  static Planted weighted(String type, String identifier, String value) {
    return new Weighted(type, identifier, List.of(value));
  }
}
