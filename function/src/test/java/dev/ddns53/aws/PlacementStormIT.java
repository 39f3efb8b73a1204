package dev.ddns53.aws;

import static dev.ddns53.core.fleet.Name.OnDrift.ALERT;
import static dev.ddns53.core.fleet.Name.OnDrift.HOLD;
import static dev.ddns53.core.fleet.Name.OnDrift.REPAIR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.aws.PlacementStorm.Form;
import dev.ddns53.core.fleet.Name.OnDrift;
import dev.ddns53.emulator.Emulator;
import dev.ddns53.emulator.route53.Landed;
import dev.ddns53.fake.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Somebody else places 1,000 record sets at any moment of storms, each of 200 reports, removals and
 * returns of its name. Where the name is not ours, or says {@code hold}, they stay unless adopted;
 * {@code alert} replaces them by a report that changes the address, once they were told, and only
 * if they are of its type; {@code repair} replaces them within a re-check. What we wanted ourselves
 * within the last hour counts as ours.
 */
class PlacementStormIT {

  private static final long SEED = Long.getLong("storm.seed", 53);
  private static final List<Form> FORMS =
      List.of(
          new Form(0, ALERT, true, false),
          new Form(1, REPAIR, true, false),
          new Form(2, HOLD, true, false),
          new Form(3, REPAIR, false, true),
          new Form(4, ALERT, false, false));

  private final Map<String, PlacementJudge> judges = new ConcurrentHashMap<>();
  private final Map<String, Integer> counts = new TreeMap<>();

  @BeforeEach
  void start() {
    Difference.NO_THROTTLES.skipIfAmong(Endpoint.chosen().differences());
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
  @Timeout(600)
  void placedAtAnyMoment_changedOnlyAsItsNameSays() throws Exception {
    try (Stranger stranger = Stranger.at(emulator().aws())) {
      System.out.println("Record sets are placed by " + stranger.name() + ".");
      run(FORMS.stream().map(form -> new PlacementStorm(form, stranger, SEED)).toList());
    }
    List<String> violations = new ArrayList<>();
    for (PlacementJudge judge : judges.values()) {
      violations.addAll(judge.violations());
      judge.counts().forEach((what, count) -> counts.merge(what, count, Integer::sum));
    }
    assertEquals("", String.join("\n", violations), "seed " + SEED);
    assertAllHappened();
  }

  private void run(List<PlacementStorm> storms) throws Exception {
    List<Callable<Boolean>> runs = new ArrayList<>();
    for (PlacementStorm storm : storms) {
      judges.put(storm.backend().zone().value(), storm.judge());
      runs.add(
          () -> {
            storm.run();
            return true;
          });
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> run : threads.invokeAll(runs)) {
        run.get();
      }
    } finally {
      storms.forEach(storm -> storm.backend().close());
    }
  }

  /** A judge that never had to judge proves nothing. */
  private void assertAllHappened() {
    assertAtLeast(1_000, "placed");
    assertAtLeast(300, "placed while we were at work");
    for (Placement.Kind kind : Placement.Kind.values()) {
      Stream.of("not ours", ALERT, REPAIR, HOLD)
          .forEach(which -> assertAtLeast(2, kind + " placed, " + which));
    }
    assertTrue(replaced(REPAIR) >= 10 && replaced(ALERT) >= 5, "too rare: " + counts);
    Stream.of(ALERT, REPAIR, HOLD)
        .forEach(
            which -> {
              assertAtLeast(1, "stands again, " + which);
              assertAtLeast(1, "told, " + which);
            });
  }

  private int replaced(OnDrift onDrift) {
    return Stream.of(Placement.Kind.values())
        .mapToInt(kind -> counts.getOrDefault(kind + " replaced, " + onDrift, 0))
        .sum();
  }

  private void assertAtLeast(int least, String what) {
    assertTrue(counts.getOrDefault(what, 0) >= least, what + " is too rare: " + counts);
  }
}
