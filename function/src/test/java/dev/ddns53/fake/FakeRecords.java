package dev.ddns53.fake;

import dev.ddns53.core.model.AliasTarget;
import dev.ddns53.core.model.ChangeId;
import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.IpAddress;
import dev.ddns53.core.model.Publication;
import dev.ddns53.core.model.ZoneId;
import dev.ddns53.core.port.Records;
import dev.ddns53.core.port.Records.ExistingRecord.Shape;
import dev.ddns53.core.port.Unavailable;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Hosted zones in memory, with Route 53's rules for a change batch.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html#limits-api-requests-changeresourcerecordsets">its
 *     limits</a>
 */
public final class FakeRecords implements Records {

  /** How a batch goes. */
  public enum Upsert {
    APPLIED,
    THROTTLED,
    REJECTED,
    REFUSED,
    UNCONFIRMED_BUT_APPLIED,
    UNCONFIRMED_NOT_APPLIED
  }

  private static final int MOST_ELEMENTS = 1_000;
  private static final int NAMES_PER_PAGE = 2;
  private static final int MOST_CHARACTERS = 32_000;
  private static final Set<String> OF_INTEREST = Set.of("A", "AAAA", "CNAME");

  private final Map<ZoneId, Fqdn> zones = new HashMap<>();
  private final Map<Fqdn, List<Planted>> planted = new HashMap<>();
  private final Map<Fqdn, Map<Family, Publication>> published = new HashMap<>();
  private final List<RecordSet> history = new ArrayList<>();

  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger upserts = new AtomicInteger();
  private final AtomicInteger lists = new AtomicInteger();
  private final AtomicInteger polls = new AtomicInteger();
  private final Map<String, Progress> progress = new ConcurrentHashMap<>();
  private final Script<Runnable> beforeLists = new Script<>();
  private final Script<Upsert> nextUpserts = new Script<>();
  private final Script<Runnable> afterUpserts = new Script<>();
  private final Runnable pause;
  private volatile boolean unreadable;
  private volatile InstantSource clock = InstantSource.system();

  public FakeRecords() {
    this(() -> {});
  }

  /**
   * Lets others in at every call.
   *
   * @param pause runs before and after each batch, outside any lock
   */
  public FakeRecords(Runnable pause) {
    this.pause = pause;
  }

  public synchronized void zone(ZoneId id, Fqdn apex) {
    zones.put(id, apex);
  }

  public synchronized void plant(Fqdn name, Planted set) {
    planted.computeIfAbsent(name, n -> new ArrayList<>()).add(set);
  }

  /** Puts a set of others in the place of whatever stands there of its type. */
  public synchronized void seize(Fqdn name, Planted set) {
    for (Family family : Family.values()) {
      if (family.recordType().equals(set.type())) {
        published.getOrDefault(name, new HashMap<>()).remove(family);
      }
    }
    plant(name, set);
  }

  /** Takes away what others made at a name. */
  public synchronized void withdraw(Fqdn name) {
    planted.remove(name);
  }

  /** How the next batches go, in this order. */
  public void nextUpserts(Upsert... outcomes) {
    nextUpserts.then(Arrays.asList(outcomes));
  }

  /** What happens right after the next batches, in this order, before their answer arrives. */
  public void afterNextUpserts(Runnable... hooks) {
    afterUpserts.then(Arrays.asList(hooks));
  }

  /** From now on nothing can be read. */
  public void failReads() {
    unreadable = true;
  }

  public int reads() {
    return reads.get();
  }

  public int upserts() {
    return upserts.get();
  }

  /** What was written, in the order of writing. */
  public synchronized List<RecordSet> history() {
    return List.copyOf(history);
  }

  /** What was written to a name last. */
  public synchronized Optional<Publication> published(Fqdn name, Family family) {
    return Optional.ofNullable(published.getOrDefault(name, Map.of()).get(family));
  }

  /** What others made at a name and nobody replaced. */
  public synchronized List<Planted> planted(Fqdn name) {
    return List.copyOf(planted.getOrDefault(name, List.of()));
  }

