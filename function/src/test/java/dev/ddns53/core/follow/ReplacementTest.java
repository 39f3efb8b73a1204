package dev.ddns53.core.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ddns53.core.instance.Instance;
import dev.ddns53.core.instance.InstanceId;
import dev.ddns53.core.instance.InstanceState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * An instance replaces another one: in each order in which that may happen and be told, and with
 * descriptions that are late, the name ends at the new one and never points to nothing.
 */
final class ReplacementTest {

  /** What happens, in EC2 or to us. */
  private enum Step {
    NEW_RUNNING,
    NEW_TAGGED,
    OLD_SHUTTING_DOWN,
    OLD_TERMINATED,
    TOLD_RUNNING,
    TOLD_SHUTTING_DOWN,
    TOLD_TERMINATED,
    TOLD_RUNNING_AGAIN,
    TOLD_SHUTTING_DOWN_AGAIN,
    TOLD_TERMINATED_AGAIN,
    LOOK
  }

  private static final Map<Step, Step> AFTER = new EnumMap<>(Step.class);

  static {
    AFTER.put(Step.OLD_TERMINATED, Step.OLD_SHUTTING_DOWN);
    AFTER.put(Step.TOLD_RUNNING, Step.NEW_RUNNING);
    AFTER.put(Step.TOLD_SHUTTING_DOWN, Step.OLD_SHUTTING_DOWN);
    AFTER.put(Step.TOLD_TERMINATED, Step.OLD_TERMINATED);
    AFTER.put(Step.TOLD_RUNNING_AGAIN, Step.NEW_RUNNING);
    AFTER.put(Step.TOLD_SHUTTING_DOWN_AGAIN, Step.OLD_SHUTTING_DOWN);
    AFTER.put(Step.TOLD_TERMINATED_AGAIN, Step.OLD_TERMINATED);
  }

  private static void orders(Set<Step> left, List<Step> done, List<List<Step>> all) {
    if (left.isEmpty()) {
      all.add(List.copyOf(done));
    }
    for (Step next : left) {
      if (!AFTER.containsKey(next) || done.contains(AFTER.get(next))) {
        Set<Step> rest = EnumSet.copyOf(left);
        rest.remove(next);
        done.add(next);
        orders(rest, done, all);
        done.removeLast();
      }
    }
  }

  private static List<List<Step>> orders(Set<Step> steps) {
    List<List<Step>> all = new ArrayList<>();
    orders(steps, new ArrayList<>(), all);
    return all;
  }

  /** Each order, each event once. */
  @Test
  void eachOrder_endsAtTheNewInstance() {
    List<List<Step>> all =
        orders(
            EnumSet.complementOf(
                EnumSet.of(
                    Step.TOLD_RUNNING_AGAIN,
                    Step.TOLD_SHUTTING_DOWN_AGAIN,
                    Step.TOLD_TERMINATED_AGAIN)));
    assertEquals(2_520, all.size());
    all.forEach(order -> new Drill(order, new SplittableRandom(0), false).run());
  }

  /** Events that are lost: the re-check alone. */
  @Test
  void eachOrderWithoutEvents_endsAtTheNewInstance() {
    orders(
            EnumSet.of(
                Step.NEW_RUNNING,
                Step.NEW_TAGGED,
                Step.OLD_SHUTTING_DOWN,
                Step.OLD_TERMINATED,
                Step.LOOK))
        .forEach(order -> new Drill(order, new SplittableRandom(0), false).run());
  }

  /** Any order, each event twice, and descriptions that show how it was some steps ago. */
  @Test
  void eventsTwiceAndOldViews_endAtTheNewInstance() {
    SplittableRandom random = new SplittableRandom(22);
    for (int i = 0; i < 1_000; i++) {
      new Drill(anyOrder(random), random, true).run();
    }
  }

  private static List<Step> anyOrder(SplittableRandom random) {
    List<Step> order = new ArrayList<>();
    Set<Step> left = EnumSet.allOf(Step.class);
    while (!left.isEmpty()) {
      List<Step> ready =
          left.stream()
              .filter(step -> !AFTER.containsKey(step) || order.contains(AFTER.get(step)))
              .toList();
      Step next = ready.get(random.nextInt(ready.size()));
      order.add(next);
      left.remove(next);
    }
    return order;
  }

  /** One order. Instance 1 is replaced by 2. */
  private static final class Drill {

    private static final int OLDEST = 3;

    private final List<Step> order;
    private final SplittableRandom random;
    private final boolean late;
    private final Ec2World ec2 = Ec2World.running();
    private final List<Map<InstanceId, Instance>> views = new ArrayList<>();

    Drill(List<Step> order, SplittableRandom random, boolean late) {
      this.order = order;
      this.random = random;
      this.late = late;
    }

    void run() {
      ec2.launch(2, "");
      for (Step step : order) {
        views.add(ec2.ec2.view());
        view();
        carryOut(step);
        assertEquals(
            true, Set.of("203.0.113.1", "203.0.113.2").contains(ec2.published()), this::text);
        ec2.pass(Duration.ofMillis(random.nextInt(20_000)));
      }
      ec2.ec2.freeze(false);
      ec2.pass(Duration.ofMinutes(5));
      ec2.look();
      assertEquals("203.0.113.2", ec2.published(), this::text);
    }

    /** What EC2 shows from now on. */
    private void view() {
      if (late && random.nextInt(2) == 0) {
        int age = Math.min(views.size(), 1 + random.nextInt(OLDEST));
        ec2.ec2.describeAs(views.get(views.size() - age));
      } else {
        ec2.ec2.freeze(false);
      }
    }

    private void carryOut(Step step) {
      switch (step) {
        case NEW_RUNNING -> ec2.ec2.run(2);
        case NEW_TAGGED -> ec2.ec2.tag(2, Ec2World.KEY, "web-1");
        case OLD_SHUTTING_DOWN -> ec2.ec2.become(1, InstanceState.SHUTTING_DOWN);
        case OLD_TERMINATED -> ec2.ec2.become(1, InstanceState.TERMINATED);
        case TOLD_RUNNING, TOLD_RUNNING_AGAIN -> ec2.tell(2, InstanceState.RUNNING);
        case TOLD_SHUTTING_DOWN, TOLD_SHUTTING_DOWN_AGAIN ->
            ec2.tell(1, InstanceState.SHUTTING_DOWN);
        case TOLD_TERMINATED, TOLD_TERMINATED_AGAIN -> ec2.tell(1, InstanceState.TERMINATED);
        case LOOK -> ec2.look();
      }
    }

    private String text() {
      return order + ": " + ec2.published();
    }
  }
}
