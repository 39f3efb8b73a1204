package dev.ddns53.core.publish;

import dev.ddns53.core.model.ChangeId;
import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.NameState;
import dev.ddns53.core.model.RecordState;
import dev.ddns53.core.model.ZoneId;
import dev.ddns53.core.port.Records;
import dev.ddns53.core.port.Records.Outcome;
import dev.ddns53.core.port.Records.RecordSet;
import dev.ddns53.core.port.State;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.port.Unconfirmed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Brings publications to Route 53 and writes down what Route 53 confirmed: one attempt for each
 * zone, no waiting. What does not succeed stays pending.
 */
public final class Publisher {

  private static final int ROUNDS = 5;

  private final Records records;
  private final State state;

  public Publisher(Records records, State state) {
    this.records = records;
    this.state = state;
  }

  /** A name and the state in which something waits to be published. */
  public record Due(Name name, NameState state) {}

  /**
   * What became of it.
   *
   * @param states by name, as far as they got
   * @param troubles for the log: why something is still pending
   */
  public record Result(Map<Fqdn, NameState> states, List<String> troubles) {
    public Result {
      states = Map.copyOf(states);
      troubles = List.copyOf(troubles);
    }
  }

  /**
   * The record set that stands where a first publication should go, described for a person; empty
   * when the way is free. Costs one call where a record set is new to us, none otherwise.
   *
   * @throws Unavailable when Route 53 cannot be read
   */
  public Optional<String> foreignRecord(Name name, NameState before, NameState after) {
    List<RecordState> first =
        after.records().entrySet().stream()
            .filter(entry -> before.record(entry.getKey()).isEmpty())
            .map(Map.Entry::getValue)
            .toList();
    if (first.isEmpty() || name.adopted()) {
      return Optional.empty();
    }
    List<Records.ExistingRecord> existing = records.at(name.zone(), name.fqdn());
    return first.stream()
        .map(record -> Ownership.foreign(record.publication(), existing))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Publishes what is pending. */
  public Result publish(Collection<Due> due) {
    Map<ZoneId, List<Due>> zones = new TreeMap<>();
    for (Due each : due) {
      if (!each.state.pending().isEmpty()) {
        zones.computeIfAbsent(each.name.zone(), zone -> new ArrayList<>()).add(each);
      }
    }
    Map<Fqdn, NameState> states = new LinkedHashMap<>();
    due.forEach(each -> states.put(each.name.fqdn(), each.state));
    List<String> troubles = new ArrayList<>();
    zones.forEach((zone, group) -> publish(zone, group, states, troubles));
    return new Result(states, troubles);
  }

  private void publish(
      ZoneId zone, List<Due> group, Map<Fqdn, NameState> states, List<String> troubles) {
    List<RecordSet> sets = group.stream().flatMap(each -> pending(each.state).stream()).toList();
    Outcome outcome = records.upsert(zone, sets);
    if (!(outcome instanceof Outcome.Applied)) {
      troubles.add(outcome.toString());
    }
    for (Due each : group) {
      Confirmation confirmation = new Confirmation(each.name);
      states.put(each.name.fqdn(), confirmation.of(each.state, outcome, troubles));
    }
  }

  private static List<RecordSet> pending(NameState state) {
    return state.pending().stream()
        .sorted()
        .map(
            family -> new RecordSet(state.name(), state.record(family).orElseThrow().publication()))
        .toList();
  }

  /** Writes down what is known of a name's record sets after they were sent to Route 53. */
  private final class Confirmation {

    private final Name name;

    Confirmation(Name name) {
      this.name = name;
    }

    NameState of(NameState written, Outcome outcome, List<String> troubles) {
      try {
        return switch (outcome) {
          case Outcome.Applied(ChangeId change) -> confirm(written, change);
          case Outcome.Unconfirmed unconfirmed -> unsettled(written);
          case Outcome.Throttled nothing -> written;
          case Outcome.Rejected nothing -> written;
        };
      } catch (Unavailable | Unconfirmed e) {
        troubles.add(String.valueOf(e.getMessage()));
        return written;
      }
    }

    /**
     * If the row was written by somebody else meanwhile, a newer publication may have reached Route
     * 53 before ours and be overwritten now: the newest is made due once more, and published.
     */
    private NameState confirm(NameState written, ChangeId change) {
      Set<Family> families = written.pending();
      NameState confirmed = written.confirmed(families, change);
      for (int round = 0; round < ROUNDS; round++) {
        if (state.replace(State.Rows.of(confirmed))) {
          return confirmed;
        }
        NameState newest = state.names(List.of(name.fqdn())).getFirst().state();
        if (written.agreesOn(families, newest)) {
          confirmed = newest.confirmed(families, change);
          continue;
        }
        NameState due = newest.dueAgain(families);
        if (!state.replace(State.Rows.of(due))) {
          continue;
        }
        Outcome outcome = records.upsert(name.zone(), pending(due));
        if (!(outcome instanceof Outcome.Applied again)) {
          return outcome instanceof Outcome.Unconfirmed ? unsettled(due) : due;
        }
        written = due;
        families = due.pending();
        change = again.change();
        confirmed = due.confirmed(families, change);
      }
      return written;
    }

    /**
     * If the row was written by somebody else meanwhile, ours may have overwritten a newer
     * publication that counts as published: the newest is made due once more.
     */
    private NameState unsettled(NameState written) {
      for (int round = 0; round < ROUNDS; round++) {
        NameState newest = state.names(List.of(name.fqdn())).getFirst().state();
        if (written.agreesOn(written.pending(), newest)) {
          return newest;
        }
        NameState due = newest.dueAgain(written.pending());
        if (state.replace(State.Rows.of(due))) {
          return due;
        }
      }
      return written;
    }
  }
}
