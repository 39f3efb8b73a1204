package dev.ddns53.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** All sites report a new address at once; some others go on with unchanged reports. */
final class Burst {

  private static final Duration QUIET = Duration.ofSeconds(20);
  private static final int WARM_UP = 2_000;
  private static final long SEED = 7;

  private final Size size;
  private final PrintStream err;
  private final World world;
  private final Bystanders bystanders;
  private final Rogues rogues;
  private final List<BenchSite> honest;
  private final List<BenchSite> warmUp;

  /**
   * How big it is.
   *
   * @param rate reports a second; 0 for as many as are answered
   * @param rogues sites that change every second meanwhile
   */
  record Size(int sites, int zones, double rate, int rogues) {}

  private Burst(Size size, World world, PrintStream err) {
    this.size = size;
    this.err = err;
    this.world = world;
    this.honest =
        IntStream.range(0, size.sites())
            .mapToObj(i -> BenchSite.plain(i, i % size.zones()))
            .toList();
    this.bystanders = new Bystanders(world, size.sites());
    int next = size.sites() + bystanders.sites().size();
    this.rogues = new Rogues(world, next, size.rogues(), err);
    int first = next + size.rogues();
    this.warmUp =
        IntStream.range(first, first + WARM_UP)
            .mapToObj(i -> BenchSite.plain(i, i % size.zones()))
            .toList();
  }

  static BurstResult run(Size size, PrintStream err) throws IOException, InterruptedException {
    try (World world = World.start(size.zones(), err)) {
      return new Burst(size, world, err).measure();
    }
  }

  private BurstResult measure() throws IOException, InterruptedException {
    register();
    err.println("warm-up: " + WARM_UP + " other sites report a new address");
    Load warm = new Load(world, err);
    warm.send(warmUp, 0);
    warm.drain();
    err.println("quiet: unchanged reports alone, for " + QUIET.toSeconds() + " s");
    Percentiles quiet = quiet();
    try (CallMeter calls = world.measured()) {
      err.println("burst: " + size.sites() + " sites report a new address");
      Load load = new Load(world, err);
      Percentiles meanwhile = burst(load);
      err.println("waiting until the last record is published");
      int lost = load.drain() + rogues.load().drain();
      return result(load, calls, lost, quiet, meanwhile);
    }
  }

  private void register() throws IOException {
    List<BenchSite> all = new ArrayList<>(honest);
    all.addAll(bystanders.sites());
    all.addAll(rogues.sites());
    all.addAll(warmUp);
    err.println("registering " + all.size() + " sites and publishing their names");
    world.begin(all);
  }

  private Percentiles quiet() throws InterruptedException {
    try (Bystanders.Meanwhile meanwhile = bystanders.start()) {
      Thread.sleep(QUIET);
      return meanwhile.percentiles();
    }
  }

  private Percentiles burst(Load load) throws InterruptedException {
    List<BenchSite> inAnyOrder = new ArrayList<>(honest);
    Collections.shuffle(inAnyOrder, new Random(SEED));
    try (Bystanders.Meanwhile meanwhile = bystanders.start();
        Rogues all = rogues) {
      all.start();
      load.send(inAnyOrder, size.rate());
      return meanwhile.percentiles();
    }
  }

  private BurstResult result(
      Load load, CallMeter calls, int lost, Percentiles quiet, Percentiles meanwhile) {
    return new BurstResult(
        size,
        load.accepted().size(),
        load.refused(),
        load.lasted(),
        load.answers(),
        load.published(),
        Percentiles.ofDurations(load.heard()),
        BurstResult.Traffic.of(calls),
        lost,
        rogues.held(),
        quiet,
        meanwhile,
        world.requests().text(),
        world.batches().text(),
        ProcessMemory.peakMebibytes());
  }
}
