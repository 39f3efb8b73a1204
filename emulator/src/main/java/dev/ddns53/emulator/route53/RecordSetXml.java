package dev.ddns53.emulator.route53;

import dev.ddns53.emulator.document.XmlWriter;
import dev.ddns53.emulator.route53.RecordSet.Alias;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** Changes and record sets, from request elements and to response elements. */
final class RecordSetXml {

  private RecordSetXml() {}

  static Change change(Element change) throws Refusal {
    Change.Action action =
        Xml.text(change, "Action")
            .flatMap(Change.Action::parse)
            .orElseThrow(
                () -> Refusal.invalidInput("Action must be one of CREATE, DELETE, UPSERT"));
    Element set =
        Xml.child(change, "ResourceRecordSet")
            .orElseThrow(() -> Refusal.invalidInput("ResourceRecordSet is missing"));
    requireOneContent(action, set);
    requireIdentifierWithPolicy(action, set);
    return new Change(action, read(set));
  }

  private static void requireOneContent(Change.Action action, Element set) throws Refusal {
    boolean ttl = Xml.child(set, "TTL").isPresent();
    boolean values = !values(set).isEmpty();
    boolean alias = Xml.child(set, "AliasTarget").isPresent();
    if (alias == (ttl || values) || ttl != values) {
      throw Refusal.invalidInput(
          "Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and"
              + " ResourceRecords], or TrafficPolicyInstanceId], but found "
              + (alias ? "more than one" : "none")
              + in(action, set));
    }
  }

  private static void requireIdentifierWithPolicy(Change.Action action, Element set)
      throws Refusal {
    boolean identified = Xml.child(set, "SetIdentifier").isPresent();
    int policies = Routing.policies(Routing.read(set)).size();
    if (!identified && policies > 0) {
      throw Refusal.invalidInput(
          "Invalid request: Missing field 'SetIdentifier'" + in(action, set));
    }
    if (identified && policies != 1) {
      throw Refusal.invalidInput(
          "Invalid request: Expected exactly one of [Weight, Region, Failover, GeoLocation,"
              + " MultiValueAnswer, GeoProximityLocation, or CidrRoutingConfig], but found "
              + (policies == 0 ? "none" : "more than one")
              + in(action, set));
    }
  }

  private static String in(Change.Action action, Element set) {
    return " in Change with [Action="
        + action
        + ", Name="
        + Xml.text(set, "Name").orElse("null")
        + ", Type="
        + Xml.text(set, "Type").orElse("null")
        + ", SetIdentifier="
        + Xml.text(set, "SetIdentifier").orElse("null")
        + "]";
  }

  /** A name that is none is left as it came, for {@link ZoneRules} to say so. */
  private static RecordSet read(Element set) throws Refusal {
    String name = Xml.text(set, "Name").orElse("");
    return new RecordSet(
        DnsNames.normalised(name).orElse(name),
        Xml.text(set, "Type").orElse(""),
        Xml.text(set, "SetIdentifier").orElse(null),
        Routing.read(set),
        ttl(set),
        values(set),
        alias(set),
        Xml.text(set, "HealthCheckId").orElse(null));
  }

  private static List<String> values(Element set) {
    return Xml.child(set, "ResourceRecords")
        .map(records -> Xml.children(records, "ResourceRecord"))
        .orElse(List.of())
        .stream()
        .map(record -> Xml.text(record, "Value").orElse(""))
        .toList();
  }

  private static @Nullable Long ttl(Element set) throws Refusal {
    Optional<String> text = Xml.text(set, "TTL");
    if (text.isEmpty()) {
      return null;
    }
    try {
      return Long.valueOf(text.get());
    } catch (NumberFormatException malformed) {
      throw Refusal.invalidInput("TTL must be a number");
    }
  }

  private static @Nullable Alias alias(Element set) throws Refusal {
    Optional<Element> target = Xml.child(set, "AliasTarget");
    if (target.isEmpty()) {
      return null;
    }
    String name = Xml.text(target.get(), "DNSName").orElse("");
    return new Alias(
        Xml.text(target.get(), "HostedZoneId")
            .orElseThrow(() -> Refusal.invalidInput("AliasTarget needs a HostedZoneId")),
        DnsNames.normalised(name)
            .orElseThrow(() -> Refusal.invalidInput("AliasTarget needs a DNSName")),
        Boolean.parseBoolean(Xml.text(target.get(), "EvaluateTargetHealth").orElse("false")));
  }

  static void write(XmlWriter x, RecordSet set) {
    x.with("Name", set.name()).with("Type", set.type());
    x.with("SetIdentifier", Optional.ofNullable(set.setIdentifier()));
    Routing.write(x, set.routing());
    x.with("TTL", Optional.ofNullable(set.ttl()));
    if (!set.values().isEmpty()) {
      x.with(
          "ResourceRecords",
          records ->
              set.values()
                  .forEach(value -> records.with("ResourceRecord", r -> r.with("Value", value))));
    }
    Optional.ofNullable(set.alias()).ifPresent(alias -> write(x, alias));
    x.with("HealthCheckId", Optional.ofNullable(set.healthCheckId()));
  }

  private static void write(XmlWriter x, Alias alias) {
    x.with(
        "AliasTarget",
        target ->
            target
                .with("HostedZoneId", alias.zoneId())
                .with("DNSName", alias.dnsName())
                .with("EvaluateTargetHealth", alias.evaluateTargetHealth()));
  }
}
