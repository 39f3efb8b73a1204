package dev.ddns53.core.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ddns53.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RateBucketTest {

  private final RateBucket bucket = new RateBucket(4, 2);

  private Duration take(long millis) {
    return bucket.take(World.START.plusMillis(millis));
  }

  @Test
  void burstThenRate() {
    assertEquals(Duration.ZERO, take(0));
    assertEquals(Duration.ZERO, take(0));
    assertEquals(Duration.ofMillis(250), take(0));
    assertEquals(Duration.ofMillis(500), take(0));
    assertEquals(Duration.ofMillis(500), take(250));
    assertEquals(Duration.ZERO, take(1_250));
  }

  @Test
  void idle_holdsNoMoreThanTheBurst() {
    take(0);
    assertEquals(Duration.ZERO, take(3_600_000));
    assertEquals(Duration.ZERO, take(3_600_000));
    assertEquals(Duration.ofMillis(250), take(3_600_000));
  }

  @Test
  void givenBackOrEmptied() {
    take(0);
    take(0);
    bucket.giveBack();
    assertEquals(Duration.ZERO, take(0));
    RateBucket full = new RateBucket(4, 2);
    full.empty();
    assertEquals(Duration.ofMillis(250), full.take(World.START));
  }

  @Test
  void clockGoesBack_nothingIsGained() {
    take(1_000);
    take(1_000);
    assertEquals(Duration.ofMillis(250), take(0));
  }
}
