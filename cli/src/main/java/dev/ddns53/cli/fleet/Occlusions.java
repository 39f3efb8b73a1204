package dev.ddns53.cli.fleet;

import dev.ddns53.cli.fleet.Zones.Zone;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.port.Records;
import dev.ddns53.core.port.Records.Listed;
import dev.ddns53.core.port.Unavailable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Names that resolvers never ask their zone for. Lists each zone concerned once.
 *
 * <pre>
 *  at or above the name, below the zone's own    hides the name
 *  ────────────────────────────────────────────  ─────────────────────────────────
 *  an NS set in the zone                         yes
 *  another public hosted zone of the account     yes, unless the name's is private
 * </pre>
 */
public final class Occlusions {

  private static final String DELEGATION = "NS";

  private final Records records;
  private final Zones zones;

  public Occlusions(Records records, Zones zones) {
    this.records = records;
    this.zones = zones;
  }

  /** A line for each name of a plan that comes, changes or moves, and is hidden. */
  public List<String> lines(Plan plan) {
    Map<ZoneId, List<Name>> byZone = new HashMap<>();
    plan.published()
        .forEach(name -> byZone.computeIfAbsent(name.zone(), zone -> new ArrayList<>()).add(name));
    if (byZone.isEmpty()) {
      return List.of();
    }
    Set<Fqdn> apexes = zones.publicApexes();
    return byZone.entrySet().stream()
        .flatMap(
            each ->
                zones.find(each.getKey()).stream()
                    .flatMap(zone -> lines(zone, each.getValue(), apexes)))
        .sorted()
        .toList();
  }

  private Stream<String> lines(Zone zone, List<Name> names, Set<Fqdn> apexes) {
    Set<Fqdn> delegated;
    try {
      delegated = delegated(zone.id());
    } catch (Unavailable unknown) {
      return Stream.of(
          "! nobody can tell whether names in zone %s are occluded: %s"
              .formatted(zones.text(zone.id()), unknown.getMessage()));
    }
    return names.stream()
        .flatMap(
            name ->
                by(name.fqdn(), zone, delegated, apexes)
                    .map(
                        what ->
                            "! name %s is occluded by %s: resolvers never ask zone %s for it"
                                .formatted(name.fqdn(), what, zones.text(zone.id())))
                    .stream());
  }

  static Optional<String> by(Fqdn name, Zone zone, Set<Fqdn> delegated, Set<Fqdn> apexes) {
    Optional<Fqdn> cut = above(name, zone, delegated);
    Optional<Fqdn> child = zone.isPrivate() ? Optional.empty() : above(name, zone, apexes);
    return cut.map(at -> "the delegation (NS) at " + at)
        .or(() -> child.map(apex -> "the hosted zone " + apex));
  }

  /** The one that resolvers meet first. */
  private static Optional<Fqdn> above(Fqdn name, Zone zone, Collection<Fqdn> places) {
    return places.stream()
        .filter(name::isWithin)
        .filter(place -> place.value().endsWith("." + zone.apex()))
        .min(Comparator.comparingInt(place -> place.value().length()));
  }

  private Set<Fqdn> delegated(ZoneId zone) {
    Set<Fqdn> cuts = new TreeSet<>();
    records.list(
        zone,
        page ->
            page.stream()
                .filter(each -> each.set().type().equals(DELEGATION))
                .map(Listed::name)
                .forEach(cuts::add));
    return cuts;
  }
}
