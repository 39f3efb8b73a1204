package dev.ddns53.bench;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.notice.HistoryEntry;
import dev.ddns53.core.port.State;
import dev.ddns53.core.port.Traffic;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.port.Unconfirmed;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.SiteState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Both tables in virtual time: a call takes 5 ms, and a key takes so many units a second. */
final class VirtualTables implements State, Traffic {

  static final Duration CALL = Duration.ofMillis(5);

  /** As the SDK does it: two more attempts, each a little later. */
  private static final int ATTEMPTS = 3;

  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(50);
  private static final String BUCKET = "bucket#route53";

  private final VirtualTime time;
  private final ScaleFleet fleet;
  private final TableMeter meter;
  private final VirtualStream stream;
  private final ScaleChanges changes;
  private final Map<SiteId, SiteState> sites = new HashMap<>();
  private final Map<Fqdn, NameState> names = new HashMap<>();
  private final Map<ZoneId, Turn> turns = new HashMap<>();
  private Bucket bucket = Bucket.UNTOUCHED;

  VirtualTables(
      VirtualTime time,
      ScaleFleet fleet,
      TableMeter meter,
      VirtualStream stream,
      ScaleChanges changes) {
    this.time = time;
    this.fleet = fleet;
    this.meter = meter;
    this.stream = stream;
    this.changes = changes;
  }

  @Override
  public SiteRows site(SiteId id) {
    return read(List.of(key(id)), () -> new SiteRows(Optional.of(fleet.site(id)), stored(id)));
  }

  @Override
  public List<NameRows> names(Collection<Fqdn> wanted) {
    return read(wanted.stream().map(VirtualTables::key).toList(), () -> rows(wanted));
  }

  @Override
  public Reading names(Collection<Fqdn> wanted, ZoneId zone) {
    List<String> keys = new ArrayList<>(List.of(key(zone), BUCKET));
    wanted.forEach(name -> keys.add(key(name)));
    return read(keys, () -> new Reading(rows(wanted), traffic(zone)));
  }

  @Override
  public Traffic.Rows rows(ZoneId zone) {
    return read(List.of(key(zone), BUCKET), () -> traffic(zone));
  }

  @Override
  public Turn turn(ZoneId zone) {
    return read(List.of(key(zone)), () -> traffic(zone).turn());
  }

  @Override
  public List<SiteState> recentSites(Collection<SiteId> ids) {
    throw new UnsupportedOperationException("only the re-check asks");
  }

  @Override
  public List<NameState> recentNames(Collection<Fqdn> wanted) {
    throw new UnsupportedOperationException("only the re-check asks");
  }

  @Override
  public List<HistoryEntry> history(Fqdn name, int most) {
    throw new UnsupportedOperationException("only operators ask");
  }

  private List<NameRows> rows(Collection<Fqdn> wanted) {
    return wanted.stream().map(name -> new NameRows(fleet.document(name), stored(name))).toList();
  }

  private Traffic.Rows traffic(ZoneId zone) {
    return new Traffic.Rows(turns.getOrDefault(zone, Turn.free(zone)), bucket);
  }

  private SiteState stored(SiteId id) {
    return Optional.ofNullable(sites.get(id)).orElseGet(() -> fleet.heard(id));
  }

  private NameState stored(Fqdn name) {
    return Optional.ofNullable(names.get(name)).orElseGet(() -> fleet.published(name));
  }

  @Override
  public boolean replace(State.Rows rows) {
    List<VirtualStream.Written> items = new ArrayList<>();
    rows.sites().forEach(row -> items.add(VirtualStream.Written.other(key(row.id()))));
    rows.names().forEach(row -> items.add(VirtualStream.Written.of(key(row.name()), row)));
    rows.notices()
        .forEach(notice -> items.add(VirtualStream.Written.other("notice#" + notice.id())));
    rows.history().forEach(entry -> items.add(VirtualStream.Written.other(key(entry.name()))));
    return write(items, () -> put(rows));
  }

  private boolean put(State.Rows rows) {
    boolean current =
        rows.sites().stream().allMatch(row -> row.version() == stored(row.id()).version() + 1)
            && rows.names().stream()
                .allMatch(row -> row.version() == stored(row.name()).version() + 1);
    if (current) {
      rows.names().forEach(row -> names.put(row.name(), row));
      rows.sites().forEach(row -> sites.put(row.id(), row));
      rows.sites().forEach(row -> changes.accepted(row.id(), time.now()));
    }
    return current;
  }

  @Override
  public boolean replace(Turn next) {
    return write(
        List.of(VirtualStream.Written.other(key(next.zone()))),
        () -> {
          boolean current = traffic(next.zone()).turn().version() + 1 == next.version();
          if (current) {
            turns.put(next.zone(), next);
          }
          return current;
        });
  }

  @Override
  public boolean replace(Bucket next) {
    return write(
        List.of(VirtualStream.Written.other(BUCKET)),
        () -> {
          boolean current = bucket.version() + 1 == next.version();
          if (current) {
            bucket = next;
          }
          return current;
        });
  }

  private <T> T read(List<String> keys, Supplier<T> rows) {
    if (!attempt(() -> meter.reads(second(), keys))) {
      throw new Unavailable("DynamoDB has no room for a read");
    }
    return rows.get();
  }

  /**
   * An item of a transaction costs two units, one alone costs one, whether it is written or not.
   */
  private boolean write(List<VirtualStream.Written> items, BooleanSupplier put) {
    int units = items.size() == 1 ? 1 : 2;
    List<TableMeter.Item> metered =
        items.stream()
            .map(each -> new TableMeter.Item(each.key(), stream.shard(each.key()), units))
            .toList();
    if (!attempt(() -> meter.writes(second(), metered))) {
      throw new Unconfirmed("no room for a write", new IllegalStateException("throttled"));
    }
    boolean done = put.getAsBoolean();
    if (done) {
      items.forEach(stream::add);
    }
    return done;
  }

  private boolean attempt(BooleanSupplier call) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      time.pass(CALL);
      if (call.getAsBoolean()) {
        return true;
      }
      time.pass(BETWEEN_ATTEMPTS.multipliedBy(attempt));
    }
    return false;
  }

  private long second() {
    return time.now().getEpochSecond();
  }

  private static String key(SiteId id) {
    return "site#" + id;
  }

  private static String key(Fqdn name) {
    return "name#" + name;
  }

  private static String key(ZoneId zone) {
    return "zone#" + zone;
  }
}
