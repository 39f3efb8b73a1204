package dev.ddns53.fake;

import dev.ddns53.core.model.ChangeId;
import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.IpAddress;
import dev.ddns53.core.model.Publication;
import dev.ddns53.core.model.ZoneId;
import dev.ddns53.core.port.Records;
import dev.ddns53.core.port.Unavailable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

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
  private static final int MOST_CHARACTERS = 32_000;
  private static final Set<String> OF_INTEREST = Set.of("A", "AAAA", "CNAME");

  private final Map<ZoneId, Fqdn> zones = new HashMap<>();
  private final Map<Fqdn, List<Planted>> planted = new HashMap<>();
  private final Map<Fqdn, Map<Family, Publication>> published = new HashMap<>();
  private final List<RecordSet> history = new ArrayList<>();

  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger upserts = new AtomicInteger();
  private final Script<Upsert> nextUpserts = new Script<>();
  private final Script<Runnable> afterUpserts = new Script<>();
  private final Runnable pause;
  private volatile boolean unreadable;

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
  }

  private static ExistingRecord existing(Planted set) {
    return switch (set) {
      case Planted.Simple(String type, List<String> values) ->
          new ExistingRecord(type, true, values, "a record of type " + type);
      case Planted.Alias(String type, String target) ->
          new ExistingRecord(type, false, List.of(), "an alias to " + target);
      case Planted.Weighted(String type, String identifier, List<String> values) ->
          new ExistingRecord(type, false, values, "a weighted record " + identifier);
    };
  }

  private static ExistingRecord existing(Publication publication) {
    String type = publication.family().recordType();
    List<String> values = publication.addresses().stream().map(IpAddress::toString).toList();
    return new ExistingRecord(type, true, values, "a record of type " + type);
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
    return new Outcome.Applied(new ChangeId("/change/C" + call));
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
    List<String> values =
        records.stream()
            .flatMap(each -> each.publication().addresses().stream())
            .map(IpAddress::toString)
            .toList();
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

  private static boolean isConflict(Planted set, RecordSet record) {
    return set.type().equals("CNAME")
        || (set instanceof Planted.Weighted
            && set.type().equals(record.publication().family().recordType()));
  }
}
