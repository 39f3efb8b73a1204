package dev.ddns53.core.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ddns53.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PacingTest {

  private final Pacing pacing = new Pacing();
  private Instant now = World.START;

  /** The linger in seconds after an event that came so long after the last one had ended. */
  private double linger(double gap, Integer... arrived) {
    now = now.plusMillis((long) (1_000 * gap));
    Duration linger = pacing.after(now, List.of(arrived), now);
    now = now.plus(linger);
    return linger.toMillis() / 1e3;
  }

  @Test
  void trickle_notAtAll() {
    assertEquals(0, linger(0));
    assertEquals(0, linger(1, 1));
    assertEquals(0, linger(1, 29));
    assertEquals(0, linger(3_600, 400));
  }

  @Test
  void burst_untilABatchHasFilledWhenTheNextEventComes() {
    assertEquals(1.2, linger(10, 200));
    assertEquals(1.2, linger(1, 440));
    assertEquals(0.1, linger(1, 880));
    assertEquals(0.5, linger(0.5, 440));
  }

  @Test
  void severalZones_theSlowestThatFills() {
    assertEquals(7.8, linger(10, 200, 50, 1));
  }

  @Test
  void moreThanAnEventHolds_untilItIsFull() {
    assertEquals(1, linger(0, 2_000, 2_000, 956, 44));
  }

  @Test
  void timeSpentPublishing_counts() {
    assertEquals(Duration.ofMillis(700), pacing.after(now, List.of(200), now.plusMillis(500)));
    assertEquals(Duration.ZERO, new Pacing().after(now, List.of(200), now.plusMillis(3_000)));
  }
}
