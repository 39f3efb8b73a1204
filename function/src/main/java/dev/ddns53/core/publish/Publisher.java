package dev.ddns53.core.publish;

import dev.ddns53.core.model.ChangeId;
import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.Limits;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.NameState;
import dev.ddns53.core.model.RecordState;
import dev.ddns53.core.model.ZoneId;
import dev.ddns53.core.port.Records;
import dev.ddns53.core.port.Records.Outcome;
import dev.ddns53.core.port.Records.RecordSet;
import dev.ddns53.core.port.State;
import dev.ddns53.core.port.Time;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.port.Unconfirmed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The direct path: brings what a report changed to Route 53 at once, where that is quick. One
 * attempt for each zone, no waiting. What does not succeed stays pending, and batches do it.
 *
 * <p>Only the maker of a version tries it directly, and the row says so before it does. So its end,
 * written down, is the end of all direct attempts for that version.
 */
public final class Publisher {

  private static final int ROUNDS = 5;

  private final Records records;
  private final State state;
  private final DirectPath direct;
  private final Time time;

  public Publisher(Records records, State state, Time time) {
    this.records = records;
    this.state = state;
    this.direct = new DirectPath();
    this.time = time;
  }

  /** A name and its state as it was stored. */
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

  /** Begins to publish what is due of names, before it is stored that it is. */
  public Attempt attempt(Collection<Name> changed) {
    Instant now = time.now();
    Set<ZoneId> zones = changed.stream().map(Name::zone).collect(Collectors.toSet());
    return new Attempt(zones.isEmpty() ? zones : direct.enter(zones, now), now);
  }

  /** One report's attempt, in the zones that it may try. */
  public final class Attempt implements AutoCloseable {

    private final Set<ZoneId> zones;
    private final Instant began;
    private final Map<Fqdn, NameState> states = new LinkedHashMap<>();
    private final List<String> troubles = new ArrayList<>();

    private Attempt(Set<ZoneId> zones, Instant began) {
      this.zones = zones;
      this.began = began;
    }

    /** What is to be stored: a row that says so if its publications are going to be tried. */
    public NameState declared(Name name, NameState changed) {
      return zones.contains(name.zone()) ? changed.tried(began) : changed;
    }

    /**
     * Takes over what is due already and stores that; empty when others do it, or a table fails.
     */
    public List<NameState> again(List<NameState> due, Function<NameState, Name> entries) {
      List<NameState> again =
          due.stream()
              .filter(state -> zones.contains(entries.apply(state).zone()))
              .map(state -> state.dueAgain(state.unsent(), began).tried(began))
              .toList();
      try {
        return again.isEmpty() || !state.replace(State.Rows.of(List.of(), again))
            ? List.of()
            : again;
      } catch (Unavailable | Unconfirmed e) {
        troubles.add(String.valueOf(e.getMessage()));
        return List.of();
      }
    }

    /** Publishes what was stored. */
    public Result publish(Collection<Due> stored) {
      Map<ZoneId, List<Due>> groups = new TreeMap<>();
      for (Due each : stored) {
        states.put(each.name.fqdn(), each.state);
        if (zones.contains(each.name.zone()) && !each.state.made().isEmpty()) {
          groups.computeIfAbsent(each.name.zone(), zone -> new ArrayList<>()).add(each);
        }
      }
      groups.forEach(this::publish);
      return new Result(states, troubles);
    }

    @Override
    public void close() {
      direct.leave(zones);
    }

    private void publish(ZoneId zone, List<Due> group) {
      Instant sent = time.now();
      if (sent.isAfter(began.plus(Limits.ATTEMPT_STARTS))) {
        troubles.add("storing took too long");
        return;
      }
      List<RecordSet> sets =
          group.stream().flatMap(each -> sets(each.state, each.state.made()).stream()).toList();
      Outcome outcome = records.upsert(zone, sets);
      if (outcome instanceof Outcome.Applied(ChangeId change)) {
        group.forEach(each -> confirm(each, change, sent));
        return;
      }
      troubles.add(outcome.toString());
      switch (outcome) {
        case Outcome.Throttled() -> {
          direct.trouble(time.now());
          leave(group);
        }
        case Outcome.Unconfirmed(String reason) -> direct.trouble(time.now());
        case Outcome.Rejected(String reason) -> leave(group);
        case Outcome.Refused(String reason) -> leave(group);
        case Outcome.Applied applied -> {}
      }
    }

    private void confirm(Due due, ChangeId change, Instant sent) {
      try {
        states.put(
            due.name.fqdn(), new Confirmation(due.name, began, ROUNDS).of(due.state, change, sent));
      } catch (Unavailable | Unconfirmed e) {
        troubles.add(String.valueOf(e.getMessage()));
      }
    }

    /** Says that Route 53 did not take it, so that batches need not mind this attempt. */
    private void leave(List<Due> group) {
      try {
        List<NameState> left =
            group.stream().map(each -> each.state.left(each.state.made())).toList();
        if (state.replace(State.Rows.of(List.of(), left))) {
          left.forEach(each -> states.put(each.name(), each));
        }
      } catch (Unavailable | Unconfirmed e) {
        troubles.add(String.valueOf(e.getMessage()));
      }
    }
  }

  private static List<RecordSet> sets(NameState state, Set<Family> families) {
    return families.stream()
        .sorted()
        .map(
            family -> new RecordSet(state.name(), state.record(family).orElseThrow().publication()))
        .toList();
  }

  /** Writes down that Route 53 took what a name's row says. */
  private final class Confirmation {

    private final Name name;
    private final Instant last;
    private final int repairs;

    /**
     * In time, that is while batches still take what was tried as under way.
     *
     * @param began when the row said that it was going to be tried
     * @param repairs how often something newer may be published again
     */
    Confirmation(Name name, Instant began, int repairs) {
      this.name = name;
      this.last = began.plus(Limits.ATTEMPT_SETTLES.dividedBy(2));
      this.repairs = repairs;
    }

    /**
     * If the row was written by somebody else meanwhile, a newer publication may have reached Route
     * 53 before ours and be overwritten now: unless it is the same, the newest is made due once
     * more, and published.
     */
    NameState of(NameState written, ChangeId change, Instant sent) {
      Set<Family> families = written.made();
      NameState confirmed = written.confirmed(families, change, sent);
      for (int round = 0; round < ROUNDS && time.now().isBefore(last); round++) {
        if (state.replace(State.Rows.of(confirmed))) {
          return confirmed;
        }
        NameState newest = state.names(List.of(name.fqdn())).getFirst().state();
        if (written.agreesOn(families, newest)) {
          confirmed = newest.confirmed(families, change, sent);
          continue;
        }
        if (written.publishesAs(families, newest)) {
          return newest;
        }
        Instant now = time.now();
        NameState due = newest.dueAgain(families, now).tried(now);
        if (!state.replace(State.Rows.of(due))) {
          continue;
        }
        return again(due, now);
      }
      return written;
    }

    private NameState again(NameState due, Instant now) {
      Outcome outcome = records.upsert(name.zone(), sets(due, due.made()));
      return outcome instanceof Outcome.Applied(ChangeId change) && repairs > 1
          ? new Confirmation(name, now, repairs - 1).of(due, change, now)
          : due;
    }
  }
}
