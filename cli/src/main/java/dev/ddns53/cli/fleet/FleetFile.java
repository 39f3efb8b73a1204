package dev.ddns53.cli.fleet;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.NameEntry;
import dev.ddns53.core.fleet.SiteEntry;
import dev.ddns53.core.fleet.SiteId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All sites and names as an operator wants them.
 *
 * @param source what messages call the file
 * @param places where names and their zones stand in it
 */
public record FleetFile(
    String source,
    SortedMap<SiteId, SiteEntry> sites,
    SortedMap<Fqdn, NameEntry> names,
    Map<Fqdn, NamePlaces> places) {

  /** Where a name and its zone stand. */
  record NamePlaces(Place name, Place zone) {}

  public FleetFile {
    places = Map.copyOf(places);
    sites = Collections.unmodifiableSortedMap(new TreeMap<>(sites));
    names = Collections.unmodifiableSortedMap(new TreeMap<>(names));
  }

  /** The names that each site feeds, in order; sites that feed none are left out. */
  public Map<SiteId, List<Fqdn>> fed() {
    Map<SiteId, List<Fqdn>> fed = new TreeMap<>();
    names.forEach(
        (name, entry) -> {
          for (Member member : entry.members()) {
            member
                .follows()
                .ifPresent(site -> fed.computeIfAbsent(site, id -> new ArrayList<>()).add(name));
          }
        });
    return fed;
  }

  /** The zones of these names, sorted, in a file that calls zones by their ids. */
  List<ZoneId> zones(List<Fqdn> fed) {
    return fed.stream()
        .flatMap(name -> Optional.ofNullable(names.get(name)).stream())
        .flatMap(entry -> ZoneId.parse(entry.zone()).stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** What the file calls its zones: names or ids. */
  public SortedSet<String> zones() {
    SortedSet<String> zones = new TreeSet<>();
    names.values().forEach(name -> zones.add(name.zone()));
    return zones;
  }
}
