package dev.ddns53.start;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Whatever happens in a priming, the version gets published. */
final class PrimingTest {

  private static final String CREDENTIALS = "aws.containerCredentialsFullUri";
  private static final Duration LONG = Duration.ofMinutes(1);

  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  private final AtomicInteger rounds = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();

  private void prime(Supplier<Priming.Rehearsal> rehearsal, Priming.Bounds bounds) {
    PrintStream log = new PrintStream(lines, true, StandardCharsets.UTF_8);
    new Priming(rehearsal, () -> {}, bounds, log).beforeCheckpoint(null);
  }

  private interface Round {
    void run() throws IOException;
  }

  private Supplier<Priming.Rehearsal> rehearsal(Round round) {
    return () ->
        new Priming.Rehearsal() {
          @Override
          public void round() throws IOException {
            rounds.incrementAndGet();
            round.run();
          }

          @Override
          public void close() {
            closed.set(true);
          }
        };
  }

  private String log() {
    return lines.toString(StandardCharsets.UTF_8);
  }

  @Test
  void rounds_boundedByCountThenClosedAndNothingLogged() {
    prime(rehearsal(() -> {}), new Priming.Bounds(3, LONG, LONG));
    assertEquals(3, rounds.get());
    assertTrue(closed.get(), "clients of a rehearsal must not be in the snapshot");
    assertEquals("", log());
  }

  @Test
  void rounds_boundedByTime() {
    prime(rehearsal(() -> {}), new Priming.Bounds(3, Duration.ZERO, LONG));
    assertEquals(0, rounds.get());
  }

  @Test
  void failure_isOneLineThatIsNoRequest() {
    prime(
        rehearsal(
            () -> {
              throw new NoClassDefFoundError("gone");
            }),
        new Priming.Bounds(3, LONG, LONG));
    assertEquals(1, rounds.get());
    assertTrue(closed.get());
    assertEquals(
        "{\"event\":\"priming\",\"level\":\"WARN\",\"fault\":\"java.lang.NoClassDefFoundError:"
            + " gone\"}",
        log().strip());
  }

  @Test
  void rehearsalThatCannotBeMade_isALine() {
    prime(
        () -> {
          throw new IllegalStateException("no client");
        },
        new Priming.Bounds(3, LONG, LONG));
    assertTrue(log().contains("no client"), log());
  }

  @Test
  void roundThatHangs_isLeft() {
    CountDownLatch never = new CountDownLatch(1);
    prime(
        rehearsal(
            () -> {
              System.setProperty(CREDENTIALS, "http://127.0.0.1:1/credentials");
              try {
                never.await();
              } catch (InterruptedException left) {
                Thread.currentThread().interrupt();
              }
            }),
        new Priming.Bounds(1, LONG, Duration.ofMillis(50)));
    assertTrue(log().contains("did not end"), log());
    assertNull(System.getProperty(CREDENTIALS), "no call would be signed rightly after a restore");
  }

  @Test
  void restoredInstance_beginsWhatItsFirstRequestNeeds() {
    AtomicInteger begun = new AtomicInteger();
    PrintStream log = new PrintStream(lines, true, StandardCharsets.UTF_8);
    Priming priming =
        new Priming(
            rehearsal(() -> {}), begun::incrementAndGet, new Priming.Bounds(1, LONG, LONG), log);
    priming.beforeCheckpoint(null);
    assertEquals(0, begun.get(), "nothing is fetched before the snapshot");
    priming.afterRestore(null);
    assertEquals(1, begun.get());
  }
}
