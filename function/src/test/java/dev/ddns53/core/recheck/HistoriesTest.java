package dev.ddns53.core.recheck;

import static dev.ddns53.core.recheck.Runs.NAME;
import static dev.ddns53.core.recheck.Runs.addresses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.fleet.Name.OnDrift;
import dev.ddns53.core.record.NameState;
import dev.ddns53.fake.FakeRecords.Change;
import dev.ddns53.fake.Planted;
import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random histories of one name: reports, faults, others' hands, the stream, the re-check. */
final class HistoriesTest {

  private static final int SEEDS = 300;
  private static final int STEPS = 25;
  private static final Change[] OUTCOMES = {
    Change.APPLIED,
    Change.BUSY,
    Change.THROTTLED,
    Change.UNCONFIRMED_BUT_APPLIED,
    Change.UNCONFIRMED_NOT_APPLIED
  };

  @ParameterizedTest
  @EnumSource(names = {"ALERT", "REPAIR"})
  void onceFaultsEnd_theNewestReportIsPublished(OnDrift onDrift) {
    for (int seed = 1; seed <= SEEDS; seed++) {
      Runs runs = Runs.published(onDrift);
      SplittableRandom random = new SplittableRandom(seed);
      for (int step = 0; step < STEPS; step++) {
        act(runs, random, true);
      }
      settle(runs, "198.51.100.250");
      assertEquals("198.51.100.250", runs.published(), onDrift + ", seed " + seed);
      NameState row = runs.world.state.stored(NAME);
      assertEquals(Set.of(), row.due(), onDrift + ", seed " + seed);
    }
  }

  @ParameterizedTest
  @EnumSource
  void recordOfSomebodyElse_neverChanges(OnDrift onDrift) {
    for (int seed = 1; seed <= SEEDS; seed++) {
      Runs runs =
          new Runs()
              .sites("tokyo")
              .register(
                  Runs.name(
                      onDrift,
                      java.util.Optional.empty(),
                      dev.ddns53.core.fleet.Name.Policy.FIRST_HEALTHY,
                      Runs.site("tokyo")));
      runs.world.records.plant(NAME, Planted.simple("A", "198.51.100.1"));
      SplittableRandom random = new SplittableRandom(seed);
      for (int step = 0; step < STEPS; step++) {
        act(runs, random, false);
      }
      settle(runs, "198.51.100.1");
      assertEquals(1, runs.world.records.planted(NAME).size(), onDrift + ", seed " + seed);
      assertEquals("", runs.published(), onDrift + ", seed " + seed);
    }
  }

  private static void act(Runs runs, SplittableRandom random, boolean others) {
    switch (random.nextInt(others ? 8 : 6)) {
      case 0, 1 -> runs.report("tokyo", "198.51.100." + (1 + random.nextInt(4)));
      case 2 -> runs.world.records.nextChanges(OUTCOMES[random.nextInt(OUTCOMES.length)]);
      case 3 -> runs.world.stream(NAME.value());
      case 4 -> runs.now();
      case 5 -> runs.world.pass(Duration.ofSeconds(random.nextInt(1, 90)));
      case 6 -> {
        if (!runs.published().isEmpty()) {
          runs.world.records.edit(NAME, addresses("203.0.113." + (1 + random.nextInt(3))));
        }
      }
      default -> runs.world.records.delete(NAME, Family.IPV4);
    }
  }

  /** Faults end; one more report; everybody has his turn. */
  private static void settle(Runs runs, String address) {
    runs.world.records.nextChanges(Change.APPLIED);
    runs.world.pass(Duration.ofMinutes(15));
    runs.now();
    runs.report("tokyo", address);
    for (int i = 0; i < 4; i++) {
      runs.world.stream(NAME.value());
      runs.run();
    }
    runs.world.pass(Duration.ofHours(2));
    runs.run();
  }
}
