package dev.ddns53.model;

import dev.ddns53.core.model.ChangeId;
import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.HistoryEntry;
import dev.ddns53.core.model.NameState;
import dev.ddns53.core.model.Publication;
import dev.ddns53.core.model.SiteId;
import dev.ddns53.core.model.SiteState;
import dev.ddns53.core.model.ZoneId;
import dev.ddns53.core.port.Records;
import dev.ddns53.core.port.State;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.port.Unconfirmed;
import dev.ddns53.model.Plan.Fault;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The ports as simulated processes see them: calls take time, go wrong as planned, and what a dead
 * or impatient process has sent may land late.
 */
final class SimulatedPorts implements State, Records {

  /** How long Route 53 and DynamoDB may take to carry out what nobody waits for anymore. */
  private static final int LATEST_LANDING_MILLIS = 10_000;

  private static final int LATEST_WRITE_MILLIS = 6_000;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Simulation simulation;
  private final Plan plan;
  private final Services services;
  private final State state;
  private final Records records;
  private final Consumer<Rows> written;
  private final Consumer<List<RecordSet>> applied;

  /**
   * Ports on services.
   *
   * @param written hears of each write that took place
   * @param applied hears of each batch that took place
   */
  SimulatedPorts(
      Simulation simulation,
      Plan plan,
      Services services,
      Consumer<Rows> written,
      Consumer<List<RecordSet>> applied) {
    this.simulation = simulation;
    this.plan = plan;
    this.services = services;
    this.state = services.state();
    this.records = services.records();
    this.written = written;
    this.applied = applied;
  }

  /** How one call goes. */
  private final class Call {

    private final Simulation.Actor actor = simulation.actor();
    private final Optional<Fault> fault;
    private final RandomGenerator random;
    private final Plan.Call kind;
    private final String what;

    Call(Plan.Call kind, String text) {
      this.kind = kind;
      int number = actor.nextCall(kind);
      fault = plan.fault(actor.key, kind, number);
      random = plan.random(actor.key + "/" + kind + "/" + number);
      what = kind + " " + number + ": " + text;
      note(what);
      if (fault.equals(Optional.of(Fault.DIE_BEFORE))) {
        throw actor.die();
      }
    }

    void note(String text) {
      simulation.note(text + fault.map(f -> " (" + f + ")").orElse(""));
    }

    /** Whether the services themselves let it go wrong. */
    boolean isProvoked() {
      return services.provoke(kind, fault.orElse(Fault.NONE), random);
    }

    void travel() {
      int slowest = random.nextInt(5) == 0 ? 1_500 : 60;
      simulation.pass(Duration.ofMillis(1 + random.nextInt(slowest)));
    }

    <T> T read(Supplier<T> reading) {
      travel();
      if (fault
          .filter(f -> f == Fault.THROTTLE || f == Fault.ERROR || f == Fault.DENY)
          .isPresent()) {
        throw new Unavailable("cannot be read");
      }
      T result = reading.get();
      travel();
      dieAfter();
      return result;
    }

    void dieAfter() {
      if (fault.equals(Optional.of(Fault.DIE_AFTER))) {
        throw actor.die();
      }
    }

    void late(Runnable effect, int latest) {
      Duration delay = Duration.ofMillis(random.nextInt(latest));
      simulation.at(
          simulation.now().plus(delay),
          () -> {
            simulation.note("lands late: " + actor.key + " " + what);
            effect.run();
          });
    }
  }

  @Override
  public SiteRows site(SiteId id) {
    return new Call(Plan.Call.READ, id.toString()).read(() -> state.site(id));
  }

  @Override
  public List<SiteState> recentSites(Collection<SiteId> ids) {
    return new Call(Plan.Call.READ, ids.toString()).read(() -> state.recentSites(ids));
  }

  @Override
  public List<NameState> recentNames(Collection<Fqdn> names) {
    return new Call(Plan.Call.READ, names.toString()).read(() -> state.recentNames(names));
  }

  @Override
  public List<HistoryEntry> history(Fqdn name, int most) {
    return new Call(Plan.Call.READ, name.toString()).read(() -> state.history(name, most));
  }

  /** Others change the zone between two pages. */
  @Override
  public void list(ZoneId zone, Consumer<List<Listed>> page) {
    Call call = new Call(Plan.Call.READ, "all of " + zone);
    call.read(
        () -> {
          records.list(
              zone,
              some -> {
                call.travel();
                page.accept(some);
              });
          return true;
        });
  }

