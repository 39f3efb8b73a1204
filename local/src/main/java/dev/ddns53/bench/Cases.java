package dev.ddns53.bench;

import dev.ddns53.core.address.Family;
import dev.ddns53.emulator.http.Fault;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Small inputs that a publisher of many gets wrong easily, each with its bound. */
final class Cases {

  /** Honest sites' reports a second: slow enough that a rogue uses up its budget meanwhile. */
  private static final double ONE_IN_TWO_SECONDS = 0.5;

  /** A case: what it found beyond its bounds. */
  @FunctionalInterface
  interface Case {
    List<String> run(PrintStream err) throws IOException, InterruptedException;
  }

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration QUIET = Duration.ofSeconds(32);
  private static final int CHANGES = 7;
  private static final int NAMES = 49;
  private static final Duration LIST = Duration.ofMillis(60);

  private Cases() {}

  /** By name. */
  static Map<String, Case> all() {
    Map<String, Case> cases = new TreeMap<>();
    cases.put("T1", err -> burst(new Burst.Size(20, 1, ONE_IN_TWO_SECONDS, 1), err));
    cases.put("T2", Cases::flapping);
    cases.put("T7", err -> burst(new Burst.Size(600, 1, 15, 0), err));
    cases.put("T8", Cases::afterQuiet);
    cases.put("T9", Cases::newSites);
    return cases;
  }

  private static List<String> burst(Burst.Size size, PrintStream err)
      throws IOException, InterruptedException {
    BurstResult result = Burst.run(size, err);
    err.println(result.table());
    List<String> misses = new ArrayList<>(result.misses());
    if (size.rogues() > 0 && result.held() == 0) {
      misses.add("the rogue was never answered 429");
    }
    return misses;
  }

  /** A name whose address changes every few seconds: each answered updated, and written once. */
  private static List<String> flapping(PrintStream err) throws IOException, InterruptedException {
    BenchSite site = BenchSite.plain(0, 0);
    try (World world = World.start(1, err)) {
      world.begin(List.of(site));
      try (CallMeter calls = world.measured()) {
        Load load = new Load(world, err);
        List<String> misses = changes(load, site, 1, Bounds.FLAPS, Bounds.BETWEEN_FLAPS);
        Thread.sleep(QUIET);
        int written = world.landings().of(site.fqdns().getFirst(), Family.IPV4).size() - 1;
        if (written != Bounds.FLAPS) {
          misses.add(Bounds.FLAPS + " changes were written " + written + " times");
        }
        err.println(
            Bounds.FLAPS + " changes, written " + written + " times, calls " + calls.total());
        return misses;
      }
    }
  }

  /** Changes one after the other: what was not answered updated. */
  private static List<String> changes(
      Load load, BenchSite site, int from, int count, Duration between)
      throws InterruptedException {
    List<String> misses = new ArrayList<>();
    for (int generation = from; generation < from + count; generation++) {
      long start = System.nanoTime();
      Optional<SiteClient.Answer> answer = load.report(site, generation);
      String said = answer.map(a -> a.status() + " " + a.outcome()).orElse("no answer");
      if (!said.equals("200 updated")) {
        misses.add("change " + generation + " was answered " + said);
      }
      Thread.sleep(between.minusNanos(Math.min(between.toNanos(), System.nanoTime() - start)));
    }
    return misses;
  }

  /** Changes a second apart, half a minute of quiet, and one more by a function that is new. */
  private static List<String> afterQuiet(PrintStream err) throws IOException, InterruptedException {
    BenchSite site = BenchSite.plain(0, 0);
    try (World world = World.start(1, err)) {
      world.begin(List.of(site));
      try (CallMeter _ = world.measured()) {
        Load load = new Load(world, err);
        changes(load, site, 1, CHANGES, SECOND);
        Thread.sleep(QUIET);
        world.freshInstances();
        return changes(load, site, CHANGES + 1, 1, SECOND);
      }
    }
  }

  /** Two new sites of many names report in the same second, while a List call takes its time. */
  private static List<String> newSites(PrintStream err) throws IOException, InterruptedException {
    List<BenchSite> sites =
        IntStream.range(0, 2)
            .mapToObj(i -> new BenchSite(i, 0, NAMES, Set.of(Family.IPV4), false))
            .toList();
    try (World world = World.start(1, err)) {
      world.begin(sites);
      world
          .emulator()
          .faults()
          .add(new Fault("route53", "ListResourceRecordSets", Fault.Kind.SLOW, 0, LIST));
      try (CallMeter calls = world.measured()) {
        Load load = new Load(world, err);
        Instant began = Instant.now();
        load.send(sites, 0);
        int missing = load.drain();
        Duration took = Duration.between(began, Instant.now());
        err.println(world.requests().text() + "\n" + world.batches().text());
        err.println("published after " + took.toMillis() + " ms, calls " + calls.byAction());
        List<String> misses = new ArrayList<>();
        if (load.refused() > 0) {
          misses.add(load.refused() + " reports were refused");
        }
        if (missing > 0 || took.compareTo(Bounds.FIRST_TICK) > 0) {
          misses.add("published after " + took.toSeconds() + " s, missing sites: " + missing);
        }
        return misses;
      }
    }
  }
}
