package dev.ddns53.model;

import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Looks for the first seed whose history is not as it should be, a few seeds at a time: what {@code
 * scripts/breaks} runs on code that was broken on purpose.
 */
final class FirstFailure {

  private static final int AT_ONCE = 32;

  private FirstFailure() {}

  /**
   * Prints the seed and what is wrong; nothing where all is well.
   *
   * @param arguments how many seeds are tried, from 1 on
   */
  public static void main(String[] arguments) {
    long most = Long.parseLong(arguments[0]);
    Optional<Plan> failing = Optional.empty();
    for (long from = 1; from <= most && failing.isEmpty(); from += AT_ONCE) {
      failing = first(from, Math.min(most + 1, from + AT_ONCE));
    }
    failing.ifPresent(plan -> System.out.println(plan.seed() + " " + broken(plan)));
  }

  private static Optional<Plan> first(long from, long until) {
    return LongStream.range(from, until)
        .parallel()
        .mapToObj(Plans::of)
        .filter(RandomHistoriesTest::fails)
        .findFirst();
  }

  private static String broken(Plan plan) {
    return ModelRun.of(plan, new FakeServices(), false).broken().getFirst();
  }
}
