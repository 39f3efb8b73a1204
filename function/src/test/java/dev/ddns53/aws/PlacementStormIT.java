package dev.ddns53.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ddns53.core.fleet.Name.OnDrift;
import dev.ddns53.emulator.Emulator;
import dev.ddns53.emulator.route53.Landed;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Somebody else places record sets at any moment of storms of reports, removals and returns of a
 * name. Where the name is not ours, or says {@code hold}, they stay unless adopted; {@code alert}
 * replaces them by a report that changes the address, once they were told, and only if they are of
 * its type; {@code repair} replaces them within a re-check. What we wanted ourselves within the
 * last hour counts as ours.
 *
 * <p>With {@code -Dstorm.all=true} there are 1,000 placements for each of these four, in a storm of
 * 200 operations each; else a fifth of both.
 */
class PlacementStormIT {

  private static final boolean ALL = Boolean.getBoolean("storm.all");
  private static final int GUSTS = ALL ? 25 : 5;
  private static final long SEED = Long.getLong("storm.seed", 53);

  private final Map<String, PlacementJudge> judges = new ConcurrentHashMap<>();
  private final Map<String, Integer> counts = new TreeMap<>();

  @BeforeEach
  void start() {
    Endpoint.chosen().needsOurEmulator();
    emulator().route53().watch(this::heard);
  }

  @AfterEach
  void end() {
    Endpoint.chosen().emulator().ifPresent(each -> each.route53().watch(batch -> {}));
  }

  private static Emulator emulator() {
    return Endpoint.chosen().emulator().orElseThrow();
  }

  private void heard(List<Landed> batch) {
    batch.stream()
        .findFirst()
        .flatMap(landed -> Optional.ofNullable(judges.get(landed.zone())))
        .ifPresent(judge -> judge.heard(batch));
  }

  @Test
  @Timeout(900)
  void placedByTheSdkAtAnyMoment_changedOnlyAsItsNameSays() throws Exception {
    storm(SdkStranger::new);
  }

  @Test
  @Timeout(900)
  void placedByBoto3AtAnyMoment_changedOnlyAsItsNameSays() throws Exception {
    assumeTrue(BotoStranger.isInstalled(), "python3 with boto3 is not installed");
    storm(BotoStranger::at);
  }

  /** All four side by side, each with a stranger of its own. */
  private void storm(Function<URI, Stranger> strangers) throws Exception {
    List<Callable<Boolean>> runs = new ArrayList<>();
    for (StormForm form : StormForm.ALL) {
      runs.add(() -> run(form, strangers));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> run : threads.invokeAll(runs)) {
        run.get();
      }
    }
    assertEquals("", String.join("\n", violations()), "seed " + SEED);
    judges.values().stream()
        .flatMap(judge -> judge.counts().entrySet().stream())
        .forEach(count -> counts.merge(count.getKey(), count.getValue(), Integer::sum));
    System.out.println("Of the placements: " + counts);
    assertAllHappened();
  }

  private boolean run(StormForm form, Function<URI, Stranger> strangers) throws Exception {
    try (Stranger stranger = strangers.apply(emulator().aws());
        PlacementStorm storm = new PlacementStorm(form, stranger, GUSTS, SEED)) {
      judges.put(storm.zone(), storm.judge());
      storm.run();
    }
    return true;
  }

  private List<String> violations() {
    return judges.values().stream().flatMap(judge -> judge.violations().stream()).toList();
  }

  /** A judge that never had to judge proves nothing. */
  private void assertAllHappened() {
    int placed = StormForm.ALL.size() * GUSTS * StormGust.PLACEMENTS;
    assertAtLeast(placed, "placed");
    assertAtLeast(placed / 3, "placed while we were at work");
    Stream.of(OnDrift.values())
        .forEach(
            which -> {
              assertAtLeast(placed / 20, "placed, " + which);
              assertAtLeast(1, "stands again, " + which);
              assertAtLeast(1, "told, " + which);
            });
    assertAtLeast(placed / 5, "placed, not ours");
    for (Placement.Kind kind : Placement.Kind.values()) {
      assertAtLeast(placed / 400, kind + " placed, not ours");
      Stream.of(OnDrift.values())
          .filter(which -> ALL)
          .forEach(which -> assertAtLeast(placed / 400, kind + " placed, " + which));
    }
    assertAtLeast(placed / 400, "replaced, " + OnDrift.REPAIR);
    assertAtLeast(placed / 400, "replaced, " + OnDrift.ALERT);
  }

  private void assertAtLeast(int least, String what) {
    assertTrue(counts.getOrDefault(what, 0) >= least, what + " is too rare: " + counts);
  }
}
