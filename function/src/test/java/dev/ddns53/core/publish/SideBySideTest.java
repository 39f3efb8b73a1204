package dev.ddns53.core.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Work that runs side by side, so much of it at once. */
final class SideBySideTest {

  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

  @Test
  void allWork_atMostSoManyAtOnce_inItsOrder() {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Supplier<Integer>> work =
        IntStream.range(0, 40)
            .<Supplier<Integer>>mapToObj(
                i ->
                    () -> {
                      most.accumulateAndGet(running.incrementAndGet(), Math::max);
                      LockSupport.parkNanos(2_000_000);
                      running.decrementAndGet();
                      return i;
                    })
            .toList();
    List<Integer> all = new SideBySide(THREADS, 3).all(work);
    assertEquals(IntStream.range(0, 40).boxed().toList(), all);
    assertTrue(most.get() <= 3, most::toString);
  }

  @Test
  void workThatFails_itsFaultOnceAllHasEnded() {
    AtomicInteger done = new AtomicInteger();
    Supplier<Integer> good = done::incrementAndGet;
    Supplier<Integer> bad =
        () -> {
          throw new IllegalStateException("broken");
        };
    SideBySide one = new SideBySide(THREADS, 1);
    IllegalStateException fault =
        assertThrows(IllegalStateException.class, () -> one.all(List.of(good, bad, good)));
    assertEquals("broken", fault.getMessage());
    assertEquals(2, done.get());
    Supplier<Integer> error =
        () -> {
          throw new AssertionError("worse");
        };
    assertThrows(AssertionError.class, () -> one.all(List.of(error)));
    assertEquals(List.of(3), one.all(List.of(good)), "its place is free again");
  }
}
