package dev.ddns53.model;

import dev.ddns53.model.Plan.Call;
import dev.ddns53.model.Plan.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** More of what the emulator lets go wrong by itself: fifty histories shall meet all of it. */
final class WireFaults {

  private static final int EVENTS = 6;
  private static final int FIRST_CALLS = 2;
  private static final List<Fault> OF_WRITES =
      List.of(Fault.COMMIT_THEN_DROP, Fault.ERROR, Fault.DENY);
  private static final List<Fault> OF_CHANGES =
      List.of(Fault.COMMIT_THEN_DROP, Fault.ERROR, Fault.THROTTLE, Fault.BUSY);

  private WireFaults() {}

  /** The plan, in which one request or event of three meets one more. */
  static Plan added(Plan plan) {
    RandomGenerator random = plan.random("wire");
    List<Plan.Step> steps = new ArrayList<>(plan.steps());
    Stream.concat(plan.steps().stream().flatMap(step -> report(step).stream()), events())
        .filter(actor -> random.nextInt(3) == 0)
        .forEach(actor -> steps.add(wrong(actor, random)));
    return plan.with(steps);
  }

  private static Optional<String> report(Plan.Step step) {
    return switch (step) {
      case Plan.Send send -> Optional.of("report" + send.id());
      case Plan.Resend again -> Optional.of("report" + again.id());
      default -> Optional.empty();
    };
  }

  private static Stream<String> events() {
    return IntStream.range(0, EVENTS)
        .boxed()
        .flatMap(event -> IntStream.range(0, StreamModel.SHARDS).mapToObj(i -> i + "." + event))
        .map(event -> "shard" + event);
  }

  private static Plan.Step wrong(String actor, RandomGenerator random) {
    Call kind = random.nextBoolean() ? Call.WRITE : Call.CHANGE;
    List<Fault> faults = kind == Call.WRITE ? OF_WRITES : OF_CHANGES;
    int call = kind == Call.WRITE ? random.nextInt(FIRST_CALLS) : 0;
    return new Plan.Wrong(actor, kind, call, faults.get(random.nextInt(faults.size())));
  }
}