  @Override
  public Progress progress(ChangeId change) {
    return new Call(Plan.Call.READ, change.value()).read(() -> records.progress(change));
  }

  @Override
  public Outcome replace(ZoneId zone, RecordSet record) {
    return send(new Batch(List.of(record), () -> records.replace(zone, record)));
  }

  @Override
  public List<NameRows> names(Collection<Fqdn> names) {
    return new Call(Plan.Call.READ, names.toString()).read(() -> state.names(names));
  }

  @Override
  public boolean replace(Rows rows) {
    Call call = new Call(Plan.Call.WRITE, text(rows));
    return call.isProvoked() ? carryOutWrongly(call, rows) : replace(call, rows);
  }

  private boolean replace(Call call, Rows rows) {
    return switch (call.fault.orElse(Fault.NONE)) {
      case THROTTLE, DENY -> {
        call.travel();
        throw new Unavailable("cannot be written");
      }
      case ERROR -> {
        call.travel();
        throw unconfirmed();
      }
      case HANG -> {
        simulation.pass(PATIENCE);
        throw unconfirmed();
      }
      case HANG_AND_LAND_LATE -> {
        call.late(() -> carryOut(rows), LATEST_WRITE_MILLIS);
        simulation.pass(PATIENCE);
        throw unconfirmed();
      }
      case COMMIT_THEN_DROP -> {
        call.travel();
        carryOut(rows);
        throw unconfirmed();
      }
      case DIE_AND_LAND_LATE -> {
        call.late(() -> carryOut(rows), LATEST_WRITE_MILLIS);
        throw call.actor.die();
      }
      case SLOW, NONE, DIE_BEFORE, DIE_AFTER -> {
        call.travel();
        boolean done = carryOut(rows);
        call.travel();
        call.dieAfter();
        yield done;
      }
    };
  }

  private boolean carryOut(Rows rows) {
    boolean done = state.replace(rows);
    simulation.note((done ? "written: " : "lost the race: ") + text(rows));
    if (done) {
      written.accept(rows);
    }
    return done;
  }

  /** What took place is not what the caller is told, but what stands there. */
  private boolean carryOutWrongly(Call call, Rows rows) {
    boolean before = stands(rows);
    Told told = told(rows);
    boolean done = !before && stands(rows);
    if (done) {
      simulation.note("written: " + text(rows));
      written.accept(rows);
    }
    if (told.done().filter(claim -> claim != done).isPresent()) {
      throw new AssertionError(
          "a write was " + (done ? "done" : "not done") + ", but told was the contrary");
    }
    call.travel();
    return told.answer().get();
  }

  /**
   * What an adapter tells.
   *
   * @param done whether something was written; empty when nobody knows
   */
  private record Told(Supplier<Boolean> answer, Optional<Boolean> done) {}

  private Told told(Rows rows) {
    try {
      boolean done = state.replace(rows);
      return new Told(() -> done, Optional.of(done));
    } catch (Unavailable e) {
      return new Told(thrown(e), Optional.of(false));
    } catch (Unconfirmed e) {
      return new Told(thrown(e), Optional.empty());
    } finally {
      services.recover();
    }
  }

  private static Supplier<Boolean> thrown(RuntimeException e) {
    return () -> {
      throw e;
    };
  }

  /** As only one acts at a time, a row's version tells who wrote it. */
  private boolean stands(Rows rows) {
    return rows.sites().stream()
            .allMatch(row -> state.site(row.id()).state().version() == row.version())
        && rows.names().stream()
            .allMatch(row -> services.stored(row.name()).version() == row.version());
  }

  private static Unconfirmed unconfirmed() {
    return new Unconfirmed("no answer", new IllegalStateException("timeout"));
  }

  @Override
  public List<ExistingRecord> at(ZoneId zone, Fqdn name) {
    return new Call(Plan.Call.READ, "what stands at " + name).read(() -> records.at(zone, name));
  }

  @Override
  public Outcome upsert(ZoneId zone, List<RecordSet> sets) {
    return send(new Batch(sets, () -> records.upsert(zone, sets)));
  }

  /** A change batch, and how it is carried out. */
  private record Batch(List<RecordSet> sets, Supplier<Outcome> sending) {}

