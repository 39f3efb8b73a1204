package dev.ddns53.emulator.route53;

import dev.ddns53.emulator.document.XmlWriter;
import dev.ddns53.emulator.route53.HostedZone.Vpc;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;

/** From requests to values, and from zones and changes to response elements. */
final class Wire {

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
      changes.add(RecordSetXml.change(change));
    }
    return changes;
  }

  /** The network of a private zone to be; empty for a public one. */
  static Optional<Vpc> vpc(Element body) throws Refusal {
    Optional<Element> vpc = Xml.child(body, "VPC");
    boolean wanted =
        Xml.child(body, "HostedZoneConfig")
            .flatMap(config -> Xml.text(config, "PrivateZone"))
            .filter(Boolean::parseBoolean)
            .isPresent();
    if (vpc.isEmpty()) {
      if (wanted) {
        throw Refusal.invalidInput("A private hosted zone needs a VPC");
      }
      return Optional.empty();
    }
    Optional<String> id = Xml.text(vpc.get(), "VPCId");
    Optional<String> region = Xml.text(vpc.get(), "VPCRegion");
    if (id.isEmpty() || region.isEmpty()) {
      throw Refusal.of(400, "InvalidVPCId", "The VPC needs a VPCId and a VPCRegion");
    }
    return Optional.of(new Vpc(id.get(), region.get()));
  }

  static void write(XmlWriter x, HostedZone zone) {
    HostedZone.Description description = zone.description();
    x.with("Id", "/hostedzone/" + zone.id())
        .with("Name", zone.apex())
        .with("CallerReference", description.callerReference())
        .with(
            "Config",
            config ->
                config
                    .with("Comment", description.comment())
                    .with("PrivateZone", description.isPrivate()))
        .with("ResourceRecordSetCount", zone.size());
  }

  static void write(XmlWriter x, Vpc vpc) {
    x.with("VPC", v -> v.with("VPCRegion", vpc.region()).with("VPCId", vpc.id()));
  }

  static void writeChange(XmlWriter x, String id, boolean insync, Instant at) {
    x.with("Id", "/change/" + id)
        .with("Status", insync ? "INSYNC" : "PENDING")
        .with("SubmittedAt", at);
  }
}
