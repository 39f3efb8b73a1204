package dev.ddns53.bench;

import java.time.Duration;

/**
 * By how much the heap of this JVM grows meanwhile at most, looked at every few milliseconds. What
 * is no longer used and not yet collected counts too.
 */
final class HeapPeak implements AutoCloseable {

  private static final Duration BETWEEN = Duration.ofMillis(2);

  private final long before;
  private final Thread sampler;
  private volatile long highest;

  private HeapPeak() {
    System.gc();
    this.before = used();
    this.highest = before;
    this.sampler = Thread.ofPlatform().daemon().name("heap-peak").unstarted(this::sample);
  }

  static HeapPeak start() {
    HeapPeak peak = new HeapPeak();
    peak.sampler.start();
    return peak;
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private void sample() {
    try {
      while (true) {
        highest = Math.max(highest, used());
        Thread.sleep(BETWEEN);
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops looking; in bytes. */
  long growth() {
    close();
    return highest - before;
  }

  @Override
  public void close() {
    sampler.interrupt();
    try {
      sampler.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
