package dev.ddns53.bench;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ttl;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.Allow;
import dev.ddns53.core.fleet.KeyGeneration;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.Registration;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteEntry;
import dev.ddns53.core.record.ChangeId;
import dev.ddns53.core.record.Election;
import dev.ddns53.core.record.Health;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.Report;
import dev.ddns53.core.record.SiteState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of sites and names that were registered at a time, and reported and published then.
 *
 * @param zones their ids, by number
 */
record BenchRows(List<ZoneId> zones, Instant before) {

  static final KeyGeneration KEY = new KeyGeneration(Instant.parse("2026-01-01T00:00:00Z"), 1);

  BenchRows {
    zones = List.copyOf(zones);
  }

  Site registered(BenchSite site) {
    return new Site(
        site.id(),
        new SiteEntry(Duration.ofHours(24), Allow.DEFAULT, false),
        site.fqdns(),
        List.of(zones.get(site.zone())),
        List.of(KEY));
  }

  Name entry(BenchSite site, Fqdn fqdn) {
    return new Name(
        fqdn,
        registration(),
        zones.get(site.zone()),
        Ttl.DEFAULT,
        Name.Policy.FIRST_HEALTHY,
        List.of(new Member.OfSite(site.id())),
        Name.OnDrift.ALERT,
        Name.OnGone.KEEP,
        Optional.empty(),
        Optional.empty());
  }

  private Registration registration() {
    return Registration.at(before, Registration.NONE);
  }

  /** The first version of its row: it was heard again since it reported. */
  SiteState heard(BenchSite site, Instant seen) {
    Map<Family, Report> reports = new HashMap<>();
    site.addresses(0)
        .forEach(
            (family, address) ->
                reports.put(family, Report.of(Optional.of(address), before, "0".repeat(64))));
    IpAddress source = site.addresses(0).values().iterator().next();
    return SiteState.unheard(site.id())
        .heard(reports, new SiteState.Sighting(seen, source, "bench"));
  }

  /** The first version of its row, which says that it was published. */
  NameState published(BenchSite site, Fqdn fqdn) {
    NameState first =
        new NameState(fqdn, 1, registration(), Map.of(), Map.of(), Health.NONE, Map.of(), Set.of());
    Map<Family, Optional<IpAddress>> said = new HashMap<>();
    site.addresses(0).forEach((family, address) -> said.put(family, Optional.of(address)));
    return Election.after(first, entry(site, fqdn), site.id(), said, before)
        .published(said.keySet(), Optional.of(new ChangeId("/change/CBENCH")), before);
  }
}
