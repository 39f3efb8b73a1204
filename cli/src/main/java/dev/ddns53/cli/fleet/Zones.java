package dev.ddns53.cli.fleet;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.NameEntry;
import dev.ddns53.terminal.CliException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.ListHostedZonesByNameRequest;
import software.amazon.awssdk.services.route53.model.ListHostedZonesByNameResponse;
import software.amazon.awssdk.services.route53.model.NoSuchHostedZoneException;
import software.amazon.awssdk.services.route53.model.Route53Exception;

/** Route 53's hosted zones, found by name or id. Each is asked for once. */
public final class Zones {

  private static final String MOST = "100";
  private static final int FORBIDDEN = 403;

  private final Route53Client route53;
  private final Map<String, Zone> known = new HashMap<>();
  private final Map<ZoneId, Optional<Zone>> byId = new HashMap<>();
  private final Set<ZoneId> gone = new HashSet<>();

  public Zones(Route53Client route53) {
    this.route53 = route53;
  }

  /**
   * A hosted zone.
   *
   * @param apex its name, lower case, without trailing dot
   * @param isPrivate whether it answers within VPCs only
   */
  public record Zone(ZoneId id, String apex, boolean isPrivate) {

    boolean holds(Fqdn name) {
      return name.value().equals(apex) || name.value().endsWith("." + apex);
    }

    /** Whether an operator means it by this: its id, or its name in any case. */
    public boolean isCalled(String text) {
      return ZoneId.parse(text).equals(Optional.of(id))
          || Fqdn.parse(text).map(Fqdn::value).equals(Optional.of(apex));
    }
  }

  /** The same file, its zones called by their ids. */
  public FleetFile resolve(FleetFile file) {
    SortedMap<Fqdn, NameEntry> names = new TreeMap<>();
    file.names()
        .forEach(
            (name, entry) -> {
              String path = file.source() + ": names." + name + ".zone";
              names.put(name, resolve(path, name, entry));
            });
    return new FleetFile(file.source(), file.sites(), names, file.places());
  }

  private NameEntry resolve(String path, Fqdn name, NameEntry entry) {
    Zone zone = known.computeIfAbsent(entry.zone(), text -> find(path, text));
    if (!zone.holds(name)) {
      throw new CliException(
          "%s is %s, the hosted zone of %s, which does not hold the name. Give the zone that does."
              .formatted(path, entry.zone(), zone.apex));
    }
    return entry.inZone(zone.id.value());
  }

  private Zone find(String path, String text) {
    return isName(text)
        ? byName(path, text)
        : ZoneId.parse(text)
            .map(id -> byId(path, id))
            .orElseThrow(
                () ->
                    new CliException(
                        path
                            + " must be a hosted zone's name or id, such as example.com or"
                            + " Z0123456789ABCDEFGHIJ, not \""
                            + text
                            + "\"."));
  }

  /** Whether this is a zone's name, not an id. */
  public static boolean isName(String text) {
    return Fqdn.parse(text).isPresent();
  }

  private Zone byName(String path, String text) {
    Fqdn apex = Fqdn.parse(text).orElseThrow();
    List<HostedZone> found = named(apex);
    if (found.isEmpty()) {
      throw new CliException(
          path
              + ": Route 53 has no hosted zone "
              + apex
              + " in this account. Create it, or correct the name.");
    }
    if (found.size() > 1) {
      throw new CliException(
          path
              + ": there are "
              + found.size()
              + " hosted zones "
              + apex
              + ". Give the id of the one that you mean: "
              + found.stream().map(Zones::described).collect(Collectors.joining(", "))
              + ".");
    }
    Zone zone = zone(found.getFirst());
    byId.put(zone.id, Optional.of(zone));
    return zone;
  }

  /** The hosted zones of exactly this name, private and public. */
  public List<HostedZone> named(Fqdn apex) {
    return route53
        .listHostedZonesByName(list -> list.dnsName(apex.value()).maxItems(MOST))
        .hostedZones()
        .stream()
        .filter(zone -> apex(zone).equals(apex.value()))
        .toList();
  }

  /** The names of all public hosted zones of the account. One call for 100 zones. */
  Set<Fqdn> publicApexes() {
    Set<Fqdn> apexes = new TreeSet<>();
    ListHostedZonesByNameRequest next =
        ListHostedZonesByNameRequest.builder().maxItems(MOST).build();
    while (true) {
      ListHostedZonesByNameResponse page = route53.listHostedZonesByName(next);
      page.hostedZones().stream()
          .map(Zones::zone)
          .filter(zone -> !zone.isPrivate)
          .flatMap(zone -> Fqdn.parse(zone.apex).stream())
          .forEach(apexes::add);
      if (!Boolean.TRUE.equals(page.isTruncated())) {
        return apexes;
      }
      next =
          next.toBuilder()
              .dnsName(page.nextDNSName())
              .hostedZoneId(page.nextHostedZoneId())
              .build();
    }
  }

  /** Whether Route 53 has no zone of this id any more. */
  boolean isGone(ZoneId id) {
    find(id);
    return gone.contains(id);
  }

  /** A zone for a person: its name and id, where the name is known. */
  public String text(ZoneId id) {
    return find(id)
        .map(zone -> zone.apex + " (" + id + ")")
        .orElse(gone.contains(id) ? id + " (which is no more)" : id.value());
  }

  /** A zone by its id; empty when it is no more, or not ours to see. */
  public Optional<Zone> find(ZoneId id) {
    return byId.computeIfAbsent(id, this::get);
  }

  private Optional<Zone> get(ZoneId id) {
    try {
      return Optional.of(zone(route53.getHostedZone(get -> get.id(id.value())).hostedZone()));
    } catch (NoSuchHostedZoneException e) {
      gone.add(id);
      return Optional.empty();
    } catch (Route53Exception e) {
      if (e.statusCode() == FORBIDDEN) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Zone byId(String path, ZoneId id) {
    return find(id)
        .orElseThrow(
            () ->
                new CliException(
                    gone.contains(id)
                        ? path
                            + ": Route 53 has no hosted zone "
                            + id
                            + " in this account. Correct the id."
                        : path
                            + ": these credentials may not see the hosted zone "
                            + id
                            + ". Add it to the stack's zones, or correct the id."));
  }

  private static Zone zone(HostedZone zone) {
    return new Zone(
        ZoneId.parse(zone.id()).orElseThrow(),
        apex(zone),
        zone.config() != null && Boolean.TRUE.equals(zone.config().privateZone()));
  }

  private static String apex(HostedZone zone) {
    String name = zone.name().toLowerCase(Locale.ROOT);
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  private static String described(HostedZone zone) {
    Zone each = zone(zone);
    return each.id + (each.isPrivate ? " (private)" : " (public)");
  }
}
