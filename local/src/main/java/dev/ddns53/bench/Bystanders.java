package dev.ddns53.bench;

import dev.ddns53.core.address.Family;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/** Sites that say again and again what they have said before. */
final class Bystanders {

  private static final int COUNT = 20;
  private static final Duration BETWEEN = Duration.ofMillis(50);

  private final World world;
  private final List<BenchSite> sites;

  /** Sites numbered from this on, which must be registered. */
  Bystanders(World world, int from) {
    this.world = world;
    this.sites =
        IntStream.range(from, from + COUNT)
            .mapToObj(i -> new BenchSite(i, 0, 1, Set.of(Family.IPV4), true))
            .toList();
  }

  List<BenchSite> sites() {
    return sites;
  }

  /** What they feel while something else happens. */
  final class Meanwhile implements AutoCloseable {

    private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();
    private final Thread thread = Thread.ofVirtual().unstarted(this::run);

    private void run() {
      try {
        for (int i = 0; ; i++) {
          long start = System.nanoTime();
          if (world.report(sites.get(i % COUNT), 0).status() == 200) {
            nanos.add(System.nanoTime() - start);
          }
          Thread.sleep(BETWEEN);
        }
      } catch (InterruptedException | IOException over) {
        Thread.currentThread().interrupt();
      }
    }

    Percentiles percentiles() {
      return Percentiles.of(nanos);
    }

    @Override
    public void close() {
      thread.interrupt();
      Threads.join(thread);
    }
  }

  Meanwhile start() {
    Meanwhile meanwhile = new Meanwhile();
    meanwhile.thread.start();
    return meanwhile;
  }
}
