package dev.ddns53;

import dev.ddns53.core.port.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CancellationException;

/** A clock's time, and threads that sleep. */
public final class SystemTime implements Time {

  private final InstantSource clock;

  public SystemTime(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public void pass(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the process is to end");
    }
  }
}
