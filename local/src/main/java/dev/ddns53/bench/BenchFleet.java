package dev.ddns53.bench;

import dev.ddns53.Wiring;
import dev.ddns53.aws.Route53Records;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.auth.SiteKeys;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.port.Records;
import dev.ddns53.core.port.Registry.Change;
import dev.ddns53.core.port.State.Rows;
import dev.ddns53.core.port.Unconfirmed;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.core.record.SiteState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  private final Wiring wiring;
  private final BenchRows rows;

  private BenchFleet(Wiring wiring, BenchRows rows) {
    this.wiring = wiring;
    this.rows = rows;
  }

  /**
   * Makes the zones.
   *
   * @param before when what is registered was registered, and published
   */
  static BenchFleet create(Wiring wiring, int zones, Instant before) {
    List<ZoneId> ids = IntStream.range(0, zones).mapToObj(zone -> zone(wiring, zone)).toList();
    return new BenchFleet(wiring, new BenchRows(ids, before));
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
    return rows.zones().get(zone);
  }

  /** What a site signs with. */
  String key(BenchSite site) {
    return wiring.keys().derive(site.id(), BenchRows.KEY, SiteKeys.Purpose.SIGN);
  }

  /** Registers sites, and publishes those that have reported. */
  void add(List<BenchSite> sites) {
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      List<CompletableFuture<Void>> writes = new ArrayList<>();
      List<BenchSite> some = new ArrayList<>();
      int count = 0;
      for (BenchSite site : sites) {
        if (count + 1 + site.names() > ROWS_PER_WRITE && !some.isEmpty()) {
          List<BenchSite> full = List.copyOf(some);
          writes.add(CompletableFuture.runAsync(() -> register(full), writers));
          some.clear();
          count = 0;
        }
        some.add(site);
        count += 1 + site.names();
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
      changes.add(
          new Change.OfSite(site.id(), Optional.empty(), Optional.of(rows.registered(site))));
      for (Fqdn fqdn : site.fqdns()) {
        NameDocument document = NameDocument.of(rows.entry(site, fqdn));
        changes.add(new Change.OfName(fqdn, Optional.empty(), Optional.of(document)));
      }
      if (site.published()) {
        heard.add(rows.heard(site, Instant.now()));
        site.fqdns().forEach(fqdn -> names.add(rows.published(site, fqdn)));
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

  private void publish(List<BenchSite> sites) {
    Route53Records records = new Route53Records(wiring.clients()::route53);
    for (int zone = 0; zone < rows.zones().size(); zone++) {
      List<Records.Replacement> all = new ArrayList<>();
      for (BenchSite site : sites) {
        if (site.zone() == zone) {
          site.fqdns().forEach(fqdn -> all.add(first(rows.published(site, fqdn))));
        }
      }
      for (int from = 0; from < all.size(); from += RECORDS_PER_BATCH / 2) {
        List<Records.Replacement> batch =
            all.subList(from, Math.min(all.size(), from + RECORDS_PER_BATCH / 2));
        if (!(records.change(rows.zones().get(zone), batch) instanceof Records.Outcome.Applied)) {
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
