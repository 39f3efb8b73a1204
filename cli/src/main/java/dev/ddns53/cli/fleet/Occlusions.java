package dev.ddns53.cli.fleet;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.port.Records;
import dev.ddns53.core.port.Records.Listed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Names that resolvers never ask our zone for, since a delegation or another zone hides them. */
public final class Occlusions {

  private final Records records;
  private final Zones zones;

  public Occlusions(Records records, Zones zones) {
    this.records = records;
    this.zones = zones;
  }

  /** A line for each such name of a file whose zones are called by their ids. */
  public List<String> lines(FleetFile file) {
    Map<ZoneId, Set<Fqdn>> delegated = new TreeMap<>();
    Set<Fqdn> children = zones.publicApexes();
    List<String> lines = new ArrayList<>();
    file.names()
        .forEach(
            (name, entry) -> {
              ZoneId zone = ZoneId.parse(entry.zone()).orElseThrow();
              Set<Fqdn> cuts = delegated.computeIfAbsent(zone, this::delegations);
              Optional<Fqdn> apex =
                  cuts.stream().min((a, b) -> a.value().length() - b.value().length());
              hidden(name, apex, cuts)
                  .map(cut -> "the delegation of " + cut)
                  .or(() -> hidden(name, apex, children).map(cut -> "the hosted zone " + cut))
                  .ifPresent(by -> lines.add("! name " + name + " is occluded by " + by));
            });
    return lines;
  }

  private static Optional<Fqdn> hidden(Fqdn name, Optional<Fqdn> apex, Set<Fqdn> cuts) {
    return cuts.stream()
        .filter(name::isWithin)
        .filter(cut -> apex.filter(top -> !top.equals(cut) && cut.isWithin(top)).isPresent())
        .findFirst();
  }

  private Set<Fqdn> delegations(ZoneId zone) {
    Set<Fqdn> cuts = new TreeSet<>();
    records.list(
        zone,
        page ->
            page.stream()
                .filter(each -> each.set().type().equals("NS"))
                .map(Listed::name)
                .forEach(cuts::add));
    return cuts;
  }
}
