package dev.ddns53.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.aws.Endpoint;
import dev.ddns53.emulator.Emulator;
import dev.ddns53.emulator.http.Fault;
import dev.ddns53.emulator.route53.Settings;
import dev.ddns53.model.EmulatedServices.Hit;
import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** The same histories over the wire: the real adapters, the emulator's answers and its faults. */
final class RandomHistoriesIT {

  private static final long ENOUGH = 50;
  private static final long SEEDS = Long.getLong("model.it.seeds", ENOUGH);
  private static final int WORKERS = 2;
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

  @Test
  void randomHistoriesOverTheWire_nothingIsBroken() throws Exception {
    Endpoint.chosen().needsOurEmulator();
    Queue<Long> seeds =
        new ConcurrentLinkedQueue<>(LongStream.range(FIRST, FIRST + SEEDS).boxed().toList());
    Set<Hit> hits = ConcurrentHashMap.newKeySet();
    try (var threads = Executors.newFixedThreadPool(WORKERS)) {
      List<Callable<Optional<String>>> workers =
          Collections.nCopies(WORKERS, () -> firstFailure(seeds, hits));
      for (Future<Optional<String>> each : threads.invokeAll(workers)) {
        each.get().ifPresent(Assertions::fail);
      }
    }
    assertTrue(SEEDS < ENOUGH || hits.containsAll(EXPECTED), () -> "met with " + hits);
  }

  /** On services of its own, as the emulator's faults hit whoever calls next. */
  private static Optional<String> firstFailure(Queue<Long> seeds, Set<Hit> hits)
      throws IOException {
    try (Emulator emulator = Emulator.inMemory(Settings.UNLIMITED);
        EmulatedClients clients = EmulatedClients.of(emulator)) {
      for (Long seed = seeds.poll(); seed != null; seed = seeds.poll()) {
        Plan plan = WireFaults.added(Plans.of(seed));
        if (!run(clients, plan, false, hits).broken().isEmpty()) {
          seeds.clear();
          return Optional.of(story(clients, plan));
        }
      }
      return Optional.empty();
    }
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
