package dev.ddns53.core.port;

import java.time.Duration;
import java.time.Instant;

/** Time as it passes while something is being done. */
public interface Time {

  Instant now();

  /**
   * Lets time pass.
   *
   * @throws java.util.concurrent.CancellationException when the process is to end meanwhile
   */
  void pass(Duration duration);
}