  @Override
  public List<ExistingRecord> at(ZoneId zone, Fqdn name) {
    reads.incrementAndGet();
    pause.run();
    if (unreadable) {
      throw new Unavailable("Route 53 cannot be read");
    }
    synchronized (this) {
      if (!zones.containsKey(zone)) {
        throw new Unavailable("no such hosted zone");
      }
      return standing(name);
    }
  }

  private synchronized List<ExistingRecord> standing(Fqdn name) {
    List<ExistingRecord> all = new ArrayList<>();
    planted(name).stream()
        .filter(set -> OF_INTEREST.contains(set.type()))
        .map(FakeRecords::existing)
        .forEach(all::add);
    published.getOrDefault(name, Map.of()).values().stream()
        .map(FakeRecords::existing)
        .forEach(all::add);
    return all;
  }

  /** Takes away what we published. */
  public synchronized void delete(Fqdn name, Family family) {
    Objects.requireNonNull(published.get(name)).remove(family);
  }

  /** Changes what we published. */
  public synchronized void edit(Fqdn name, Publication other) {
    published.computeIfAbsent(name, n -> new HashMap<>()).put(other.family(), other);
  }

  /** How far a change has got; a change is in sync unless something else is said. */
  public void progress(ChangeId change, Progress of) {
    progress.put(change.value(), of);
  }

  /** What happens right before the next pages are read, in this order. */
  public void beforeNextLists(Runnable... hooks) {
    beforeLists.then(Arrays.asList(hooks));
  }

  /** From now on all can be read again. */
  public void restoreReads() {
    unreadable = false;
  }

  public int lists() {
    return lists.get();
  }

  public int polls() {
    return polls.get();
  }

  /** Sets the time that Route 53 gives for changes. */
  public void clock(InstantSource source) {
    clock = source;
  }

  private static ExistingRecord existing(Planted set) {
    return switch (set) {
      case Planted.Simple(String type, List<String> values) ->
          new ExistingRecord(
              type,
              Shape.SIMPLE,
              Optional.of(Planted.TTL),
              values,
              Optional.empty(),
              "a record of type " + type + " " + values);
      case Planted.Alias(String type, String target) ->
          new ExistingRecord(
              type,
              Shape.ALIAS,
              Optional.empty(),
              List.of(),
              Optional.of(new AliasTarget(Fqdn.parse(target).orElseThrow(), Planted.ALIAS_ZONE)),
              "an alias to " + target);
      case Planted.Weighted(String type, String identifier, List<String> values) ->
          new ExistingRecord(
              type,
              Shape.ROUTED,
              Optional.of(Planted.TTL),
              values,
              Optional.empty(),
              "a weighted record " + identifier);
    };
  }

  private static ExistingRecord existing(Publication publication) {
    String type = publication.family().recordType();
    return switch (publication) {
      case Publication.Addresses addresses ->
          new ExistingRecord(
              type,
              Shape.SIMPLE,
              Optional.of(addresses.ttl()),
              addresses.addresses().stream().map(IpAddress::toString).toList(),
              Optional.empty(),
              "a record of type " + type + " " + addresses.addresses());
      case Publication.Alias alias ->
          new ExistingRecord(
              type,
              Shape.ALIAS,
              Optional.empty(),
              List.of(),
              Optional.of(alias.alias()),
              "an " + alias.alias());
    };
  }

  /** In pages of two names, in order of the names. */
  @Override
  public void list(ZoneId zone, Consumer<List<Listed>> page) {
    List<Fqdn> names;
    synchronized (this) {
      Set<Fqdn> all = new TreeSet<>(planted.keySet());
      all.addAll(published.keySet());
      names = List.copyOf(all);
    }
    for (int from = 0; from == 0 || from < names.size(); from += NAMES_PER_PAGE) {
      lists.incrementAndGet();
      pause.run();
      beforeLists.next().ifPresent(Runnable::run);
      if (unreadable || !zones.containsKey(zone)) {
        throw new Unavailable("Route 53 cannot be read");
      }
      List<Listed> some = new ArrayList<>();
      for (Fqdn name : names.subList(from, Math.min(names.size(), from + NAMES_PER_PAGE))) {
        standing(name).forEach(record -> some.add(new Listed(name, record)));
      }
      page.accept(some);
    }
  }

