package dev.ddns53.emulator.route53;

import dev.ddns53.emulator.document.XmlWriter;
import dev.ddns53.emulator.http.AwsReply;
import dev.ddns53.emulator.http.AwsRequest;
import dev.ddns53.emulator.route53.HostedZone.Vpc;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.w3c.dom.Element;

/** The calls that make, find and remove hosted zones. */
final class ZoneCalls {

  private static final int MOST_PER_PAGE = 100;

  private final Zones zones;
  private final InstantSource clock;
  private final BiConsumer<XmlWriter, String> writeChange;

  /**
   * The calls on these zones.
   *
   * @param writeChange writes the content of {@code ChangeInfo}, by the change's id
   */
  ZoneCalls(Zones zones, InstantSource clock, BiConsumer<XmlWriter, String> writeChange) {
    this.zones = zones;
    this.clock = clock;
    this.writeChange = writeChange;
  }

  AwsReply create(AwsRequest request) throws Refusal {
    Element body = Wire.document(request.body(), "CreateHostedZoneRequest");
    String text = Xml.text(body, "Name").orElse("");
    String name =
        DnsNames.normalised(text)
            .orElseThrow(
                () -> Refusal.of(400, "InvalidDomainName", text + " is not a domain name"));
    String reference =
        Xml.text(body, "CallerReference")
            .orElseThrow(() -> Refusal.invalidInput("CallerReference is missing"));
    String comment =
        Xml.child(body, "HostedZoneConfig").flatMap(c -> Xml.text(c, "Comment")).orElse("");
    HostedZone zone = zones.create(name, reference, comment, Wire.vpc(body));
    String change = zones.newChange();
    return Replies.created(
        "https://route53.amazonaws.com" + Route.ROOT + "hostedzone/" + zone.id(),
        "CreateHostedZoneResponse",
        x -> {
          x.with("HostedZone", z -> Wire.write(z, zone));
          x.with("ChangeInfo", c -> writeChange.accept(c, change));
          vpc(zone).ifPresentOrElse(vpc -> Wire.write(x, vpc), () -> delegation(x, zone));
        });
  }

  private static Optional<Vpc> vpc(HostedZone zone) {
    return Optional.ofNullable(zone.description().vpc());
  }

  private static void delegation(XmlWriter x, HostedZone zone) {
    List<String> servers =
        zone.at(zone.apex()).stream()
            .filter(set -> set.type().equals("NS"))
            .flatMap(set -> set.values().stream())
            .toList();
    x.with(
        "DelegationSet",
        d -> d.with("NameServers", n -> servers.forEach(s -> n.with("NameServer", s))));
  }

  AwsReply get(HostedZone zone) {
    return Replies.ok(
        "GetHostedZoneResponse",
        x -> {
          x.with("HostedZone", z -> Wire.write(z, zone));
          vpc(zone)
              .ifPresentOrElse(
                  vpc -> x.with("VPCs", list -> Wire.write(list, vpc)), () -> delegation(x, zone));
        });
  }

  AwsReply delete(HostedZone zone) throws Refusal {
    if (!zone.begin(clock.instant(), true)) {
      throw Refusal.priorRequest();
    }
    try {
      zones.delete(zone);
    } finally {
      zone.end();
    }
    String change = zones.newChange();
    return Replies.ok(
        "DeleteHostedZoneResponse", x -> x.with("ChangeInfo", c -> writeChange.accept(c, change)));
  }

  AwsReply count() {
    return Replies.ok(
        "GetHostedZoneCountResponse", x -> x.with("HostedZoneCount", zones.all().size()));
  }

  AwsReply list(Query query) throws Refusal {
    int most = query.number("maxitems", MOST_PER_PAGE);
    List<HostedZone> all =
        zones.all().stream()
            .sorted(Comparator.comparing(HostedZone::id))
            .filter(zone -> zone.id().compareTo(query.text("marker").orElse("")) >= 0)
            .toList();
    boolean truncated = all.size() > most;
    return Replies.ok(
        "ListHostedZonesResponse",
        x -> {
          writeZones(x, all.subList(0, truncated ? most : all.size()));
          x.with("Marker", query.text("marker"))
              .with("IsTruncated", truncated)
              .with("NextMarker", truncated ? Optional.of(all.get(most).id()) : Optional.empty())
              .with("MaxItems", most);
        });
  }

  AwsReply listByName(Query query) throws Refusal {
    int most = query.number("maxitems", MOST_PER_PAGE);
    String start = query.text("dnsname").flatMap(DnsNames::normalised).orElse("");
    String startId = query.text("hostedzoneid").orElse("");
    List<HostedZone> all =
        zones.all().stream().filter(zone -> isFrom(zone, start, startId)).toList();
    boolean truncated = all.size() > most;
    return Replies.ok(
        "ListHostedZonesByNameResponse",
        x -> {
          writeZones(x, all.subList(0, truncated ? most : all.size()));
          x.with("DNSName", query.text("dnsname"))
              .with("HostedZoneId", query.text("hostedzoneid"))
              .with("IsTruncated", truncated);
          if (truncated) {
            x.with("NextDNSName", all.get(most).apex())
                .with("NextHostedZoneId", all.get(most).id());
          }
          x.with("MaxItems", most);
        });
  }

  private static boolean isFrom(HostedZone zone, String start, String startId) {
    if (start.isEmpty()) {
      return true;
    }
    int order = DnsNames.sortKey(zone.apex()).compareTo(DnsNames.sortKey(start));
    return order > 0 || (order == 0 && zone.id().compareTo(startId) >= 0);
  }

  private static void writeZones(XmlWriter x, List<HostedZone> page) {
    x.with(
        "HostedZones",
        list -> page.forEach(zone -> list.with("HostedZone", z -> Wire.write(z, zone))));
  }
}
