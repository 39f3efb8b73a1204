package dev.ddns53.emulator.route53;

import dev.ddns53.emulator.dns.ZoneSource;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** All hosted zones and changes, kept in a journal. */
final class Zones implements ZoneSource, AutoCloseable {

  private static final String ID_CHARS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  private static final int ID_LENGTH = 14;
  private static final int MOST_REMEMBERED_CHANGES = 20_000;
  private static final long NS_TTL = 172_800;
  private static final long SOA_TTL = 900;

  private final SecureRandom random = new SecureRandom();
  private final InstantSource clock;
  private final Map<String, HostedZone> byId = new ConcurrentHashMap<>();
  private final Map<String, Instant> changes = new ConcurrentHashMap<>();
  private final Journal journal;
  private volatile Consumer<List<Landed>> watcher = batch -> {};

  private Zones(InstantSource clock, Journal journal) {
    this.clock = clock;
    this.journal = journal;
  }

  static Zones inMemory(InstantSource clock) {
    return new Zones(clock, Journal.none());
  }

  static Zones at(Path folder, InstantSource clock) throws IOException {
    Zones old = inMemory(clock);
    for (Journal.Entry entry : Journal.read(folder)) {
      old.replay(entry);
    }
    Zones zones = new Zones(clock, Journal.open(folder, old.entries()));
    zones.byId.putAll(old.byId);
    zones.changes.putAll(old.changes);
    return zones;
  }

  private void replay(Journal.Entry entry) {
    if (entry.created() != null) {
      byId.put(entry.created().id(), new HostedZone(entry.created()));
    }
    if (entry.deleted() != null) {
      byId.remove(entry.deleted());
    }
    Journal.Batch batch = entry.batch();
    if (batch != null) {
      changes.put(batch.change(), Instant.ofEpochMilli(batch.at()));
      Optional.ofNullable(byId.get(batch.zone())).ifPresent(zone -> zone.restore(batch.changes()));
    }
  }

  /**
   * The entries that make this state: the changes' ids without what they changed, then the sets.
   */
  private List<Journal.Entry> entries() {
    List<Journal.Entry> entries = new ArrayList<>();
    for (HostedZone zone : byId.values()) {
      entries.add(new Journal.Entry(zone.description(), null, null));
      List<Change> sets =
          zone.all().stream().map(set -> new Change(Change.Action.UPSERT, set)).toList();
      entries.add(batch(zone.id(), newId("C"), clock.instant(), sets));
    }
    changes.entrySet().stream()
        .sorted(Map.Entry.<String, Instant>comparingByValue().reversed())
        .limit(MOST_REMEMBERED_CHANGES)
        .forEach(change -> entries.add(batch("", change.getKey(), change.getValue(), List.of())));
    return entries;
  }

  private static Journal.Entry batch(String zone, String change, Instant at, List<Change> changes) {
    return new Journal.Entry(
        null, null, new Journal.Batch(zone, change, at.toEpochMilli(), changes));
  }

  Optional<HostedZone> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** All zones by name as Route 53 orders them, then by id. */
  List<HostedZone> all() {
    Map<String, HostedZone> ordered = new TreeMap<>();
    byId.values()
        .forEach(zone -> ordered.put(DnsNames.sortKey(zone.apex()) + "\0\0" + zone.id(), zone));
    return List.copyOf(ordered.values());
  }

  /** Hears of each batch when it is carried out, before its caller does. */
  void watch(Consumer<List<Landed>> other) {
    watcher = other;
  }

  synchronized HostedZone create(
      String name, String callerReference, String comment, Optional<HostedZone.Vpc> vpc)
      throws Refusal {
    if (byId.values().stream()
        .anyMatch(zone -> zone.description().callerReference().equals(callerReference))) {
      throw Refusal.of(
          409,
          "HostedZoneAlreadyExists",
          "A hosted zone has already been created with the specified caller reference.");
    }
    HostedZone zone =
        new HostedZone(
            new HostedZone.Description(
                newId("Z"), name, callerReference, comment, vpc.orElse(null)));
    journal.add(new Journal.Entry(zone.description(), null, null));
    byId.put(zone.id(), zone);
    apply(zone, apexSets(name), "");
    return zone;
  }

  synchronized void delete(HostedZone zone) throws Refusal {
    if (zone.size() > 2) {
      throw Refusal.of(
          400,
          "HostedZoneNotEmpty",
          "The specified hosted zone contains non-required resource record sets and so cannot be"
              + " deleted.");
    }
    journal.add(new Journal.Entry(null, zone.id(), null));
    byId.remove(zone.id());
  }

  /**
   * Applies a batch and returns its change's id.
   *
   * @param caller the access key that signed it
   */
  String apply(HostedZone zone, List<Change> batch, String caller) throws Refusal {
    synchronized (zone) {
      List<String> faults = zone.apply(batch);
      if (!faults.isEmpty()) {
        throw Refusal.invalidBatch(faults);
      }
      return newChange(zone.id(), batch, caller);
    }
  }

  /** A change that changes nothing by itself. */
  String newChange() {
    return newChange("", List.of(), "");
  }

  private String newChange(String zone, List<Change> batch, String caller) {
    String change = newId("C");
    Instant at = clock.instant();
    changes.put(change, at);
    journal.add(batch(zone, change, at, batch));
    watcher.accept(batch.stream().map(each -> Landed.of(each, zone, caller, at)).toList());
    return change;
  }

  /** When a change was made. */
  Optional<Instant> change(String id) {
    return Optional.ofNullable(changes.get(id));
  }

  private static List<Change> apexSets(String zone) {
    List<String> servers = List.of("ns-1.ddns53.test.", "ns-2.ddns53.test.");
    String soa = servers.getFirst() + " hostmaster.ddns53.test. 1 7200 900 1209600 86400";
    return List.of(
        new Change(Change.Action.CREATE, simple(zone, "NS", NS_TTL, servers)),
        new Change(Change.Action.CREATE, simple(zone, "SOA", SOA_TTL, List.of(soa))));
  }

  private static RecordSet simple(String name, String type, long ttl, List<String> values) {
    return new RecordSet(name, type, null, new TreeMap<>(), ttl, values, null, null);
  }

  private String newId(String prefix) {
    StringBuilder id = new StringBuilder(prefix);
    for (int i = 0; i < ID_LENGTH; i++) {
      id.append(ID_CHARS.charAt(random.nextInt(ID_CHARS.length())));
    }
    return id.toString();
  }

  @Override
  public Optional<Zone> zoneFor(String name) {
    Optional<String> candidate = Optional.of(name);
    while (candidate.isPresent()) {
      String apex = candidate.get();
      Optional<HostedZone> zone =
          byId.values().stream()
              .filter(each -> each.apex().equals(apex) && !each.description().isPrivate())
              .findFirst();
      if (zone.isPresent()) {
        return Optional.of(zone.get());
      }
      candidate = DnsNames.parent(apex);
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    journal.close();
  }
}
