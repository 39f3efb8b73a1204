package dev.ddns53.fake;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.notice.HistoryEntry;
import dev.ddns53.core.notice.Notice;
import dev.ddns53.core.port.Registry;
import dev.ddns53.core.port.State;
import dev.ddns53.core.port.Traffic;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.port.Unconfirmed;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.SiteState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Two tables in memory, with DynamoDB's rules for batches and transactions. */
public final class FakeState implements State, Traffic {

  /** How a write goes. */
  public enum Write {
    DONE,
    UNAVAILABLE,
    UNCONFIRMED_BUT_WRITTEN,
    UNCONFIRMED_NOT_WRITTEN
  }

  private static final int MOST_ITEMS = 100;

  private final FakeRegistry registered = new FakeRegistry();
  private final Map<SiteId, SiteState> siteStates = new HashMap<>();
  private final Map<Fqdn, NameState> nameStates = new HashMap<>();
  private final Map<ZoneId, Turn> turns = new HashMap<>();
  private Bucket bucket = Bucket.UNTOUCHED;
  private final Map<String, Notice> notices = new LinkedHashMap<>();
  private final Map<Fqdn, List<HistoryEntry>> history = new HashMap<>();

  private final AtomicInteger siteReads = new AtomicInteger();
  private final AtomicInteger nameReads = new AtomicInteger();
  private final AtomicInteger trafficReads = new AtomicInteger();
  private final AtomicInteger trafficWrites = new AtomicInteger();
  private final AtomicInteger writes = new AtomicInteger();
  private final AtomicInteger refusals = new AtomicInteger();
  private final AtomicInteger written = new AtomicInteger();

  private final Script<Write> nextWrites = new Script<>();
  private final Script<Write> nextTrafficWrites = new Script<>();
  private final Script<Runnable> beforeWrites = new Script<>();
  private final Runnable pause;
  private volatile boolean unreadable;

  public FakeState() {
    this(() -> {});
  }

  /**
   * Lets others in at every call.
   *
   * @param pause runs before each read and write, outside any lock
   */
  public FakeState(Runnable pause) {
    this.pause = pause;
  }

  public void register(Site site) {
    registered.put(site);
  }

  /** Registers a name; its former registrations stay. */
  public void register(Name name) {
    registered.put(name);
  }

  /** Puts a name's registry row. */
  public void register(NameDocument document) {
    registered.put(document);
  }

  /** The registry, as operators read it. */
  public Registry registry() {
    return new Registry() {
      @Override
      public Fleet read() {
        beforeRead();
        return registered.read();
      }

      @Override
      public boolean write(List<Change> changes) {
        return registered.write(changes);
      }
    };
  }

  public void remove(SiteId site) {
    registered.remove(site);
  }

  /** Takes a name's registry row away. */
  public void remove(Fqdn name) {
    registered.remove(name);
  }

  /** How the next writes go, in this order. */
  public void nextWrites(Write... outcomes) {
    nextWrites.then(Arrays.asList(outcomes));
  }

  /** How the next writes of traffic rows go, in this order. */
  public void nextTrafficWrites(Write... outcomes) {
    nextTrafficWrites.then(Arrays.asList(outcomes));
  }

  /** What happens right before the next writes, in this order. */
  public void beforeNextWrites(Runnable... hooks) {
    beforeWrites.then(Arrays.asList(hooks));
  }

  /** From now on all can be read again. */
  public void restoreReads() {
    unreadable = false;
  }

  /** From now on nothing can be read. */
  public void failReads() {
    unreadable = true;
  }

  public int siteReads() {
    return siteReads.get();
  }

  public int nameReads() {
    return nameReads.get();
  }

  /** Reads of traffic rows alone. */
  public int trafficReads() {
    return trafficReads.get();
  }

  /** Writes of traffic rows that were tried; they count nowhere else. */
  public int trafficWrites() {
    return trafficWrites.get();
  }

  private static boolean isRefusal(State.Rows rows) {
    return rows.names().isEmpty()
        && rows.notices().stream().anyMatch(each -> each.kind() == Notice.Kind.UPDATE_REFUSED);
  }

  /** Tries to write down that a request was refused. */
  public int refusals() {
    return refusals.get();
  }

  /** Writes that were tried, besides {@link #refusals} and {@link #trafficWrites}. */
  public int writes() {
    return writes.get();
  }

  /** Writes that took place. */
  public int written() {
    return written.get();
  }

  /** What is stored of a name, without counting as a read. */
  public synchronized NameState stored(Fqdn name) {
    return nameStates.getOrDefault(name, NameState.unpublished(name));
  }

  /** What is stored of a site, without counting as a read. */
  public synchronized SiteState stored(SiteId site) {
    return siteStates.getOrDefault(site, SiteState.unheard(site));
  }

  /** The traffic rows of a zone, without counting as a read. */
  public synchronized Traffic.Rows traffic(ZoneId zone) {
    return new Traffic.Rows(turns.getOrDefault(zone, Turn.free(zone)), bucket);
  }

  /** All notices, in the order of their writing. */
  public synchronized List<Notice> notices() {
    return List.copyOf(notices.values());
  }

  /** What is kept of a name, oldest first. */
  public synchronized List<HistoryEntry> history(Fqdn name) {
    return history.getOrDefault(name, List.of()).stream()
        .sorted(Comparator.comparing(HistoryEntry::at))
        .toList();
  }

  @Override
  public SiteRows site(SiteId id) {
    siteReads.incrementAndGet();
    beforeRead();
    synchronized (this) {
      return new SiteRows(registered.site(id), stored(id));
    }
  }

