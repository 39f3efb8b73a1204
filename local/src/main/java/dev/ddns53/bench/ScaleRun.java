package dev.ddns53.bench;

import dev.ddns53.Config;
import dev.ddns53.core.auth.Authentication.Authenticated;
import dev.ddns53.core.auth.Body;
import dev.ddns53.core.auth.Proof;
import dev.ddns53.core.auth.Request;
import dev.ddns53.core.port.State;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.port.Unconfirmed;
import dev.ddns53.core.publish.BatchPublisher;
import dev.ddns53.core.publish.DirectPath;
import dev.ddns53.core.publish.SenderParts;
import dev.ddns53.core.report.UpdateResult;
import dev.ddns53.core.report.UpdateService;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * One stack in virtual time: each request is answered by an instance of its own, each shard has its
 * publisher, and they share nothing but tables and zones. What decides, stores and publishes is the
 * function's own code; the signature alone is taken for good.
 */
final class ScaleRun {

  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

  private final Size size;
  private final SplittableRandom random;
  private final VirtualTime time = new VirtualTime(START);
  private final ScaleFleet fleet;
  private final TableMeter meter;
  private final ScaleChanges changes;
  private final CallTimes calls;
  private final VirtualStream stream;
  private final VirtualTables tables;
  private final VirtualRoute53 route53;

  /**
   * What comes.
   *
   * @param rate changes a second, each of another site
   * @param shards of the state table
   * @param lasts how long changes come
   */
  record Size(int rate, int zones, int shards, Duration lasts, long seed) {

    int changes() {
      return Math.toIntExact(rate * lasts.toSeconds());
    }
  }

  private ScaleRun(Size size) {
    Instant end = START.plus(size.lasts);
    this.size = size;
    random = new SplittableRandom(size.seed);
    fleet = new ScaleFleet(size.changes(), size.zones, START);
    meter = new TableMeter(size.shards);
    changes = new ScaleChanges(fleet, START);
    calls = new CallTimes(START, end);
    stream = new VirtualStream(time, size.shards, end);
    tables = new VirtualTables(time, fleet, meter, stream, changes);
    route53 = new VirtualRoute53(time, fleet, changes, calls);
  }

  /** Runs until all is published. */
  static ScaleResult of(Size size) {
    long began = System.nanoTime();
    ScaleRun run = new ScaleRun(size);
    run.run();
    return run.result(Duration.ofNanos(System.nanoTime() - began));
  }

  private void run() {
    stream.start(
        IntStream.range(0, size.shards).mapToObj(i -> new BatchPublisher(parts())).toList(),
        changes);
    time.start(this::arrive);
    time.run();
  }

  private SenderParts parts() {
    RandomGenerator own = random.split();
    return new SenderParts(route53, tables, tables, Config.PACE, time, time, own);
  }

  /** At random moments, so many a second on average. */
  private void arrive() {
    for (int i = 0; i < fleet.size(); i++) {
      BenchSite site = fleet.get(i);
      double seconds = -Math.log(1 - random.nextDouble()) / size.rate;
      time.pass(Duration.ofNanos(Math.round(seconds * 1e9)));
      time.start(() -> report(site));
    }
  }

  private void report(BenchSite site) {
    boolean published = false;
    try {
      State.SiteRows rows = tables.site(site.id());
      Instant now = time.now();
      UpdateResult result =
          new UpdateService(tables, new DirectPath(parts()), time)
              .update(
                  new Authenticated(
                      rows.site().orElseThrow(),
                      rows.state(),
                      new Proof.BySignature(now.truncatedTo(ChronoUnit.SECONDS), "1".repeat(64))),
                  request(site),
                  now);
      published = result instanceof UpdateResult.Accepted accepted && accepted.isPublished();
    } catch (Unavailable | Unconfirmed e) {
      // It is answered 503, and counts as accepted if it was stored.
    } finally {
      changes.answered(published);
    }
  }

  private static Request request(BenchSite site) {
    return new Request(
        "POST",
        "/v1/update",
        "",
        Map.of("user-agent", "bench"),
        Body.of(site.body(1)),
        site.addresses(1).values().iterator().next(),
        Set.of());
  }

  private ScaleResult result(Duration took) {
    Duration last = changes.lasted();
    return new ScaleResult(
        size,
        changes.accepted(),
        changes.direct(),
        lost(),
        changes.published(),
        changes.backlog(size.lasts.dividedBy(2)),
        changes.backlog(size.lasts),
        last.compareTo(size.lasts) > 0 ? last.minus(size.lasts) : Duration.ZERO,
        calls,
        meter,
        stream.busiest(),
        took);
  }

  private int lost() {
    return (int) IntStream.range(0, fleet.size()).mapToObj(fleet::get).filter(this::isLost).count();
  }

  /** Whether its name holds something else than what was accepted last. */
  private boolean isLost(BenchSite site) {
    int generation = changes.isAccepted(site.number()) ? 1 : 0;
    return site.fqdns().stream()
        .anyMatch(name -> !route53.standing(name).equals(fleet.record(name, generation)));
  }
}
