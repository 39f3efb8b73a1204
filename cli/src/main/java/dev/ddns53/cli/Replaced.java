package dev.ddns53.cli;

import dev.ddns53.cli.fleet.Registrations;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.fleet.Adoption;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.Registration;
import dev.ddns53.core.publish.Ownership;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.terminal.Neutral;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What stands at a name and is not what ddns53 published there: just that may be replaced. What is
 * gone of what it published may be made again.
 *
 * <pre>
 *  stands there, of a family                  adopt     repair
 *  ─────────────────────────────────────────  ────────  ───────────────────────
 *  nothing, or what is or may be ours         –         –
 *  something else, where nothing was ours     replaced  –
 *  something else, where a record was ours    replaced  replaced
 *  nothing, where a record was ours           –         made again
 * </pre>
 *
 * A CNAME, and any routing policy, counts for both families.
 *
 * @param sets those to be replaced
 * @param deleted the families whose record somebody deleted
 */
record Replaced(List<RecordSet> sets, Set<Family> deleted) {

  Replaced {
    sets = List.copyOf(sets);
    deleted = Set.copyOf(deleted);
  }

  /** All that is not ours. */
  static Replaced foreign(NameState state, List<RecordSet> standing) {
    return of(state, standing, true);
  }

  /** What people made of records that are ours. */
  static Replaced drifted(NameState state, List<RecordSet> standing) {
    return of(state, standing, false);
  }

  private static Replaced of(NameState state, List<RecordSet> standing, boolean alsoForeign) {
    List<RecordSet> sets = new ArrayList<>();
    Set<Family> deleted = EnumSet.noneOf(Family.class);
    for (Family family : Family.values()) {
      switch (ownership(family, state, standing)) {
        case Ownership.Ours ours -> {}
        case Ownership.Others(List<RecordSet> found) ->
            sets.addAll(alsoForeign ? found : List.of());
        case Ownership.Foreign(List<RecordSet> found) ->
            sets.addAll(alsoForeign ? found : List.of());
        case Ownership.Edited(List<RecordSet> found) -> {
          sets.addAll(found);
          if (found.isEmpty()) {
            deleted.add(family);
          }
        }
      }
    }
    return new Replaced(sets.stream().distinct().toList(), alsoForeign ? Set.of() : deleted);
  }

  /** Where nobody ever said anything of a family, nothing is ours. */
  private static Ownership ownership(Family family, NameState state, List<RecordSet> standing) {
    return state
        .record(family)
        .map(record -> Ownership.of(family, record, standing))
        .orElseGet(
            () ->
                new Ownership.Foreign(
                    standing.stream().filter(set -> set.bearsOn(family)).toList()));
  }

  boolean isNothing() {
    return sets.isEmpty() && deleted.isEmpty();
  }

  /** What happens, for a person. */
  List<String> lines() {
    return Stream.concat(
            sets.stream().map(set -> "will be replaced: " + Neutral.line(set.description())),
            deleted.stream()
                .sorted()
                .map(
                    family -> "will be made again: the deleted " + family.recordType() + " record"))
        .toList();
  }

  /** What the operator agrees to. */
  Adoption adoption(NameDocument document, Instant now, String by) {
    return new Adoption(
        Registration.at(now, Registrations.newest(document)),
        sets.stream().map(RecordSet::json).toList(),
        deleted,
        by);
  }
}
