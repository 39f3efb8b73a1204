package dev.ddns53.model;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.notice.HistoryEntry;
import dev.ddns53.core.port.Registry;
import dev.ddns53.core.port.State;
import dev.ddns53.core.port.Traffic;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.port.Unconfirmed;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.SiteState;
import dev.ddns53.model.Plan.Call;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The tables as simulated processes see them: calls take time and go wrong as planned. */
final class SimulatedTables implements State, Traffic, Registry {

  /** Hears of writes that took place. */
  interface Witness {

    /**
     * Rows are about to be written, or were.
     *
     * @param before the rows of the same names as they were
     */
    void written(Simulation.Actor writer, State.Rows rows, List<NameState> before);
  }

  private final Simulation simulation;
  private final Supplier<Plan> plan;
  private final Services services;
  private final Witness witness;

  SimulatedTables(Simulation simulation, Supplier<Plan> plan, Services services, Witness witness) {
    this.simulation = simulation;
    this.plan = plan;
    this.services = services;
    this.witness = witness;
  }

  private SimulatedCall call(Call kind, Supplier<String> text) {
    return new SimulatedCall(simulation, plan.get(), kind, text);
  }

  private <T> T read(Object what, Supplier<T> reading) {
    return call(Call.READ, what::toString).read(reading);
  }

  @Override
  public SiteRows site(SiteId id) {
    return read(id, () -> services.state().site(id));
  }

  @Override
  public List<NameRows> names(Collection<Fqdn> names) {
    return read(names, () -> services.state().names(names));
  }

  @Override
  public Reading names(Collection<Fqdn> names, ZoneId zone) {
    return read(names, () -> services.state().names(names, zone));
  }

  @Override
  public List<SiteState> recentSites(Collection<SiteId> ids) {
    return read(ids, () -> services.state().recentSites(ids));
  }

  @Override
  public List<NameState> recentNames(Collection<Fqdn> names) {
    return read(names, () -> services.state().recentNames(names));
  }

  @Override
  public List<HistoryEntry> history(Fqdn name, int most) {
    return read(name, () -> services.state().history(name, most));
  }

  @Override
  public Traffic.Rows rows(ZoneId zone) {
    return read(zone, () -> services.traffic().rows(zone));
  }

  @Override
  public Turn turn(ZoneId zone) {
    return read(zone, () -> services.traffic().turn(zone));
  }

  @Override
  public Fleet read() {
    return read("the registry", services.registry()::read);
  }

  @Override
  public boolean write(List<Change> changes) {
    throw new UnsupportedOperationException("functions only read the registry");
  }

  @Override
  public boolean replace(Turn next) {
    return call(Call.TRAFFIC, () -> "turn " + next.holder())
        .change(() -> services.traffic().replace(next), SimulatedCall.WRITES);
  }

  @Override
  public boolean replace(Bucket next) {
    return call(Call.TRAFFIC, () -> "bucket " + next.tokens())
        .change(() -> services.traffic().replace(next), SimulatedCall.WRITES);
  }

  @Override
  public boolean replace(State.Rows rows) {
    SimulatedCall call = call(Call.WRITE, () -> Texts.of(rows));
    Simulation.Actor writer = simulation.actor();
    return call.isProvoked(services)
        ? carryOutWrongly(call, writer, rows)
        : call.change(() -> carryOut(writer, rows), SimulatedCall.WRITES);
  }

  private boolean carryOut(Simulation.Actor writer, State.Rows rows) {
    List<NameState> before = before(rows);
    boolean stood = stands(rows);
    boolean done = services.state().replace(rows);
    simulation.note(() -> (done ? "written: " : "lost the race: ") + Texts.of(rows));
    if (!stood && isKept(rows)) {
      checkTold(Optional.of(done), stands(rows));
    }
    if (done && !stood) {
      witness.written(writer, rows, before);
    }
    return done;
  }

  private List<NameState> before(State.Rows rows) {
    return rows.names().stream().map(row -> services.stored(row.name())).toList();
  }

  /** As only one acts at a time, a row's version tells who wrote it. */
  private boolean stands(State.Rows rows) {
    return isKept(rows)
        && rows.sites().stream().allMatch(services::isStored)
        && rows.names().stream()
            .allMatch(row -> services.stored(row.name()).version() == row.version());
  }

  /** Whether it writes rows with a version, so that one can see what became of it. */
  private static boolean isKept(State.Rows rows) {
    return !rows.sites().isEmpty() || !rows.names().isEmpty();
  }

  private static void checkTold(Optional<Boolean> told, boolean done) {
    if (told.filter(claim -> claim != done).isPresent()) {
      throw new AssertionError("a write was " + (done ? "" : "not ") + "done; told the contrary");
    }
  }

  /** What took place is not what the caller is told, but what stands there. */
  private boolean carryOutWrongly(SimulatedCall call, Simulation.Actor writer, State.Rows rows) {
    List<NameState> before = before(rows);
    boolean stood = stands(rows);
    Told told = told(() -> services.state().replace(rows));
    boolean done = !stood && stands(rows);
    if (done) {
      simulation.note(() -> "written: " + Texts.of(rows));
      witness.written(writer, rows, before);
    }
    checkTold(told.done(), done);
    call.travel();
    return told.answer().getAsBoolean();
  }

  /**
   * What an adapter tells.
   *
   * @param done whether something was written; empty when nobody knows
   */
  private record Told(BooleanSupplier answer, Optional<Boolean> done) {}

  private Told told(BooleanSupplier write) {
    try {
      boolean done = write.getAsBoolean();
      return new Told(() -> done, Optional.of(done));
    } catch (Unavailable e) {
      return new Told(thrown(e), Optional.of(false));
    } catch (Unconfirmed e) {
      return new Told(thrown(e), Optional.empty());
    } finally {
      services.recover();
    }
  }

  private static BooleanSupplier thrown(RuntimeException e) {
    return () -> {
      throw e;
    };
  }
}
