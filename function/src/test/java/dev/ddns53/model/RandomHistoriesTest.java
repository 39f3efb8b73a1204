package dev.ddns53.model;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Nothing is lost and nothing untrue is said, whatever dies, hangs, lands late or comes twice. */
final class RandomHistoriesTest {

  private static final long SEEDS = Long.getLong("model.seeds", 4_000);
  private static final long FIRST = Long.getLong("model.first", 1);

  @Test
  void randomHistories_nothingIsBroken() {
    Optional<Plan> failing =
        LongStream.range(FIRST, FIRST + SEEDS)
            .parallel()
            .mapToObj(Plans::of)
            .filter(RandomHistoriesTest::fails)
            .findFirst();
    failing.ifPresent(plan -> fail(story(plan.shrunk(RandomHistoriesTest::fails))));
  }

  static boolean fails(Plan plan) {
    return !ModelRun.of(plan, new FakeServices(), false).broken().isEmpty();
  }

  private static String story(Plan plan) {
    return ModelRun.of(plan, new FakeServices(), true).story(plan);
  }
}
