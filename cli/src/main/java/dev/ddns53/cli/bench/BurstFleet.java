package dev.ddns53.cli.bench;

import dev.ddns53.Wiring;
import dev.ddns53.aws.Route53Records;
import dev.ddns53.core.model.Allow;
import dev.ddns53.core.model.ChangeId;
import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.Health;
import dev.ddns53.core.model.IpAddress;
import dev.ddns53.core.model.KeyGeneration;
import dev.ddns53.core.model.Member;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.NameState;
import dev.ddns53.core.model.Report;
import dev.ddns53.core.model.Site;
import dev.ddns53.core.model.SiteId;
import dev.ddns53.core.model.SiteState;
import dev.ddns53.core.model.Ttl;
import dev.ddns53.core.model.ZoneId;
import dev.ddns53.core.port.Records;
import dev.ddns53.core.port.Registry.Change;
import dev.ddns53.core.port.State.Rows;
import dev.ddns53.core.port.Unconfirmed;
import dev.ddns53.core.publish.Publications;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** The sites of a burst and their names, as if they had reported and been published long ago. */
final class BurstFleet {

  private static final int SITES_PER_WRITE = 20;
  private static final int RECORDS_PER_BATCH = 500;
  private static final int WRITERS = 2;
  private static final KeyGeneration KEY =
      new KeyGeneration(Instant.parse("2026-01-01T00:00:00Z"), 1);

  private final Wiring wiring;
  private final List<ZoneId> zones;
  private final List<Fqdn> apexes;
  private final int size;

  private BurstFleet(Wiring wiring, List<ZoneId> zones, List<Fqdn> apexes, int size) {
    this.wiring = wiring;
    this.zones = zones;
    this.apexes = apexes;
    this.size = size;
  }

  /** Registers and publishes everything. */
  static BurstFleet create(Wiring wiring, int zones, int size, Instant before, PrintStream err) {
    List<Fqdn> apexes =
        IntStream.range(0, zones)
            .mapToObj(i -> Fqdn.parse("z" + i + ".example.com").orElseThrow())
            .toList();
    List<ZoneId> ids = apexes.stream().map(apex -> zone(wiring, apex)).toList();
    BurstFleet fleet = new BurstFleet(wiring, ids, apexes, size);
    err.println("registering " + size + " sites and publishing their names");
    fleet.register(before);
    fleet.publish();
    return fleet;
  }

  private static ZoneId zone(Wiring wiring, Fqdn apex) {
    String id =
        wiring
            .clients()
            .route53()
            .createHostedZone(zone -> zone.name(apex.value()).callerReference(apex.value()))
            .hostedZone()
            .id();
    return ZoneId.parse(id).orElseThrow();
  }

  int size() {
    return size;
  }

  ZoneId zone(int zone) {
    return zones.get(zone);
  }

  int zoneOf(int site) {
    return site % zones.size();
  }

  SiteId id(int site) {
    return new SiteId("site-" + site);
  }

  Fqdn name(int site) {
    return Fqdn.parse("n" + site + "." + apexes.get(zoneOf(site))).orElseThrow();
  }

  /** What it reported long ago. */
  IpAddress old(int site) {
    return address(10, site);
  }

  /** What it reports now. */
  IpAddress moved(int site) {
    return address(172, site);
  }

  /** In 10.0.0.0/8 or 172.16.0.0/12. */
  private static IpAddress address(int first, int site) {
    int second = (site >> 16) + (first == 172 ? 16 : 0);
    return IpAddress.parse(first + "." + second + "." + (site >> 8 & 255) + "." + (site & 255))
        .orElseThrow();
  }

  KeyGeneration key() {
    return KEY;
  }

  private Site site(int site) {
    return new Site(
        id(site),
        Duration.ofHours(24),
        new Allow(List.of(), List.of(), true, false),
        List.of(name(site)),
        List.of(KEY));
  }

  private Name entry(int site) {
    return new Name(
        name(site),
        zones.get(zoneOf(site)),
        Ttl.DEFAULT,
        Name.Policy.FIRST_HEALTHY,
        List.of(new Member.OfSite(id(site))),
        false);
  }

  private void register(Instant before) {
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      List<CompletableFuture<Void>> writes = new ArrayList<>();
      for (int from = 0; from < size; from += SITES_PER_WRITE) {
        int[] some = IntStream.range(from, Math.min(size, from + SITES_PER_WRITE)).toArray();
        writes.add(CompletableFuture.runAsync(() -> register(some, before), writers));
      }
      writes.forEach(CompletableFuture::join);
    }
  }

  private void register(int[] sites, Instant before) {
    List<Change> changes = new ArrayList<>();
    List<SiteState> heard = new ArrayList<>();
    List<NameState> names = new ArrayList<>();
    for (int site : sites) {
      changes.add(new Change.OfSite(id(site), Optional.empty(), Optional.of(site(site))));
      changes.add(new Change.OfName(name(site), Optional.empty(), Optional.of(entry(site))));
      Report report = new Report(old(site), before, "0".repeat(64));
      heard.add(
          SiteState.unheard(id(site))
              .heard(
                  Map.of(Family.IPV4, report),
                  new SiteState.Sighting(Instant.now(), old(site), "bench")));
      names.add(published(site, before));
    }
    write(() -> wiring.registry().write(changes));
    write(() -> wiring.state().replace(Rows.of(heard, names)));
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

  /** The first version of its row, which says that it was published. */
  private NameState published(int site, Instant before) {
    NameState due =
        Publications.after(
            NameState.unpublished(name(site)), entry(site), id(site), List.of(old(site)), before);
    NameState confirmed = due.confirmed(due.pending(), new ChangeId("/change/CBENCH"), before);
    return new NameState(due.name(), 1, confirmed.said(), confirmed.records());
  }

  private void publish() {
    Route53Records records = new Route53Records(wiring.clients().route53());
    for (int zone = 0; zone < zones.size(); zone++) {
      List<Records.RecordSet> sets = new ArrayList<>();
      for (int site = zone; site < size; site += zones.size()) {
        sets.add(
            new Records.RecordSet(
                name(site),
                Publications.of(
                        entry(site),
                        Map.of(Family.IPV4, Map.of(id(site), old(site))),
                        Health.NONE,
                        Family.IPV4)
                    .orElseThrow()));
      }
      for (int from = 0; from < sets.size(); from += RECORDS_PER_BATCH) {
        List<Records.RecordSet> batch =
            sets.subList(from, Math.min(sets.size(), from + RECORDS_PER_BATCH));
        if (!(records.upsert(zones.get(zone), batch) instanceof Records.Outcome.Applied)) {
          throw new IllegalStateException("the zone " + apexes.get(zone) + " is not empty");
        }
      }
    }
  }
}
