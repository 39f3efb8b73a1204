package dev.ddns53.model;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.ddns53.aws.Endpoint;
import dev.ddns53.emulator.http.Fault;
import dev.ddns53.fake.Difference;
import dev.ddns53.model.EmulatedServices.Hit;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The same histories over the wire: the real adapters, the emulator's answers and its faults. */
final class RandomHistoriesIT {

  private static final long ENOUGH = 50;
  private static final long SEEDS = Long.getLong("model.it.seeds", ENOUGH);
  private static final long FIRST = Long.getLong("model.it.first", 1);

  /** What so many histories must have met with for their peace to say something. */
  private static final Set<Hit> EXPECTED =
      Set.of(
          new Hit(Plan.Call.CHANGE, Fault.Kind.THROTTLE),
          new Hit(Plan.Call.CHANGE, Fault.Kind.PRIOR_REQUEST),
          new Hit(Plan.Call.CHANGE, Fault.Kind.ERROR),
          new Hit(Plan.Call.CHANGE, Fault.Kind.COMMIT_THEN_DROP),
          new Hit(Plan.Call.WRITE, Fault.Kind.ERROR),
          new Hit(Plan.Call.WRITE, Fault.Kind.DENY),
          new Hit(Plan.Call.WRITE, Fault.Kind.COMMIT_THEN_DROP));

  /** One after another, as the emulator's faults hit whoever calls next. */
  @Test
  void randomHistoriesOverTheWire_nothingIsBroken() {
    Difference.NO_THROTTLES.skipIfAmong(Endpoint.chosen().differences());
    Set<Hit> hits = new HashSet<>();
    try (EmulatedClients clients = EmulatedClients.of(Endpoint.chosen())) {
      for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
        Plan plan = WireFaults.added(Plans.of(seed));
        if (!run(clients, plan, false, hits).broken().isEmpty()) {
          fail(story(clients, plan));
        }
      }
    }
    assertTrue(SEEDS < ENOUGH || hits.containsAll(EXPECTED), () -> "met with " + hits);
  }

  private static ModelRun.Outcome run(
      EmulatedClients clients, Plan plan, boolean traced, Set<Hit> hits) {
    try (EmulatedServices services = new EmulatedServices(clients, plan)) {
      ModelRun.Outcome outcome = ModelRun.of(plan, services, traced);
      hits.addAll(services.hits());
      return outcome;
    }
  }

  private static String story(EmulatedClients clients, Plan plan) {
    Set<Hit> any = new HashSet<>();
    Plan shrunk = plan.shrunk(smaller -> !run(clients, smaller, false, any).broken().isEmpty());
    return run(clients, shrunk, true, any).story(shrunk);
  }
}
