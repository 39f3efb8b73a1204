package dev.ddns53.cli.fleet;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.NameEntry;
import dev.ddns53.terminal.CliException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.NoSuchHostedZoneException;

/** Route 53's hosted zones, found by name or id. Each is asked for once. */
public final class Zones {

  private static final String MOST = "100";

  private final Route53Client route53;
  private final Map<String, Zone> known = new HashMap<>();

  public Zones(Route53Client route53) {
    this.route53 = route53;
  }

  /**
   * A hosted zone.
   *
   * @param apex its name, lower case, without trailing dot
   */
  public record Zone(ZoneId id, String apex) {

    boolean holds(Fqdn name) {
      return name.value().equals(apex) || name.value().endsWith("." + apex);
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
    return new FleetFile(file.source(), file.sites(), names);
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
    return zone(found.getFirst());
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

  /** The names of all public hosted zones of the account. */
  Set<Fqdn> publicApexes() {
    return route53.listHostedZonesPaginator().hostedZones().stream()
        .filter(zone -> zone.config() == null || !Boolean.TRUE.equals(zone.config().privateZone()))
        .flatMap(zone -> Fqdn.parse(zone.name()).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Zone byId(String path, ZoneId id) {
    try {
      return zone(route53.getHostedZone(get -> get.id(id.value())).hostedZone());
    } catch (NoSuchHostedZoneException e) {
      throw new CliException(
          path + ": Route 53 has no hosted zone " + id + " in this account. Correct the id.", e);
    }
  }

  private static Zone zone(HostedZone zone) {
    return new Zone(ZoneId.parse(zone.id()).orElseThrow(), apex(zone));
  }

  private static String apex(HostedZone zone) {
    String name = zone.name().toLowerCase(Locale.ROOT);
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  private static String described(HostedZone zone) {
    boolean hidden = zone.config() != null && Boolean.TRUE.equals(zone.config().privateZone());
    return zone(zone).id() + (hidden ? " (private)" : " (public)");
  }
}
