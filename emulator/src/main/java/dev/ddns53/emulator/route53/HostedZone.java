package dev.ddns53.emulator.route53;

import dev.ddns53.emulator.dns.ZoneSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A hosted zone and its record sets. Guarded by itself. */
final class HostedZone implements ZoneSource.Zone {

  private static final long ALIAS_TTL = 60;

  /** What describes a zone besides its record sets. */
  record Description(String id, String name, String callerReference, String comment) {}

  private final Description description;
  private final TreeMap<RecordSet.Key, RecordSet> sets = new TreeMap<>();
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

  /** Whether a change is still being applied; if not, the zone is busy until then. */
  synchronized boolean occupy(Instant now, Instant until) {
    if (now.isBefore(busyUntil)) {
      return false;
    }
    busyUntil = until;
    return true;
  }

  /**
   * Applies changes in order, all or none.
   *
   * @return why not; empty when they were applied
   */
  synchronized List<String> apply(List<Change> changes) {
    Map<RecordSet.Key, Optional<RecordSet>> draft = new LinkedHashMap<>();
    List<String> faults = new ArrayList<>();
    for (Change change : changes) {
      List<String> wrong = ZoneRules.faults(change, apex());
      faults.addAll(wrong.isEmpty() ? draft(change, draft) : wrong);
    }
    if (faults.isEmpty()) {
      draft.forEach(
          (key, set) -> set.ifPresentOrElse(s -> sets.put(key, s), () -> sets.remove(key)));
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

  private List<String> draft(Change change, Map<RecordSet.Key, Optional<RecordSet>> draft) {
    RecordSet set = change.set();
    RecordSet.Key key = set.key();
    Optional<RecordSet> present =
        draft.containsKey(key) ? draft.getOrDefault(key, Optional.empty()) : get(key);
    String tried = "Tried to " + change.action().name().toLowerCase(java.util.Locale.ROOT);
    switch (change.action()) {
      case CREATE -> {
        if (present.isPresent()) {
          return List.of(tried + " resource record set " + set.quoted() + " but it already exists");
        }
      }
      case DELETE -> {
        if (present.isEmpty()) {
          return List.of(tried + " resource record set " + set.quoted() + " but it was not found");
        }
        if (!present.get().equals(set)) {
          return List.of(
              tried
                  + " resource record set "
                  + set.quoted()
                  + " but the values provided do not match the current values");
        }
        draft.put(key, Optional.empty());
        return List.of();
      }
      case UPSERT -> {
        if (draft.containsKey(key) && present.isPresent()) {
          return List.of(
              "The request contains an invalid set of changes for a resource record set "
                  + set.quoted());
        }
      }
    }
    List<String> faults = new ArrayList<>(ZoneRules.neighbourFaults(set, neighbours(key, draft)));
    Optional.ofNullable(set.alias())
        .filter(alias -> isBroken(alias, set.type(), draft))
        .ifPresent(alias -> faults.add(broken(alias, set.type())));
    draft.put(key, Optional.of(set));
    return faults;
  }

  private String broken(RecordSet.Alias alias, String type) {
    return "Tried to create an alias that targets "
        + alias.dnsName()
        + ", type "
        + type
        + " in zone "
        + id()
        + ", but the alias target name does not lie within the target zone or was not found";
  }

  /** Targets in other zones are taken as they are. */
  private boolean isBroken(
      RecordSet.Alias alias, String type, Map<RecordSet.Key, Optional<RecordSet>> draft) {
    return alias.zoneId().equals(id())
        && neighbours(RecordSet.key(alias.dnsName(), "", ""), draft).stream()
            .noneMatch(target -> target.type().equals(type));
  }

  private Optional<RecordSet> get(RecordSet.Key key) {
    return Optional.ofNullable(sets.get(key));
  }

  /** The sets of the same name, as the draft leaves them, without that of the key itself. */
  private Collection<RecordSet> neighbours(
      RecordSet.Key key, Map<RecordSet.Key, Optional<RecordSet>> draft) {
    Map<RecordSet.Key, RecordSet> same = new HashMap<>(named(key.sortKey()));
    draft.forEach(
        (drafted, set) -> {
          if (drafted.sortKey().equals(key.sortKey())) {
            set.ifPresentOrElse(s -> same.put(drafted, s), () -> same.remove(drafted));
          }
        });
    same.remove(key);
    return same.values();
  }

  private NavigableMap<RecordSet.Key, RecordSet> named(String sortKey) {
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
    return named(DnsNames.sortKey(name)).values().stream().map(HostedZone::forDns).toList();
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
