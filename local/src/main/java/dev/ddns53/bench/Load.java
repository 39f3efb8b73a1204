package dev.ddns53.bench;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Reports of changes, and what became of them. */
final class Load {

  private static final int IN_FLIGHT = World.INSTANCES;
  private static final Duration LONGEST_DRAIN = Duration.ofMinutes(5);
  private static final int PROGRESS = 1_000;

  private final World world;
  private final PrintStream err;
  private final Queue<Accepted> accepted = new ConcurrentLinkedQueue<>();
  private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();
  private final AtomicInteger refused = new AtomicInteger();

  /** A change that was accepted. */
  record Accepted(BenchSite site, int generation, String outcome, Instant at) {}

  Load(World world, PrintStream err) {
    this.world = world;
    this.err = err;
  }

  /**
   * Sites report their next address, each once.
   *
   * @param rate reports a second; 0 for as many as are answered
   */
  void send(List<BenchSite> sites, double rate) throws InterruptedException {
    long began = System.nanoTime();
    Semaphore free = new Semaphore(rate > 0 ? Integer.MAX_VALUE : IN_FLIGHT);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < sites.size(); i++) {
        waitForTurn(i, rate, began);
        free.acquire();
        BenchSite site = sites.get(i);
        threads.execute(
            () -> {
              try {
                report(site, 1);
              } finally {
                free.release();
              }
            });
        if (i % PROGRESS == PROGRESS - 1) {
          err.printf("%8d sent, %.0f/s%n", i + 1, (i + 1) / ((System.nanoTime() - began) / 1e9));
        }
      }
    }
  }

  private static void waitForTurn(int report, double rate, long began) throws InterruptedException {
    if (rate > 0) {
      long wait = began + (long) (report / rate * 1e9) - System.nanoTime();
      Thread.sleep(Duration.ofNanos(Math.max(0, wait)));
    }
  }

  /** A site reports; empty when there was no answer. */
  Optional<SiteClient.Answer> report(BenchSite site, int generation) {
    long start = System.nanoTime();
    try {
      SiteClient.Answer answer = world.report(site, generation);
      if (answer.isAccepted()) {
        nanos.add(System.nanoTime() - start);
        accepted.add(new Accepted(site, generation, answer.outcome(), answer.at()));
      } else {
        refused.incrementAndGet();
      }
      return Optional.of(answer);
    } catch (IOException noAnswer) {
      refused.incrementAndGet();
      return Optional.empty();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  int refused() {
    return refused.get();
  }

  Collection<Accepted> accepted() {
    return List.copyOf(accepted);
  }

  /** How long accepted reports waited for their answers. */
  Percentiles answers() {
    return Percentiles.of(nanos);
  }

  /** From the first acceptance to the last. */
  Duration lasted() {
    List<Instant> times = accepted.stream().map(Accepted::at).sorted().toList();
    return times.isEmpty() ? Duration.ZERO : Duration.between(times.getFirst(), times.getLast());
  }

  /** Waits until each site's last accepted addresses stand; how many never do. */
  int drain() throws InterruptedException {
    Instant end = Instant.now().plus(LONGEST_DRAIN);
    List<Accepted> missing = missing(newest());
    while (!missing.isEmpty() && Instant.now().isBefore(end)) {
      Thread.sleep(50);
      missing = missing(missing);
    }
    return missing.size();
  }

  private List<Accepted> newest() {
    Map<BenchSite, Accepted> newest = new HashMap<>();
    accepted.forEach(
        each -> newest.merge(each.site, each, (a, b) -> a.generation > b.generation ? a : b));
    return List.copyOf(newest.values());
  }

  private List<Accepted> missing(List<Accepted> some) {
    return some.stream().filter(each -> !stands(each)).toList();
  }

  private boolean stands(Accepted change) {
    return change.site.addresses(change.generation).entrySet().stream()
        .allMatch(
            each ->
                change.site.fqdns().stream()
                    .allMatch(
                        fqdn -> world.landings().stands(fqdn, each.getKey(), each.getValue())));
  }

  /** From each acceptance until Route 53 had all of it; without those that it never had. */
  List<Duration> published() {
    List<Duration> times = new ArrayList<>();
    accepted.forEach(
        each -> landed(each).ifPresent(at -> times.add(positive(Duration.between(each.at, at)))));
    return times;
  }

  /** From each acceptance until a publisher heard of it, where one did. */
  List<Duration> heard() {
    List<Duration> times = new ArrayList<>();
    for (Accepted each : accepted) {
      world
          .batches()
          .heard(each.site.fqdns().getFirst(), each.at.minusSeconds(1))
          .ifPresent(at -> times.add(positive(Duration.between(each.at, at))));
    }
    return times;
  }

  private static Duration positive(Duration time) {
    return time.isNegative() ? Duration.ZERO : time;
  }

  private Optional<Instant> landed(Accepted change) {
    Instant last = Instant.EPOCH;
    for (Map.Entry<Family, IpAddress> address :
        change.site.addresses(change.generation).entrySet()) {
      for (Fqdn fqdn : change.site.fqdns()) {
        Optional<Instant> at = world.landings().first(fqdn, address.getKey(), address.getValue());
        if (at.isEmpty()) {
          return at;
        }
        last = last.isAfter(at.get()) ? last : at.get();
      }
    }
    return Optional.of(last);
  }
}
