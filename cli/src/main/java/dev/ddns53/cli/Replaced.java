package dev.ddns53.cli;

import dev.ddns53.core.fleet.Adoption;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.Registration;
import dev.ddns53.core.port.State.NameRows;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.terminal.Neutral;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What stands at a name and is not what ddns53 published there: just that may be replaced. */
record Replaced(Name name, List<RecordSet> sets) {

  Replaced {
    sets = List.copyOf(sets);
  }

  static Replaced at(Stack stack, Name name) {
    List<RecordSet> standing =
        Optional.ofNullable(
                stack.wiring().records().look(name.zone(), List.of(name.fqdn())).get(name.fqdn()))
            .orElse(List.of());
    NameRows rows = stack.state().names(List.of(name.fqdn())).getFirst();
    List<RecordState> ours =
        rows.state().remains(name.registered()).values().stream()
            .filter(RecordState::isOurs)
            .toList();
    return new Replaced(
        name,
        standing.stream()
            .filter(set -> ours.stream().noneMatch(record -> set.is(record.known())))
            .toList());
  }

  boolean isNothing() {
    return sets.isEmpty();
  }

  /** The record sets, for a person. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    sets.forEach(set -> lines.add("will be replaced: " + Neutral.text(set.description())));
    return lines;
  }

  Adoption adoption(Instant now, String by) {
    Registration last = name.adoption().map(Adoption::stamp).orElse(Registration.NONE);
    return new Adoption(
        Registration.at(now, last), sets.stream().map(RecordSet::json).toList(), by);
  }
}
