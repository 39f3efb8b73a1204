package dev.ddns53.emulator.route53;

import dev.ddns53.emulator.route53.Change.Action;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * A working copy of a zone's record sets, on which a batch is carried out in its order. One record
 * set may be changed once, or deleted and then made anew.
 */
final class Draft {

  private final HostedZone.Description zone;
  private final NavigableMap<RecordSet.Key, RecordSet> base;
  private final Map<RecordSet.Key, Optional<RecordSet>> drafted = new LinkedHashMap<>();
  private final Map<RecordSet.Key, Action> actions = new HashMap<>();

  /**
   * A draft that changes nothing yet.
   *
   * @param base the zone's sets, which stay as they are until {@link #commit}
   */
  Draft(HostedZone.Description zone, NavigableMap<RecordSet.Key, RecordSet> base) {
    this.zone = zone;
    this.base = base;
  }

  /**
   * Carries one change out.
   *
   * @return why not; empty when it was carried out
   */
  List<String> add(Change change) {
    List<String> faults = ZoneRules.faults(change, zone.name());
    if (!faults.isEmpty()) {
      return faults;
    }
    RecordSet set = change.set();
    Action earlier = actions.put(set.key(), change.action());
    if (earlier != null && !mayFollow(earlier, change.action())) {
      return List.of(
          "The request contains an invalid set of changes for a resource record set '"
              + set.type()
              + " "
              + set.name()
              + "'");
    }
    Optional<RecordSet> present = at(set.key());
    return switch (change.action()) {
      case CREATE ->
          present.isPresent() ? tried(change, "but it already exists") : put(set, set.key());
      case UPSERT -> put(set, set.key());
      case DELETE -> {
        if (present.isEmpty()) {
          yield tried(change, "but it was not found");
        }
        if (!present.get().isExactly(set)) {
          yield tried(change, "but the values provided do not match the current values");
        }
        drafted.put(set.key(), Optional.empty());
        yield List.of();
      }
    };
  }

  private static boolean mayFollow(Action earlier, Action later) {
    return earlier == Action.DELETE && later != Action.DELETE;
  }

  private static List<String> tried(Change change, String but) {
    String action = change.action().name().toLowerCase(Locale.ROOT);
    return List.of(
        "Tried to " + action + " resource record set " + change.set().quoted() + " " + but);
  }

  private List<String> put(RecordSet set, RecordSet.Key key) {
    List<String> faults =
        new ArrayList<>(ZoneRules.neighbourFaults(set, neighbours(key), zone.name()));
    Optional.ofNullable(set.alias())
        .flatMap(alias -> aliasFault(alias, set.type()))
        .ifPresent(faults::add);
    drafted.put(key, Optional.of(set));
    return faults;
  }

  /** Targets in other zones are taken as they are. */
  private Optional<String> aliasFault(RecordSet.Alias alias, String type) {
    boolean found =
        neighbours(RecordSet.key(alias.dnsName(), "", "")).stream()
            .anyMatch(target -> target.type().equals(type));
    if (!alias.zoneId().equals(zone.id()) || found) {
      return Optional.empty();
    }
    return Optional.of(
        "Tried to create an alias that targets "
            + alias.dnsName()
            + ", type "
            + type
            + " in zone "
            + zone.id()
            + ", but "
            + (DnsNames.isWithin(alias.dnsName(), zone.name())
                ? "that target was not found"
                : "the alias target name does not lie within the target zone"));
  }

  private Optional<RecordSet> at(RecordSet.Key key) {
    return drafted.containsKey(key)
        ? drafted.getOrDefault(key, Optional.empty())
        : Optional.ofNullable(base.get(key));
  }

  /** The sets of the same name, as drafted, without that of the key itself. */
  private Collection<RecordSet> neighbours(RecordSet.Key key) {
    Map<RecordSet.Key, RecordSet> same = new HashMap<>(HostedZone.named(base, key.sortKey()));
    drafted.forEach(
        (changed, set) -> {
          if (changed.sortKey().equals(key.sortKey())) {
            set.ifPresentOrElse(s -> same.put(changed, s), () -> same.remove(changed));
          }
        });
    same.remove(key);
    return same.values();
  }

  /** Makes the zone's sets what was drafted. */
  void commit() {
    drafted.forEach(
        (key, set) -> set.ifPresentOrElse(s -> base.put(key, s), () -> base.remove(key)));
  }
}
