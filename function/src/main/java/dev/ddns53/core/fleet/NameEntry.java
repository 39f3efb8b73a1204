package dev.ddns53.core.fleet;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ddns53.core.Limits;
import dev.ddns53.core.address.AliasTarget;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ttl;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.Name.OnDrift;
import dev.ddns53.core.fleet.Name.OnGone;
import dev.ddns53.core.fleet.Name.Policy;
import dev.ddns53.core.json.Fields;
import dev.ddns53.core.json.InvalidJson;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an operator's file says of a name: {@code zone}, {@code ttl}, {@code publish}, {@code
 * members}, {@code onDrift}, {@code onGone}, {@code probe}. The registry row holds the same fields.
 *
 * @param zone in the file a zone's name or id, in the registry its id
 */
public record NameEntry(
    String zone,
    Ttl ttl,
    Policy policy,
    List<Member> members,
    OnDrift onDrift,
    OnGone onGone,
    Optional<Probe> probe) {

  private static final int LONGEST_ZONE = 260;

  public NameEntry {
    members = List.copyOf(members);
  }

  /** The entry that leads to this name. */
  public static NameEntry of(Name name) {
    return new NameEntry(
        name.zone().value(),
        name.ttl(),
        name.policy(),
        name.members(),
        name.onDrift(),
        name.onGone(),
        name.probe());
  }

  /** The name that the entry leads to, under this registration. */
  public Name name(
      Fqdn fqdn, ZoneId hostedZone, Registration registered, Optional<Adoption> adoption) {
    return new Name(
        fqdn, registered, hostedZone, ttl, policy, members, onDrift, onGone, probe, adoption);
  }

  /** The same entry in a zone that is called otherwise. */
  public NameEntry inZone(String other) {
    return new NameEntry(other, ttl, policy, members, onDrift, onGone, probe);
  }

  /** Takes the entry's fields; the caller ends the object. */
  public static NameEntry take(Fields fields) throws InvalidJson {
    Optional<String> zone = fields.text("zone", "a zone's name or id", NameEntry::zone);
    Ttl ttl =
        fields
            .number("ttl", 0, Integer.MAX_VALUE)
            .map(seconds -> new Ttl(seconds.intValue()))
            .orElse(Ttl.DEFAULT);
    Policy policy =
        fields
            .text("publish", "first-healthy or all-healthy", NameEntry::policy)
            .orElse(Policy.FIRST_HEALTHY);
    Optional<List<Member>> members = members(fields);
    OnDrift onDrift =
        fields.text("onDrift", "alert, repair or hold", NameEntry::onDrift).orElse(OnDrift.ALERT);
    OnGone onGone =
        fields.text("onGone", "keep or withdraw", NameEntry::onGone).orElse(OnGone.KEEP);
    Optional<Probe> probe = ProbeEntry.take(fields);
    fields.part(() -> fields.required("zone", zone));
    fields.part(() -> fields.required("members", members));
    boolean alias =
        members.stream().flatMap(List::stream).anyMatch(Member.OfAlias.class::isInstance);
    if (alias && policy == Policy.ALL_HEALTHY) {
      throw fields.fault("publish", "must be first-healthy where a member is an alias");
    }
    return new NameEntry(
        fields.required("zone", zone),
        ttl,
        policy,
        fields.required("members", members),
        onDrift,
        onGone,
        probe);
  }

  private static Optional<OnDrift> onDrift(String text) {
    return switch (text) {
      case "alert" -> Optional.of(OnDrift.ALERT);
      case "repair" -> Optional.of(OnDrift.REPAIR);
      case "hold" -> Optional.of(OnDrift.HOLD);
      default -> Optional.empty();
    };
  }

  private static Optional<OnGone> onGone(String text) {
    return switch (text) {
      case "keep" -> Optional.of(OnGone.KEEP);
      case "withdraw" -> Optional.of(OnGone.WITHDRAW);
      default -> Optional.empty();
    };
  }

  private static Optional<String> zone(String text) {
    return Optional.of(text).filter(zone -> !zone.isEmpty() && zone.length() <= LONGEST_ZONE);
  }

  private static Optional<Policy> policy(String text) {
    return switch (text) {
      case "first-healthy" -> Optional.of(Policy.FIRST_HEALTHY);
      case "all-healthy" -> Optional.of(Policy.ALL_HEALTHY);
      default -> Optional.empty();
    };
  }

  private static Optional<List<Member>> members(Fields fields) throws InvalidJson {
    Optional<List<Member>> members =
        fields.list("members", Limits.MEMBERS_PER_NAME, (item, at) -> member(fields, item, at));
    if (fields.items("members", Limits.MEMBERS_PER_NAME).filter(List::isEmpty).isPresent()) {
      throw fields.fault("members", "must have at least one member");
    }
    if (members.filter(all -> new HashSet<>(all).size() < all.size()).isPresent()) {
      throw fields.fault("members", "has a member twice");
    }
    if (members.filter(NameEntry::followsTwice).isPresent()) {
      throw fields.fault(
          "members", "follows a site twice: give each of its hosts a name of its own");
    }
    return members;
  }

  private static boolean followsTwice(List<Member> members) {
    List<SiteId> sites = members.stream().flatMap(each -> each.follows().stream()).toList();
    return new HashSet<>(sites).size() < sites.size();
  }

  private static Member member(Fields parent, JsonNode item, JsonPointer at) throws InvalidJson {
    String path = parent.at("members");
    if (item.isTextual()) {
      return SiteId.parse(item.textValue())
          .map(Member.OfSite::new)
          .orElseThrow(() -> new InvalidJson(path + notASite(item.textValue()), at));
    }
    if (!item.isObject()) {
      throw new InvalidJson(
          path
              + " has an item that is neither a site nor { address: … }, { alias: … } or { site: …,"
              + " host: … }. A site's id that looks like a number, or like true or null, must be in"
              + " quotes: \"1234\"",
          at);
    }
    Fields fields = parent.item("members", item, at);
    Optional<Fields> alias = fields.object("alias");
    Member member =
        alias.isPresent() ? alias(alias.get()) : fields.has("site") ? host(fields) : fixed(fields);
    fields.end();
    return member;
  }

  private static String notASite(String text) {
    return IpAddress.parse(text).isPresent()
        ? " has the address " + text + " as if it were a site: write { address: \"" + text + "\" }"
        : " has an item that is not a site's id: \"" + text + "\"";
  }

  /** A host by the last bits of its address, or by its network card's. */
  private static Member host(Fields fields) throws InvalidJson {
    SiteId site = fields.required("site", fields.text("site", "a site's id", SiteId::parse));
    Optional<HostPart> mac =
        fields.text("mac", "a network card's address such as 52:54:00:12:34:56", HostPart::ofMac);
    Optional<HostPart> host =
        fields.text(
            "host", "an IPv6 address whose first 64 bits are zero, such as ::53", HostPart::ofHost);
    if (mac.isPresent() && host.isPresent()) {
      throw fields.fault("mac", "must be left out where host is there");
    }
    HostPart part = mac.isPresent() ? mac.get() : fields.required("host", host);
    int subnet = fields.number("subnet", 0, HostPart.MOST_SUBNET).orElse(0L).intValue();
    return new Member.OfHost(site, part.in(subnet));
  }

  private static Member fixed(Fields fields) throws InvalidJson {
    return new Member.Fixed(
        fields.required(
            "address", fields.text("address", "an IPv4 or IPv6 address", IpAddress::parse)));
  }

  private static Member alias(Fields fields) throws InvalidJson {
    Member member =
        new Member.OfAlias(
            new AliasTarget(
                fields.required("dnsName", fields.text("dnsName", "a domain name", Fqdn::parse)),
                fields.required(
                    "zoneId",
                    fields.text("zoneId", "the target's hosted zone id", ZoneId::parse))));
    fields.end();
    return member;
  }

  /** The entry as the registry holds it. */
  public ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("zone", zone);
    node.put("ttl", ttl.seconds());
    node.put("publish", policy.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    ArrayNode items = node.putArray("members");
    for (Member member : members) {
      switch (member) {
        case Member.OfSite(SiteId site) -> items.add(site.value());
        case Member.OfHost(SiteId site, HostPart host) -> {
          ObjectNode object = items.addObject().put("site", site.value()).put("host", host.host());
          if (host.subnet() != 0) {
            object.put("subnet", host.subnet());
          }
        }
        case Member.Fixed(IpAddress address) ->
            items.addObject().put("address", address.toString());
        case Member.OfAlias(AliasTarget target) ->
            items
                .addObject()
                .putObject("alias")
                .put("dnsName", target.dnsName().value())
                .put("zoneId", target.zone().value());
      }
    }
    if (onDrift != OnDrift.ALERT) {
      node.put("onDrift", onDrift.name().toLowerCase(Locale.ROOT));
    }
    if (onGone != OnGone.KEEP) {
      node.put("onGone", onGone.name().toLowerCase(Locale.ROOT));
    }
    probe.ifPresent(each -> node.set("probe", ProbeEntry.toJson(each)));
    return node;
  }
}
