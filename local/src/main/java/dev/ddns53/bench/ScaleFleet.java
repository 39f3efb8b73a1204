package dev.ddns53.bench;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.Ttl;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.Publication;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.SiteState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Many sites, each with a name of its own that was published long ago. Their rows are made when
 * they are asked for, so that those which do not change need no memory.
 */
final class ScaleFleet {

  private static final Duration REGISTERED_AGO = Duration.ofHours(1);

  private final BenchRows rows;
  private final Instant seen;
  private final List<BenchSite> sites = new ArrayList<>();
  private final Map<Fqdn, BenchSite> byName = new HashMap<>();

  ScaleFleet(int count, int zones, Instant start) {
    seen = start;
    rows =
        new BenchRows(
            IntStream.range(0, zones).mapToObj(zone -> new ZoneId("Z" + zone)).toList(),
            start.minus(REGISTERED_AGO));
    for (int i = 0; i < count; i++) {
      BenchSite site = BenchSite.plain(i, i % zones);
      Fqdn name = site.fqdns().getFirst();
      sites.add(site);
      byName.put(name, site);
    }
  }

  int size() {
    return sites.size();
  }

  BenchSite get(int number) {
    return sites.get(number);
  }

  int number(Fqdn name) {
    return at(name).number();
  }

  private BenchSite at(Fqdn name) {
    BenchSite site = byName.get(name);
    if (site == null) {
      throw new IllegalArgumentException(name + " is no name of the fleet");
    }
    return site;
  }

  Site site(SiteId id) {
    return rows.registered(get(BenchSite.number(id)));
  }

  NameDocument document(Fqdn name) {
    return NameDocument.of(rows.entry(at(name), name));
  }

  SiteState heard(SiteId id) {
    return rows.heard(get(BenchSite.number(id)), seen);
  }

  NameState published(Fqdn name) {
    return rows.published(at(name), name);
  }

  /** What stands at a name once a site's address of a generation is published. */
  RecordSet record(Fqdn name, int generation) {
    return RecordSet.of(
        Publication.of(
            Family.IPV4, Ttl.DEFAULT, List.copyOf(at(name).addresses(generation).values())));
  }
}
