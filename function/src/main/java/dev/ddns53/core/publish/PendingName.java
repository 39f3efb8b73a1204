package dev.ddns53.core.publish;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.Name.OnDrift;
import dev.ddns53.core.fleet.Registration;
import dev.ddns53.core.port.Records.Replacement;
import dev.ddns53.core.record.Content;
import dev.ddns53.core.record.Drift;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.RecordState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A name of which something is to be sent.
 *
 * @param state its row as it was read, or stored
 * @param registration whose records these are: the row's own, or a former one
 * @param onDrift what may be done where people changed a record of ours
 * @param out by family, the record sets that are replaced; its keys are the families to be sent
 * @param noted families of which this sender wrote the note that it is about to send them
 * @param firsts those of them of which there was no note before
 */
public record PendingName(
    NameState state,
    Registration registration,
    OnDrift onDrift,
    Map<Family, List<RecordSet>> out,
    Set<Family> noted,
    Set<Family> firsts) {

  public PendingName {
    out = Map.copyOf(out);
    noted = Set.copyOf(noted);
    firsts = Set.copyOf(firsts);
  }

  /** A name of whose row this sender has written nothing yet. */
  public PendingName(
      NameState state,
      Registration registration,
      OnDrift onDrift,
      Map<Family, List<RecordSet>> out) {
    this(state, registration, onDrift, out, Set.of(), Set.of());
  }

  /** What may be sent of a registered name; empty when nothing may. */
  public static Optional<PendingName> of(Name name, NameState state) {
    Map<Family, List<RecordSet>> out = new EnumMap<>(Family.class);
    for (Family family : state.due()) {
      state
          .record(family)
          .flatMap(record -> out(family, record, name.onDrift()))
          .ifPresent(sets -> out.put(family, sets));
    }
    return out.isEmpty()
        ? Optional.empty()
        : Optional.of(new PendingName(state, state.registered(), name.onDrift(), out));
  }

  /**
   * What goes when a due record is sent; empty when it may not be sent.
   *
   * <pre>
   *  drift, and it is                     alert             repair         hold
   *  ───────────────────────────────────  ────────────────  ─────────────  ────────
   *  none                                 known             known          known
   *  of this type, and not routed         found, in change  found          nothing
   *  of another type, or routed           nothing           nothing        nothing
   * </pre>
   *
   * A withdrawal deletes what is known, and nothing else.
   */
  static Optional<List<RecordSet>> out(Family family, RecordState record, OnDrift onDrift) {
    if (record.drift().isEmpty() || record.wanted().equals(Content.NOTHING)) {
      return Optional.of(RecordSet.of(record.known()));
    }
    Drift drift = record.drift().get();
    boolean may =
        switch (onDrift) {
          case ALERT -> record.isChange();
          case REPAIR -> true;
          case HOLD -> false;
        };
    return may && drift.isReplaceable(family) ? Optional.of(drift.found()) : Optional.empty();
  }

  public Fqdn fqdn() {
    return state.name();
  }

  public Set<Family> families() {
    return out.keySet();
  }

  /** One of its records. */
  public RecordState record(Family family) {
    RecordState record = state.remains(registration).get(family);
    if (record == null) {
      throw new IllegalStateException(fqdn() + " has no " + family.recordType());
    }
    return record;
  }

  /** Whether the records are those of an earlier registration. */
  boolean isFormer() {
    return !registration.equals(state.registered());
  }

  /** Families whose first publication must be noted before it is sent. */
  public Set<Family> unnoted() {
    Set<Family> families = EnumSet.noneOf(Family.class);
    families().stream()
        .filter(family -> record(family).isFirst() && !noted.contains(family))
        .forEach(families::add);
    return families;
  }

  /** Families that a listing must show before anything can be sent: what is known is wanted. */
  Set<Family> unclear() {
    Set<Family> families = EnumSet.noneOf(Family.class);
    families().stream()
        .filter(family -> record(family).drift().isEmpty())
        .filter(family -> record(family).known().equals(record(family).wanted()))
        .forEach(families::add);
    return families;
  }

  /** The same in a row that this sender has written: with notes of these families. */
  public PendingName noted(NameState stored, Set<Family> families) {
    Set<Family> all = EnumSet.noneOf(Family.class);
    all.addAll(noted);
    all.addAll(families);
    Set<Family> first = EnumSet.noneOf(Family.class);
    first.addAll(firsts);
    families.stream().filter(family -> !record(family).noted()).forEach(first::add);
    return new PendingName(stored, registration, onDrift, out, all, first);
  }

  /** The same with another row and other families. */
  PendingName with(NameState other, Map<Family, List<RecordSet>> sets) {
    return new PendingName(other, registration, onDrift, sets, noted, firsts);
  }

  PendingName only(Family family) {
    return new PendingName(
        state,
        registration,
        onDrift,
        Map.of(family, out.getOrDefault(family, List.of())),
        noted,
        firsts);
  }

  /** What is to be sent, family by family. A CNAME in the way of both goes once. */
  List<Replacement> replacements() {
    List<Replacement> replacements = new ArrayList<>();
    Set<RecordSet> gone = new HashSet<>();
    new TreeMap<>(out)
        .forEach(
            (family, sets) ->
                replacements.add(
                    new Replacement(
                        fqdn(),
                        sets.stream().filter(gone::add).toList(),
                        RecordSet.of(record(family).wanted()))));
    return replacements.stream()
        .filter(each -> !each.out().isEmpty() || !each.in().isEmpty())
        .toList();
  }
}
