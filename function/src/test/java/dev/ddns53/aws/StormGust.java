package dev.ddns53.aws;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A gust of a storm: reports, removals, returns and adoptions, one after the other; beside them the
 * stream, the re-check, and somebody who places record sets, each at any moment.
 */
final class StormGust {

  static final int OPERATIONS = 8;
  static final int PLACEMENTS = 40;

  private static final int PAUSE_MILLIS = 20;

  private final StormParts parts;
  private final List<Placement.Kind> kinds;
  private final boolean removals;
  private final long seed;
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger placed = new AtomicInteger();

  /**
   * A gust.
   *
   * @param removals whether the name is removed now and then; it returns in any case
   */
  StormGust(StormParts parts, boolean removals, long seed) {
    this.parts = parts;
    this.removals = removals;
    this.seed = seed;
    this.kinds =
        Stream.of(Placement.Kind.values())
            .filter(kind -> !parts.form.foreign() || kind != Placement.Kind.DELETED)
            .toList();
  }

  void blow(ExecutorService threads) throws Exception {
    List<Callable<Boolean>> all =
        List.of(
            () -> operate(new Random(seed)),
            () -> repeat(new Random(seed + 1), parts::stream),
            () -> repeat(new Random(seed + 2), parts::recheck),
            () -> place(new Random(seed + 3)));
    for (Future<Boolean> each : threads.invokeAll(all)) {
      each.get();
    }
  }

  /** At the first operation, and at one in the middle. */
  private boolean repeat(Random own, Runnable what) throws InterruptedException {
    for (int operation = 1; operation < OPERATIONS; operation += OPERATIONS / 2) {
      await(operation, own);
      what.run();
    }
    return true;
  }

  /** Until an operation has begun. */
  private void await(int operation) throws InterruptedException {
    while (begun.get() < operation) {
      Thread.sleep(1);
    }
  }

  /** Any moment after an operation has begun. */
  private void await(int operation, Random own) throws InterruptedException {
    await(operation);
    Thread.sleep(own.nextInt(PAUSE_MILLIS));
  }

  private boolean operate(Random own) throws InterruptedException {
    try {
      for (int i = 0; i < OPERATIONS; i++) {
        awaitPlacements(i);
        begun.incrementAndGet();
        parts.function.pass(Duration.ofSeconds(1 + own.nextInt(50)));
        operateOnce(own.nextInt(100));
      }
    } finally {
      begun.set(OPERATIONS);
    }
    return true;
  }

  /**
   * One of a hundred equally likely.
   *
   * <pre>
   *  not registered: 0–69 it returns, else nothing
   *  registered: 0–19 removed, if at all; 20–25 all adopted; 26–39 the same report again
   *  else another address is reported
   * </pre>
   */
  private void operateOnce(int choice) {
    if (!parts.operator.isRegistered()) {
      if (choice < 70) {
        parts.registers();
      }
    } else if (choice < 20 && removals) {
      parts.removes();
    } else if (choice >= 20 && choice < 26 && !parts.form.foreign()) {
      parts.adopts();
    } else if (choice >= 26 && choice < 40 && !parts.site.wanted().isEmpty()) {
      parts.reports(parts.site::reports);
    } else {
      parts.reports(parts.site::reportsOthers);
    }
  }

  /**
   * Places each while its share of the operations is under way: half of them at once, and half at
   * any moment.
   */
  private boolean place(Random own) throws InterruptedException {
    try {
      while (placed.get() < PLACEMENTS) {
        int operation = 1 + placed.get() * OPERATIONS / PLACEMENTS;
        if (own.nextBoolean()) {
          await(operation);
        } else {
          await(operation, own);
        }
        if (parts.place(kinds.get(own.nextInt(kinds.size())))) {
          placed.incrementAndGet();
        }
      }
    } finally {
      placed.set(PLACEMENTS);
    }
    return true;
  }

  /** No operation before the placements of the ones before it: a slow stranger keeps up so. */
  private void awaitPlacements(int operation) throws InterruptedException {
    while (placed.get() < (operation - 1) * PLACEMENTS / OPERATIONS) {
      Thread.sleep(1);
    }
  }
}
