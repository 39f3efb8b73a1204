package dev.ddns53.model;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import dev.ddns53.aws.Endpoint;
import dev.ddns53.emulator.http.Fault;
import dev.ddns53.fake.Difference;
import dev.ddns53.model.EmulatedServices.Hit;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The same histories on the emulator, behind the real adapters. */
final class BurstModelIT {

  private static final long ENOUGH = 50;
  private static final long SEEDS = Long.getLong("model.it.seeds", ENOUGH);
  private static final long MOST = 3 * ENOUGH;
  private static final long FIRST = Long.getLong("model.it.first", 1);

  /** What so many histories must have met with for their peace to say something. */
  private static final Set<Hit> EXPECTED =
      Set.of(
          new Hit(Plan.Call.UPSERT, Fault.Kind.THROTTLE),
          new Hit(Plan.Call.UPSERT, Fault.Kind.PRIOR_REQUEST),
          new Hit(Plan.Call.UPSERT, Fault.Kind.ERROR),
          new Hit(Plan.Call.UPSERT, Fault.Kind.DENY),
          new Hit(Plan.Call.UPSERT, Fault.Kind.COMMIT_THEN_DROP),
          new Hit(Plan.Call.WRITE, Fault.Kind.ERROR),
          new Hit(Plan.Call.WRITE, Fault.Kind.DENY),
          new Hit(Plan.Call.WRITE, Fault.Kind.COMMIT_THEN_DROP));

  @Test
  void randomHistoriesOnTheEmulator_invariantsHold() {
    Difference.NO_THROTTLES.skipIfAmong(Endpoint.chosen().differences());
    Set<Hit> hits = new HashSet<>();
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      hits.addAll(run(Plans.of(seed)));
    }
    for (long seed = FIRST + SEEDS; isMissing(hits) && seed < FIRST + MOST; seed++) {
      hits.addAll(run(Plans.of(seed)));
    }
    assertFalse(isMissing(hits), "met with " + hits);
  }

  private static boolean isMissing(Set<Hit> hits) {
    return SEEDS >= ENOUGH && !hits.containsAll(EXPECTED);
  }

  /** Seeds run one after another, as the emulator's faults hit whoever calls next. */
  private static Set<Hit> run(Plan plan) {
    try (EmulatedServices services = new EmulatedServices(plan)) {
      ModelRun.Outcome outcome = ModelRun.of(plan, services);
      if (!outcome.broken().isEmpty()) {
        fail(outcome.story(plan));
      }
      return services.hits();
    }
  }
}