  private Outcome send(Batch batch) {
    Call call = new Call(Plan.Call.UPSERT, text(batch.sets));
    return call.isProvoked() ? applyWrongly(call, batch) : send(call, batch);
  }

  private Outcome send(Call call, Batch batch) {
    return switch (call.fault.orElse(Fault.NONE)) {
      case THROTTLE -> {
        call.travel();
        yield new Outcome.Throttled();
      }
      case DENY -> {
        call.travel();
        yield new Outcome.Refused("AccessDenied");
      }
      case ERROR -> {
        call.travel();
        yield new Outcome.Unconfirmed("500");
      }
      case HANG -> {
        simulation.pass(PATIENCE);
        yield new Outcome.Unconfirmed("timeout");
      }
      case HANG_AND_LAND_LATE -> {
        call.late(() -> apply(batch), LATEST_LANDING_MILLIS);
        simulation.pass(PATIENCE);
        yield new Outcome.Unconfirmed("timeout");
      }
      case COMMIT_THEN_DROP -> {
        call.travel();
        apply(batch);
        yield new Outcome.Unconfirmed("dropped");
      }
      case DIE_AND_LAND_LATE -> {
        call.late(() -> apply(batch), LATEST_LANDING_MILLIS);
        throw call.actor.die();
      }
      case SLOW -> {
        simulation.pass(Duration.ofMillis(call.random.nextInt(2_400)));
        Outcome outcome = apply(batch);
        simulation.pass(Duration.ofMillis(call.random.nextInt(2_400)));
        yield outcome;
      }
      case NONE, DIE_BEFORE, DIE_AFTER -> {
        call.travel();
        Outcome outcome = apply(batch);
        call.travel();
        call.dieAfter();
        yield outcome;
      }
    };
  }

  /** What took place is not what the caller is told, but what stands there. */
  private Outcome applyWrongly(Call call, Batch batch) {
    List<RecordSet> sets = batch.sets;
    boolean before = sets.stream().allMatch(this::stands);
    Outcome outcome = outcome(batch);
    simulation.note(outcome + " " + text(sets));
    boolean after = sets.stream().allMatch(this::stands);
    if (after) {
      applied.accept(sets);
    }
    boolean told =
        switch (outcome) {
          case Outcome.Applied _ -> after;
          case Outcome.Unconfirmed _ -> true;
          case Outcome.Throttled _, Outcome.Refused _, Outcome.Rejected _ -> before || !after;
        };
    if (!told) {
      throw new AssertionError("a batch " + (after ? "landed: " : "did not land: ") + outcome);
    }
    call.travel();
    return outcome;
  }

  private Outcome outcome(Batch batch) {
    try {
      return batch.sending.get();
    } finally {
      services.recover();
    }
  }

  private boolean stands(RecordSet set) {
    return services
        .published(set.name(), set.publication().family())
        .equals(Optional.of(set.publication()));
  }

  private Outcome apply(Batch batch) {
    Outcome outcome = batch.sending.get();
    simulation.note(outcome + " " + text(batch.sets));
    if (outcome instanceof Outcome.Applied) {
      applied.accept(batch.sets);
    }
    return outcome;
  }

  static String text(List<RecordSet> sets) {
    return String.join(
        ", ", sets.stream().map(set -> set.name() + " " + text(set.publication())).toList());
  }

  static String text(Publication publication) {
    return publication.addresses().toString();
  }

  private static String text(Rows rows) {
    return String.join(
            ", ", rows.sites().stream().map(site -> site.id() + " v" + site.version()).toList())
        + " "
        + String.join(", ", rows.names().stream().map(SimulatedPorts::text).toList());
  }

  static String text(NameState state) {
    StringBuilder text = new StringBuilder(state.name() + " v" + state.version());
    for (Family family : Family.values()) {
      state
          .record(family)
          .ifPresent(
              record ->
                  text.append(" ")
                      .append(text(record.publication()))
                      .append(" v")
                      .append(record.version())
                      .append(record.isConfirmed() ? " confirmed" : " due")
                      .append(record.attempts().tried().map(t -> " tried until " + t).orElse(""))
                      .append(
                          record.attempts().underWay().map(t -> " under way until " + t).orElse(""))
                      .append(
                          record
                              .attempts()
                              .contested()
                              .map(t -> " contested until " + t)
                              .orElse(""))
                      .append(record.rejected().isPresent() ? " rejected" : ""));
    }
    return text.toString();
  }
}