  @Override
  public Progress progress(ChangeId change) {
    polls.incrementAndGet();
    pause.run();
    if (unreadable) {
      throw new Unavailable("Route 53 cannot be read");
    }
    return progress.getOrDefault(change.value(), Progress.INSYNC);
  }

  @Override
  public synchronized Outcome replace(ZoneId zone, RecordSet record) {
    List<Planted> before = planted(record.name());
    planted.getOrDefault(record.name(), new ArrayList<>()).removeIf(set -> isConflict(set, record));
    Outcome outcome = upsert(zone, List.of(record));
    if (!published(record.name(), record.publication().family())
        .equals(Optional.of(record.publication()))) {
      planted.put(record.name(), new ArrayList<>(before));
    }
    return outcome;
  }

  @Override
  public Outcome upsert(ZoneId zone, List<RecordSet> records) {
    int call = upserts.incrementAndGet();
    pause.run();
    Outcome outcome =
        switch (nextUpserts.next().orElse(Upsert.APPLIED)) {
          case APPLIED -> apply(zone, records, call);
          case THROTTLED -> new Outcome.Throttled();
          case REJECTED -> new Outcome.Rejected("InvalidChangeBatch");
          case REFUSED -> new Outcome.Refused("AccessDenied");
          case UNCONFIRMED_NOT_APPLIED -> new Outcome.Unconfirmed("timeout");
          case UNCONFIRMED_BUT_APPLIED -> {
            apply(zone, records, call);
            yield new Outcome.Unconfirmed("timeout");
          }
        };
    afterUpserts.next().ifPresent(Runnable::run);
    pause.run();
    return outcome;
  }

  private synchronized Outcome apply(ZoneId zone, List<RecordSet> records, int call) {
    if (!zones.containsKey(zone)) {
      return new Outcome.Refused("NoSuchHostedZone");
    }
    Optional<String> fault = fault(zone, records);
    if (fault.isPresent()) {
      return new Outcome.Rejected(fault.get());
    }
    records.forEach(this::put);
    return new Outcome.Applied(new ChangeId("/change/C" + call, Optional.of(clock.instant())));
  }

  private void put(RecordSet record) {
    Family family = record.publication().family();
    planted
        .getOrDefault(record.name(), new ArrayList<>())
        .removeIf(set -> set.type().equals(family.recordType()));
    published
        .computeIfAbsent(record.name(), n -> new HashMap<>())
        .put(family, record.publication());
    history.add(record);
  }

  private Optional<String> fault(ZoneId zone, List<RecordSet> records) {
    Fqdn apex = Objects.requireNonNull(zones.get(zone));
    List<String> values = records.stream().flatMap(each -> values(each).stream()).toList();
    if (values.isEmpty() || 2 * values.size() > MOST_ELEMENTS) {
      return Optional.of("a batch has 1 to 1,000 elements, those of UPSERT counted twice");
    }
    if (2 * values.stream().mapToInt(String::length).sum() > MOST_CHARACTERS) {
      return Optional.of("a batch has at most 32,000 characters, those of UPSERT counted twice");
    }
    Set<String> seen = new HashSet<>();
    for (RecordSet record : records) {
      if (!seen.add(record.name() + " " + record.publication().family())) {
        return Optional.of("the same record set twice: " + record.name());
      }
      if (!record.name().isWithin(apex)) {
        return Optional.of(record.name() + " is not within " + apex);
      }
      if (planted(record.name()).stream().anyMatch(set -> isConflict(set, record))) {
        return Optional.of("a conflicting record set is at " + record.name());
      }
    }
    return Optional.empty();
  }

  private static List<String> values(RecordSet record) {
    return switch (record.publication()) {
      case Publication.Addresses several ->
          several.addresses().stream().map(IpAddress::toString).toList();
      case Publication.Alias alias -> List.of(alias.target());
    };
  }

  private static boolean isConflict(Planted set, RecordSet record) {
    return set.type().equals("CNAME")
        || (set instanceof Planted.Weighted
            && set.type().equals(record.publication().family().recordType()));
  }
}
