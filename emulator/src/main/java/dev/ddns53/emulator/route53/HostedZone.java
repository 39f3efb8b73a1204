package dev.ddns53.emulator.route53;

import dev.ddns53.emulator.dns.ZoneSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A hosted zone and its record sets. Guarded by itself. */
final class HostedZone implements ZoneSource.Zone {

  private static final long ALIAS_TTL = 60;

  /**
   * What describes a zone besides its record sets.
   *
   * @param vpc of a private zone
   */
  record Description(
      String id, String name, String callerReference, String comment, @Nullable Vpc vpc) {

    boolean isPrivate() {
      return vpc != null;
    }
  }

  /** The network that a private zone answers for. */
  record Vpc(String id, String region) {}

  private final Description description;
  private final TreeMap<RecordSet.Key, RecordSet> sets = new TreeMap<>();
  private boolean changing;
  private Instant busyUntil = Instant.MIN;

  HostedZone(Description description) {
    this.description = description;
  }

  Description description() {
    return description;
  }

  String id() {
    return description.id();
  }

  @Override
  public String apex() {
    return description.name();
  }

  synchronized int size() {
    return sets.size();
  }

  /**
   * Begins a change, unless another is at work or has kept the zone busy until now.
   *
   * @param exclusive whether others are refused until {@link #end}
   * @return whether it may go on
   */
  synchronized boolean begin(Instant now, boolean exclusive) {
    if (changing || now.isBefore(busyUntil)) {
      return false;
    }
    changing = exclusive;
    return true;
  }

  /** Ends an exclusive change. */
  synchronized void end() {
    changing = false;
  }

  synchronized void keepBusy(Instant until) {
    busyUntil = until;
  }

  /**
   * Applies changes in order, all or none.
   *
   * @return why not; empty when they were applied
   */
  synchronized List<String> apply(List<Change> changes) {
    Draft draft = new Draft(description, sets);
    List<String> faults = new ArrayList<>();
    changes.forEach(change -> faults.addAll(draft.add(change)));
    if (faults.isEmpty()) {
      draft.commit();
    }
    return faults;
  }

  /** Applies changes that were checked when they were made. */
  synchronized void restore(List<Change> changes) {
    for (Change change : changes) {
      if (change.action() == Change.Action.DELETE) {
        sets.remove(change.set().key());
      } else {
        sets.put(change.set().key(), change.set());
      }
    }
  }

  /** Those of one name. */
  static NavigableMap<RecordSet.Key, RecordSet> named(
      NavigableMap<RecordSet.Key, RecordSet> sets, String sortKey) {
    return sets.subMap(
        new RecordSet.Key(sortKey, "", ""), true, new RecordSet.Key(sortKey, "\uffff", ""), true);
  }

  /** Record sets in Route 53's order, from the first that is not before the start. */
  synchronized List<RecordSet> from(RecordSet.Key start, int most) {
    return sets.tailMap(start, true).values().stream().limit(most).toList();
  }

  synchronized List<RecordSet> all() {
    return List.copyOf(sets.values());
  }

  @Override
  public synchronized List<ZoneSource.RrSet> at(String name) {
    return named(sets, DnsNames.sortKey(name)).values().stream().map(HostedZone::forDns).toList();
  }

  private static ZoneSource.RrSet forDns(RecordSet set) {
    return new ZoneSource.RrSet(
        set.name(),
        set.type(),
        set.ttl() == null ? ALIAS_TTL : set.ttl(),
        set.values(),
        Optional.ofNullable(set.alias()).map(RecordSet.Alias::dnsName));
  }

  @Override
  public synchronized boolean exists(String name) {
    String sortKey = DnsNames.sortKey(name);
    RecordSet.Key next = sets.ceilingKey(new RecordSet.Key(sortKey, "", ""));
    return next != null
        && (next.sortKey().equals(sortKey) || next.sortKey().startsWith(sortKey + "\0"));
  }
}