  @Override
  public List<NameRows> names(Collection<Fqdn> wanted) {
    nameReads.incrementAndGet();
    beforeRead();
    return rows(wanted);
  }

  @Override
  public Reading names(Collection<Fqdn> wanted, ZoneId zone) {
    nameReads.incrementAndGet();
    beforeRead();
    synchronized (this) {
      return new Reading(rows(wanted), traffic(zone));
    }
  }

  private synchronized List<NameRows> rows(Collection<Fqdn> wanted) {
    if (wanted.isEmpty() || new HashSet<>(wanted).size() < wanted.size()) {
      throw new IllegalArgumentException("a read needs keys, each once");
    }
    return wanted.stream()
        .map(name -> new NameRows(registered.document(name), stored(name)))
        .toList();
  }

  @Override
  public Traffic.Rows rows(ZoneId zone) {
    trafficReads.incrementAndGet();
    beforeRead();
    return traffic(zone);
  }

  @Override
  public Turn turn(ZoneId zone) {
    return rows(zone).turn();
  }

  @Override
  public boolean replace(Turn next) {
    return writeTraffic(() -> put(next));
  }

  @Override
  public boolean replace(Bucket next) {
    return writeTraffic(() -> put(next));
  }

  private boolean writeTraffic(BooleanSupplier put) {
    trafficWrites.incrementAndGet();
    pause.run();
    return write(nextTrafficWrites.next().orElse(Write.DONE), put);
  }

  private synchronized boolean put(Turn next) {
    Turn before = traffic(next.zone()).turn();
    if (before.version() + 1 == next.version()) {
      turns.put(next.zone(), next);
      return true;
    }
    return before.equals(next);
  }

  /** Writers that count alike are not taken for one. */
  private synchronized boolean put(Bucket next) {
    if (bucket.version() + 1 != next.version()) {
      return false;
    }
    bucket = next;
    return true;
  }

  @Override
  public List<SiteState> recentSites(Collection<SiteId> ids) {
    siteReads.incrementAndGet();
    beforeRead();
    synchronized (this) {
      return ids.stream().map(this::stored).toList();
    }
  }

  @Override
  public List<NameState> recentNames(Collection<Fqdn> wanted) {
    nameReads.incrementAndGet();
    beforeRead();
    if (wanted.isEmpty()) {
      throw new IllegalArgumentException("a read needs keys");
    }
    synchronized (this) {
      return wanted.stream().map(this::stored).toList();
    }
  }

  @Override
  public List<HistoryEntry> history(Fqdn name, int most) {
    nameReads.incrementAndGet();
    beforeRead();
    return history(name).reversed().stream().limit(most).toList();
  }

  private void beforeRead() {
    pause.run();
    if (unreadable) {
      throw new Unavailable("the tables cannot be read");
    }
  }

  @Override
  public boolean replace(State.Rows rows) {
    (isRefusal(rows) ? refusals : writes).incrementAndGet();
    beforeWrites.next().ifPresent(Runnable::run);
    pause.run();
    return write(nextWrites.next().orElse(Write.DONE), () -> put(rows));
  }

  private static boolean write(Write how, BooleanSupplier put) {
    return switch (how) {
      case DONE -> put.getAsBoolean();
      case UNAVAILABLE -> throw new Unavailable("the tables cannot be written");
      case UNCONFIRMED_BUT_WRITTEN -> {
        boolean _ = put.getAsBoolean();
        throw unconfirmed();
      }
      case UNCONFIRMED_NOT_WRITTEN -> throw unconfirmed();
    };
  }

  private static Unconfirmed unconfirmed() {
    return new Unconfirmed("no answer", new IllegalStateException("connection reset"));
  }

  private boolean stands(State.Rows rows) {
    return rows.sites().stream().allMatch(row -> row.equals(stored(row.id())))
        && rows.names().stream().allMatch(row -> row.equals(stored(row.name())))
        && rows.notices().isEmpty();
  }

  private synchronized boolean put(State.Rows rows) {
    List<Object> items = items(rows);
    if (items.isEmpty() || items.size() > MOST_ITEMS) {
      throw new IllegalArgumentException("a transaction has 1 to 100 items, not " + items.size());
    }
    if (new HashSet<>(items).size() < items.size()) {
      throw new IllegalArgumentException("a transaction writes an item once");
    }
    boolean current =
        rows.sites().stream().allMatch(row -> row.version() == stored(row.id()).version() + 1)
            && rows.names().stream()
                .allMatch(row -> row.version() == stored(row.name()).version() + 1)
            && rows.notices().stream().noneMatch(notice -> notices.containsKey(notice.id()));
    if (items.size() == 1 && stands(rows)) {
      return true;
    }
    if (current) {
      rows.sites().forEach(row -> siteStates.put(row.id(), row));
      rows.names().forEach(row -> nameStates.put(row.name(), row));
      rows.notices().forEach(notice -> notices.put(notice.id(), notice));
      rows.history()
          .forEach(
              entry -> history.computeIfAbsent(entry.name(), n -> new ArrayList<>()).add(entry));
      written.incrementAndGet();
    }
    return current;
  }

  /** The keys of all items that these rows are. */
  private static List<Object> items(State.Rows rows) {
    List<Object> keys = new ArrayList<>();
    rows.sites().forEach(row -> keys.add(row.id()));
    rows.names().forEach(row -> keys.add(row.name()));
    rows.notices().forEach(notice -> keys.add(notice.id()));
    rows.history().forEach(entry -> keys.add(List.of(entry.name(), entry.at(), entry.version())));
    return keys;
  }
}
