package dev.ddns53.emulator.route53;

import dev.ddns53.emulator.route53.RecordSet.Alias;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.w3c.dom.Element;

/** From request elements to values, and from values to response elements. */
final class Wire {

  private static final List<String> ROUTING =
      List.of("Weight", "Region", "Failover", "MultiValueAnswer");
  private static final String GEO = "GeoLocation";
  private static final List<String> GEO_PARTS =
      List.of("ContinentCode", "CountryCode", "SubdivisionCode");

  private Wire() {}

  static Element document(String body, String root) throws Refusal {
    return Xml.parse(body)
        .filter(element -> root.equals(element.getLocalName()))
        .orElseThrow(() -> Refusal.invalidInput("The body must be a " + root + " document"));
  }

  static List<Change> changes(String body) throws Refusal {
    Element batch =
        Xml.child(document(body, "ChangeResourceRecordSetsRequest"), "ChangeBatch")
            .orElseThrow(() -> Refusal.invalidInput("ChangeBatch is missing"));
    Element list =
        Xml.child(batch, "Changes").orElseThrow(() -> Refusal.invalidInput("Changes is missing"));
    List<Change> changes = new ArrayList<>();
    for (Element change : Xml.children(list, "Change")) {
      changes.add(change(change));
    }
    return changes;
  }

  private static Change change(Element change) throws Refusal {
    Change.Action action =
        Xml.text(change, "Action")
            .flatMap(Change.Action::parse)
            .orElseThrow(
                () -> Refusal.invalidInput("Action must be one of CREATE, DELETE, UPSERT"));
    Element set =
        Xml.child(change, "ResourceRecordSet")
            .orElseThrow(() -> Refusal.invalidInput("ResourceRecordSet is missing"));
    return new Change(action, set(set));
  }

  private static RecordSet set(Element set) throws Refusal {
    String text = Xml.text(set, "Name").orElse("");
    String name =
        DnsNames.normalised(text)
            .orElseThrow(
                () ->
                    Refusal.invalidBatch(
                        List.of(
                            "FATAL problem: DomainLabelTooLong or malformed name '" + text + "'")));
    List<String> values = new ArrayList<>();
    for (Element record :
        Xml.child(set, "ResourceRecords")
            .map(records -> Xml.children(records, "ResourceRecord"))
            .orElse(List.of())) {
      values.add(Xml.text(record, "Value").orElse(""));
    }
    return new RecordSet(
        name,
        Xml.text(set, "Type").orElse(""),
        Xml.text(set, "SetIdentifier").orElse(null),
        routing(set),
        ttl(set),
        values,
        alias(set),
        Xml.text(set, "HealthCheckId").orElse(null));
  }

  private static @org.jspecify.annotations.Nullable Long ttl(Element set) throws Refusal {
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

  private static SortedMap<String, String> routing(Element set) {
    SortedMap<String, String> routing = new TreeMap<>();
    for (String name : ROUTING) {
      Xml.text(set, name).ifPresent(value -> routing.put(name, value));
    }
    Xml.child(set, GEO)
        .ifPresent(
            geo -> {
              for (String part : GEO_PARTS) {
                Xml.text(geo, part).ifPresent(value -> routing.put(part, value));
              }
            });
    return routing;
  }

  private static @org.jspecify.annotations.Nullable Alias alias(Element set) throws Refusal {
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

  static void write(Xml x, RecordSet set) {
    x.with("Name", set.name()).with("Type", set.type());
    x.with("SetIdentifier", Optional.ofNullable(set.setIdentifier()));
    set.routing()
        .forEach(
            (name, value) -> {
              if (ROUTING.contains(name)) {
                x.with(name, value);
              }
            });
    if (set.routing().keySet().stream().anyMatch(GEO_PARTS::contains)) {
      x.with(GEO, geo -> set.routing().forEach(geo::with));
    }
    x.with("TTL", Optional.ofNullable(set.ttl()));
    if (!set.values().isEmpty()) {
      x.with(
          "ResourceRecords",
          records ->
              set.values()
                  .forEach(value -> records.with("ResourceRecord", r -> r.with("Value", value))));
    }
    Alias alias = set.alias();
    if (alias != null) {
      x.with(
          "AliasTarget",
          target ->
              target
                  .with("HostedZoneId", alias.zoneId())
                  .with("DNSName", alias.dnsName())
                  .with("EvaluateTargetHealth", alias.evaluateTargetHealth()));
    }
    x.with("HealthCheckId", Optional.ofNullable(set.healthCheckId()));
  }

  static void write(Xml x, HostedZone zone) {
    x.with("Id", "/hostedzone/" + zone.id())
        .with("Name", zone.apex())
        .with("CallerReference", zone.description().callerReference())
        .with(
            "Config",
            config ->
                config.with("Comment", zone.description().comment()).with("PrivateZone", false))
        .with("ResourceRecordSetCount", zone.size());
  }

  static void writeChange(Xml x, String id, boolean insync, Instant at) {
    x.with("Id", "/change/" + id)
        .with("Status", insync ? "INSYNC" : "PENDING")
        .with("SubmittedAt", at);
  }
}
