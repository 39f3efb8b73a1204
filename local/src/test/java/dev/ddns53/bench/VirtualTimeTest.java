package dev.ddns53.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class VirtualTimeTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final VirtualTime time = new VirtualTime(START);
  private final List<String> history = new ArrayList<>();

  private void note(String what) {
    history.add(Duration.between(START, time.now()).toMillis() + " " + what);
  }

  private CompletableFuture<Void> work(String name, int millis) {
    return CompletableFuture.runAsync(
        () -> {
          time.pass(Duration.ofMillis(millis));
          note(name);
        },
        time);
  }

  @Test
  void processes_goOnInTheOrderOfTheirTimes() {
    time.start(
        () -> {
          time.pass(Duration.ofMillis(20));
          note("a");
        });
    time.start(
        () -> {
          time.pass(Duration.ofMillis(10));
          note("b");
          time.pass(Duration.ofMillis(20));
          note("c");
        });

    time.run();

    assertEquals(List.of("10 b", "20 a", "30 c"), history);
  }

  @Test
  void work_goesSideBySide_andIsWaitedForInVirtualTime() {
    time.start(
        () -> {
          CompletableFuture<Void> slow = work("slow", 100);
          CompletableFuture.allOf(work("one", 5), work("other", 5)).join();
          note("after two");
          time.pass(Duration.ofMillis(10));
          note("meanwhile");
          slow.join();
          note("after all");
        });
    time.start(
        () -> {
          time.pass(Duration.ofMillis(50));
          note("another process");
        });

    time.run();

    assertEquals(
        List.of(
            "5 one",
            "5 other",
            "5 after two",
            "15 meanwhile",
            "50 another process",
            "100 slow",
            "100 after all"),
        history);
  }

  @Test
  void waitingTwiceWithoutTimeBetween_isNoticed() {
    time.start(
        () -> {
          CompletableFuture<Void> first = work("first", 5);
          CompletableFuture<Void> second = work("second", 10);
          first.join();
          second.join();
          note("done");
        });

    time.run();

    assertEquals(List.of("5 first", "10 second", "10 done"), history);
  }

  @Test
  void failure_endsTheRun() {
    IllegalArgumentException fault = new IllegalArgumentException("as it happens");
    time.start(
        () -> {
          throw fault;
        });

    IllegalStateException failed = assertThrows(IllegalStateException.class, time::run);

    assertSame(fault, failed.getCause());
  }

  @Test
  void whoWaitsForEver_isTold() {
    time.start(
        () -> {
          work("in vain", 5).join();
          new CompletableFuture<Void>().join();
        });

    assertThrows(IllegalStateException.class, time::run);
    assertEquals(List.of("5 in vain"), history);
  }
}
