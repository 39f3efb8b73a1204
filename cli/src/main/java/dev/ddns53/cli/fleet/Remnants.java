package dev.ddns53.cli.fleet;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.FormerRegistration;
import dev.ddns53.core.fleet.FormerRegistration.Remains;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.port.Records;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.publish.Ownership;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.core.record.Stage;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What former registrations left in Route 53.
 *
 * <pre>
 *  former registration                finished when
 *  ─────────────────────────────────  ──────────────────────────────────────────────────────
 *  WITHDRAW                           the name's row says that it is settled
 *  KEEP                               nothing stands there, or only what the name holds today
 *  either                             its zone is no more
 * </pre>
 */
public final class Remnants {

  private final Map<Fqdn, NameState> states;
  private final Records records;
  private final Zones zones;

  /** Those of names whose rows these are; a name without a row was never published. */
  public Remnants(Map<Fqdn, NameState> states, Records records, Zones zones) {
    this.states = Map.copyOf(states);
    this.records = records;
    this.zones = zones;
  }

  /** Whether nothing is left to do, or to be listed; false when nobody can tell. */
  public boolean isFinished(NameDocument document, FormerRegistration former) {
    if (zones.isGone(former.zone())) {
      return true;
    }
    return switch (former.remains()) {
      case WITHDRAW -> state(document).settled().contains(former.registration());
      case KEEP -> isCleared(document, former.zone());
    };
  }

  private boolean isCleared(NameDocument document, ZoneId zone) {
    try {
      return left(document, zone, standing(zone, List.of(document.fqdn()))).isEmpty();
    } catch (Unavailable unknown) {
      return false;
    }
  }

  /**
   * The record sets that nobody looks after any more: those of a {@code KEEP}, and those that a
   * withdrawal found changed and left.
   *
   * @param standing what stands at names of the former registration's zone
   */
  public List<RecordSet> orphans(
      NameDocument document, FormerRegistration former, Map<Fqdn, List<RecordSet>> standing) {
    boolean left =
        former.remains() == Remains.KEEP
            || state(document).settled().contains(former.registration())
            || state(document).remains(former.registration()).values().stream()
                .anyMatch(record -> record.stage() instanceof Stage.Blocked);
    return left ? left(document, former.zone(), standing) : List.of();
  }

  /** What stands at names of a zone; nothing where the zone is no more. */
  public Map<Fqdn, List<RecordSet>> standing(ZoneId zone, Collection<Fqdn> names) {
    Map<Fqdn, List<RecordSet>> all = new HashMap<>();
    Set<Fqdn> unseen = new HashSet<>(zones.isGone(zone) ? List.of() : names);
    while (!unseen.isEmpty()) {
      Map<Fqdn, List<RecordSet>> seen = records.look(zone, unseen);
      if (!unseen.removeAll(seen.keySet())) {
        throw new Unavailable("Route 53 does not tell what stands at " + unseen);
      }
      all.putAll(seen);
    }
    return all;
  }

  /** What stands at the name, but not what it holds there under its present registration. */
  private List<RecordSet> left(
      NameDocument document, ZoneId zone, Map<Fqdn, List<RecordSet>> standing) {
    List<RecordSet> all = standing.getOrDefault(document.fqdn(), List.of());
    boolean here =
        document
            .name()
            .filter(name -> name.zone().equals(zone))
            .filter(name -> name.registered().equals(state(document).registered()))
            .isPresent();
    return here ? all.stream().filter(set -> !isOurs(document, set)).toList() : all;
  }

  private boolean isOurs(NameDocument document, RecordSet set) {
    return state(document).records().entrySet().stream()
        .anyMatch(record -> isOurs(record.getKey(), set, record.getValue()));
  }

  private static boolean isOurs(Family family, RecordSet set, RecordState record) {
    return set.bearsOn(family)
        && Ownership.of(family, record, List.of(set)) instanceof Ownership.Ours;
  }

  private NameState state(NameDocument document) {
    return Optional.ofNullable(states.get(document.fqdn()))
        .orElseGet(() -> NameState.unpublished(document.fqdn()));
  }
}
