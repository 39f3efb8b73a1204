package dev.ddns53.fake;

import dev.ddns53.World;
import dev.ddns53.core.port.Time;
import java.time.Duration;
import java.time.Instant;

/** Time that passes only when it is let. */
public final class FakeTime implements Time {

  private volatile Instant now = World.START;

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public void pass(Duration duration) {
    now = now.plus(duration);
  }
}
