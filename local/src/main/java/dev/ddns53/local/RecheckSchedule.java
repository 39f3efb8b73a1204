package dev.ddns53.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * EventBridge Scheduler's part on this machine: calls the re-check of all zones again and again.
 */
public final class RecheckSchedule implements AutoCloseable {

  private static final byte[] ALL_ZONES = "{}".getBytes(StandardCharsets.UTF_8);
  private static final Duration END = Duration.ofSeconds(10);

  private final RequestStreamHandler function;
  private final Duration every;
  private final PrintStream err;
  private final Thread thread = Thread.ofPlatform().name("recheck").unstarted(this::run);
  private volatile boolean ending;

  private RecheckSchedule(RequestStreamHandler function, Duration every, PrintStream err) {
    this.function = function;
    this.every = every;
    this.err = err;
  }

  /** Starts the schedule; the first run is one interval from now. */
  public static RecheckSchedule start(
      RequestStreamHandler function, Duration every, PrintStream err) {
    RecheckSchedule schedule = new RecheckSchedule(function, every, err);
    schedule.thread.start();
    return schedule;
  }

  private void run() {
    while (!ending) {
      try {
        Thread.sleep(every);
        function.handleRequest(
            new ByteArrayInputStream(ALL_ZONES), OutputStream.nullOutputStream(), null);
      } catch (InterruptedException stopped) {
        return;
      } catch (IOException | RuntimeException e) {
        if (!ending) {
          err.println("The re-check did not run: " + e);
        }
      }
    }
  }

  /** Lets the run that is under way end, if it does soon. */
  @Override
  public void close() {
    ending = true;
    thread.interrupt();
    try {
      thread.join(END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
