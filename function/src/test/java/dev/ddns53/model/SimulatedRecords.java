package dev.ddns53.model;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.port.Records;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.record.ChangeId;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.model.Plan.Call;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Route 53 as simulated processes see it: what nobody waits for may land late. */
final class SimulatedRecords implements Records {

  /** Hears of batches. */
  interface Witness {

    /** One is sent. */
    Sending sent(Simulation.Actor sender, ZoneId zone, List<Replacement> replacements);

    /** One took place. */
    void landed(Sending sending);
  }

  private static final SimulatedCall.Answers<Outcome> ANSWERS =
      new SimulatedCall.Answers<>() {
        @Override
        public Outcome throttled() {
          return new Outcome.Throttled();
        }

        @Override
        public Outcome busy() {
          return new Outcome.Busy();
        }

        @Override
        public Outcome denied() {
          return new Outcome.Refused("InvalidClientTokenId");
        }

        @Override
        public Outcome unconfirmed(String why) {
          return new Outcome.Unconfirmed(why);
        }
      };

  private final Simulation simulation;
  private final Supplier<Plan> plan;
  private final Services services;
  private final Witness witness;
  private final Set<Fqdn> denied = new HashSet<>();
  private boolean judged;

  SimulatedRecords(Simulation simulation, Supplier<Plan> plan, Services services, Witness witness) {
    this.simulation = simulation;
    this.plan = plan;
    this.services = services;
    this.witness = witness;
  }

  /** From now on IAM permits us no change of a name. */
  void deny(Fqdn name) {
    denied.add(name);
    judged = services.deny(denied);
  }

  void permit(Fqdn name) {
    denied.remove(name);
    judged = services.deny(denied);
  }

  boolean isDenied(Fqdn name) {
    return denied.contains(name);
  }

  private SimulatedCall call(Call kind, Supplier<String> text) {
    return new SimulatedCall(simulation, plan.get(), kind, text);
  }

  @Override
  public Map<Fqdn, List<RecordSet>> look(ZoneId zone, Collection<Fqdn> names) {
    return call(Call.READ, () -> "what stands at " + names + " of " + zone)
        .read(() -> services.records().look(zone, names));
  }

  /** Others change the zone between two pages. */
  @Override
  public void list(ZoneId zone, Consumer<List<Listed>> page) {
    SimulatedCall call = call(Call.READ, () -> "all of " + zone);
    call.read(
        () -> {
          services
              .records()
              .list(
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
    return call(Call.READ, change::value).read(() -> services.records().progress(change));
  }

  @Override
  public Outcome change(ZoneId zone, List<Replacement> replacements) {
    SimulatedCall call = call(Call.CHANGE, () -> zone + " " + Texts.of(replacements));
    Sending sending = witness.sent(simulation.actor(), zone, replacements);
    Outcome outcome =
        call.isProvoked(services)
            ? wrongly(call, sending)
            : call.change(() -> apply(sending), ANSWERS);
    sending.answered(outcome);
    simulation.note(outcome::toString);
    return outcome;
  }

  private Outcome apply(Sending sending) {
    if (!judged
        && sending.replacements().stream().map(Replacement::name).anyMatch(denied::contains)) {
      return new Outcome.Denied("AccessDenied");
    }
    Outcome outcome = services.records().change(sending.zone(), sending.replacements());
    if (outcome instanceof Outcome.Applied) {
      simulation.note(() -> "lands: " + sending.zone() + " " + Texts.of(sending.replacements()));
      witness.landed(sending);
    }
    return outcome;
  }

  /** What took place is not what the sender is told, but what stands there. */
  private Outcome wrongly(SimulatedCall call, Sending sending) {
    boolean before = stands(sending);
    Outcome outcome = provoked(sending);
    boolean after = stands(sending);
    if (after && !before) {
      witness.landed(sending);
    }
    boolean told =
        switch (outcome) {
          case Outcome.Applied applied -> after;
          case Outcome.Unconfirmed unconfirmed -> true;
          case Outcome.Throttled throttled -> before || !after;
          case Outcome.Busy busy -> before || !after;
          case Outcome.Rejected rejected -> before || !after;
          case Outcome.Denied denial -> before || !after;
          case Outcome.Refused refused -> before || !after;
        };
    if (!told) {
      throw new AssertionError("a batch " + (after ? "landed: " : "did not land: ") + outcome);
    }
    call.travel();
    return outcome;
  }

  private Outcome provoked(Sending sending) {
    try {
      return services.records().change(sending.zone(), sending.replacements());
    } finally {
      services.recover();
    }
  }

  private boolean stands(Sending sending) {
    for (Replacement each : sending.replacements()) {
      Set<RecordSet> there = Set.copyOf(at(sending.zone(), each.name()));
      boolean gone =
          each.out().stream().allMatch(set -> each.in().contains(set) || !there.contains(set));
      if (!gone || !there.containsAll(each.in())) {
        return false;
      }
    }
    return true;
  }

  /** A zone that is gone holds nothing. */
  private List<RecordSet> at(ZoneId zone, Fqdn name) {
    try {
      return services.hands().look(zone, Set.of(name)).getOrDefault(name, List.of());
    } catch (Unavailable gone) {
      return List.of();
    }
  }
}
