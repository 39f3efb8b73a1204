package dev.ddns53.bench;

import dev.ddns53.Wiring;
import dev.ddns53.aws.Route53Records;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ttl;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.auth.SiteKeys;
import dev.ddns53.core.fleet.Allow;
import dev.ddns53.core.fleet.KeyGeneration;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.Registration;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.port.Records;
import dev.ddns53.core.port.Registry.Change;
import dev.ddns53.core.port.State.Rows;
import dev.ddns53.core.port.Unconfirmed;
import dev.ddns53.core.record.ChangeId;
import dev.ddns53.core.record.Election;
import dev.ddns53.core.record.Health;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.core.record.Report;
import dev.ddns53.core.record.SiteState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Sites and their names, registered; most of them as if they had reported long ago. */
final class BenchFleet {

  private static final int ROWS_PER_WRITE = 40;
  private static final int RECORDS_PER_BATCH = 900;
  private static final int WRITERS = 2;
  private static final KeyGeneration KEY =
      new KeyGeneration(Instant.parse("2026-01-01T00:00:00Z"), 1);

  private final Wiring wiring;
  private final List<ZoneId> zones;
  private final Instant before;

  private BenchFleet(Wiring wiring, List<ZoneId> zones, Instant before) {
    this.wiring = wiring;
    this.zones = zones;
    this.before = before;
  }

  /**
   * Makes the zones.
   *
   * @param before when what is registered was registered, and published
   */
  static BenchFleet create(Wiring wiring, int zones, Instant before) {
    return new BenchFleet(
        wiring, IntStream.range(0, zones).mapToObj(zone -> zone(wiring, zone)).toList(), before);
  }

  private static ZoneId zone(Wiring wiring, int zone) {
    String apex = BenchSite.apex(zone).value();
    String id =
        wiring
            .clients()
            .route53()
            .createHostedZone(create -> create.name(apex).callerReference(apex))
            .hostedZone()
            .id();
    return ZoneId.parse(id).orElseThrow();
  }

  ZoneId zone(int zone) {
    return zones.get(zone);
  }

  /** What a site signs with. */
  String key(BenchSite site) {
    return wiring.keys().derive(site.id(), KEY, SiteKeys.Purpose.SIGN);
  }

  /** Registers sites, and publishes those that have reported. */
  void add(List<BenchSite> sites) {
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      List<CompletableFuture<Void>> writes = new ArrayList<>();
      List<BenchSite> some = new ArrayList<>();
      int rows = 0;
      for (BenchSite site : sites) {
        if (rows + 1 + site.names() > ROWS_PER_WRITE && !some.isEmpty()) {
          List<BenchSite> full = List.copyOf(some);
          writes.add(CompletableFuture.runAsync(() -> register(full), writers));
          some.clear();
          rows = 0;
        }
        some.add(site);
        rows += 1 + site.names();
      }
      writes.add(CompletableFuture.runAsync(() -> register(some), writers));
      writes.forEach(CompletableFuture::join);
    }
    publish(sites.stream().filter(BenchSite::published).toList());
  }

  private void register(List<BenchSite> sites) {
    List<Change> changes = new ArrayList<>();
    List<SiteState> heard = new ArrayList<>();
    List<NameState> names = new ArrayList<>();
    for (BenchSite site : sites) {
      changes.add(new Change.OfSite(site.id(), Optional.empty(), Optional.of(registered(site))));
      for (Fqdn fqdn : site.fqdns()) {
        NameDocument document = NameDocument.of(entry(site, fqdn));
        changes.add(new Change.OfName(fqdn, Optional.empty(), Optional.of(document)));
      }
      if (site.published()) {
        heard.add(heard(site));
        site.fqdns().forEach(fqdn -> names.add(published(site, fqdn)));
      }
    }
    write(() -> wiring.registry().write(changes));
    if (!heard.isEmpty()) {
      write(() -> wiring.state().replace(Rows.of(heard, names)));
    }
  }

  /** Once more when nobody knows; if it was written then, the repetition says so. */
  private static void write(BooleanSupplier writing) {
    boolean unknown = false;
    while (true) {
      try {
        if (!writing.getAsBoolean() && !unknown) {
          throw new IllegalStateException("the tables are not empty");
        }
        return;
      } catch (Unconfirmed e) {
        unknown = true;
      }
    }
  }

  private Site registered(BenchSite site) {
    return new Site(
        site.id(),
        Duration.ofHours(24),
        Allow.DEFAULT,
        site.fqdns(),
        List.of(zones.get(site.zone())),
        List.of(KEY));
  }

  private Name entry(BenchSite site, Fqdn fqdn) {
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

  private SiteState heard(BenchSite site) {
    Map<Family, Report> reports = new HashMap<>();
    site.addresses(0)
        .forEach(
            (family, address) ->
                reports.put(family, new Report(Optional.of(address), before, "0".repeat(64))));
    IpAddress source = site.addresses(0).values().iterator().next();
    return SiteState.unheard(site.id())
        .heard(reports, new SiteState.Sighting(Instant.now(), source, "bench"));
  }

  /** The first version of its row, which says that it was published. */
  private NameState published(BenchSite site, Fqdn fqdn) {
    NameState first =
        new NameState(fqdn, 1, registration(), Map.of(), Map.of(), Health.NONE, Map.of(), Set.of());
    Map<Family, Optional<IpAddress>> said = new HashMap<>();
    site.addresses(0).forEach((family, address) -> said.put(family, Optional.of(address)));
    return Election.after(first, entry(site, fqdn), site.id(), said, before)
        .published(said.keySet(), Optional.of(new ChangeId("/change/CBENCH")), before);
  }

  private void publish(List<BenchSite> sites) {
    Route53Records records = new Route53Records(wiring.clients().route53());
    for (int zone = 0; zone < zones.size(); zone++) {
      List<Records.Replacement> all = new ArrayList<>();
      for (BenchSite site : sites) {
        if (site.zone() == zone) {
          site.fqdns().forEach(fqdn -> all.add(first(published(site, fqdn))));
        }
      }
      for (int from = 0; from < all.size(); from += RECORDS_PER_BATCH / 2) {
        List<Records.Replacement> batch =
            all.subList(from, Math.min(all.size(), from + RECORDS_PER_BATCH / 2));
        if (!(records.change(zones.get(zone), batch) instanceof Records.Outcome.Applied)) {
          throw new IllegalStateException("the zone " + BenchSite.apex(zone) + " is not empty");
        }
      }
    }
  }

  private static Records.Replacement first(NameState state) {
    List<RecordSet> sets =
        state.records().values().stream()
            .map(RecordState::wanted)
            .flatMap(wanted -> RecordSet.of(wanted).stream())
            .toList();
    return new Records.Replacement(state.name(), List.of(), sets);
  }
}
