package dev.ddns53.bench;

import dev.ddns53.core.address.Family;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Sites of seven names and both families, each of which changes every second. */
final class Rogues implements AutoCloseable {

  private static final int NAMES = 7;
  private static final Duration BETWEEN = Duration.ofSeconds(1);
  private static final int TOO_MANY_REQUESTS = 429;

  private final List<BenchSite> sites;
  private final Load load;
  private final AtomicInteger held = new AtomicInteger();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean ending;

  /** Sites numbered from this on, which must be registered. */
  Rogues(World world, int from, int count, PrintStream err) {
    this.load = new Load(world, err);
    this.sites =
        IntStream.range(from, from + count)
            .mapToObj(i -> new BenchSite(i, 0, NAMES, EnumSet.allOf(Family.class), true))
            .toList();
  }

  List<BenchSite> sites() {
    return sites;
  }

  void start() {
    sites.forEach(site -> threads.add(Thread.ofVirtual().start(() -> run(site))));
  }

  private void run(BenchSite site) {
    try {
      for (int generation = 1; !ending; generation++) {
        long start = System.nanoTime();
        load.report(site, generation)
            .filter(answer -> answer.status() == TOO_MANY_REQUESTS)
            .ifPresent(answer -> held.incrementAndGet());
        Thread.sleep(BETWEEN.minusNanos(Math.min(BETWEEN.toNanos(), System.nanoTime() - start)));
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  /** Their changes. */
  Load load() {
    return load;
  }

  /** Reports that were answered 429. */
  int held() {
    return held.get();
  }

  /** Each ends after its report: one that is broken off may be stored, and nobody would know. */
  @Override
  public void close() {
    ending = true;
    threads.forEach(Threads::join);
  }
}
