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

  private double linger(double secondsAfter, Integer... arrived) {
    now = now.plusMillis((long) (1_000 * secondsAfter));
    return pacing.after(now, List.of(arrived), now).toMillis() / 1e3;
  }

  @Test
  void trickle_notAtAll() {
    assertEquals(0, linger(0));
    assertEquals(0, linger(0, 1));
    assertEquals(0, linger(1, 26));
    assertEquals(0, linger(3_600, 400));
  }

  @Test
  void burst_untilABatchHasFilled() {
    assertEquals(12.5, linger(0, 32));
    assertEquals(2, linger(1, 200));
    assertEquals(2, linger(2, 400));
    assertEquals(1, linger(2, 800));
  }

  @Test
  void severalZones_theSlowestThatFills() {
    assertEquals(8, linger(0, 200, 50, 1));
  }

  @Test
  void moreThanAnEventHolds_untilItIsFull() {
    assertEquals(1, linger(0, 4_500, 4_500, 968, 32));
  }

  @Test
  void timeSpentPublishing_counts() {
    assertEquals(Duration.ofMillis(500), pacing.after(now, List.of(200), now.plusMillis(1_500)));
    assertEquals(Duration.ZERO, new Pacing().after(now, List.of(200), now.plusMillis(3_000)));
  }
}
