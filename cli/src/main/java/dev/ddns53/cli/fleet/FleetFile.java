package dev.ddns53.cli.fleet;

import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.Member;
import dev.ddns53.core.model.SiteId;
import dev.ddns53.core.registry.NameEntry;
import dev.ddns53.core.registry.SiteEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All sites and names as an operator wants them.
 *
 * @param source what messages call the file
 */
public record FleetFile(
    String source, SortedMap<SiteId, SiteEntry> sites, SortedMap<Fqdn, NameEntry> names) {

  public FleetFile {
    sites = Collections.unmodifiableSortedMap(new TreeMap<>(sites));
    names = Collections.unmodifiableSortedMap(new TreeMap<>(names));
  }

  /** The names that each site feeds, in order; sites that feed none are left out. */
  public Map<SiteId, List<Fqdn>> fed() {
    Map<SiteId, List<Fqdn>> fed = new TreeMap<>();
    names.forEach(
        (name, entry) -> {
          for (Member member : entry.members()) {
            if (member instanceof Member.OfSite(SiteId site)) {
              fed.computeIfAbsent(site, id -> new ArrayList<>()).add(name);
            }
          }
        });
    return fed;
  }

  /** What the file calls its zones: names or ids. */
  public SortedSet<String> zones() {
    SortedSet<String> zones = new TreeSet<>();
    names.values().forEach(name -> zones.add(name.zone()));
    return zones;
  }
}
