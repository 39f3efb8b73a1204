package dev.ddns53.cli.bench;

import dev.ddns53.SystemTime;
import dev.ddns53.Wiring;
import dev.ddns53.aws.Route53Names;
import dev.ddns53.aws.TableSchema;
import dev.ddns53.cli.keys.MasterKeyParameter;
import dev.ddns53.cli.local.HttpFront;
import dev.ddns53.cli.local.StreamPump;
import dev.ddns53.core.auth.SiteKeys;
import dev.ddns53.emulator.Emulator;
import dev.ddns53.emulator.route53.Settings;
import dev.ddns53.handler.HttpHandler;
import dev.ddns53.handler.StreamHandler;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** All sites report a new address at once; some others go on with unchanged reports. */
final class Burst {

  private static final int IN_FLIGHT = 2 * Runtime.getRuntime().availableProcessors();
  private static final int BYSTANDERS = 20;
  private static final Duration BETWEEN_UNCHANGED = Duration.ofMillis(50);

  /** The publisher may linger for half a minute after the warm-up. */
  private static final Duration QUIET = Duration.ofSeconds(35);

  private static final int WARM_UP = 2_000;
  private static final Duration LONGEST_DRAIN = Duration.ofMinutes(5);
  private static final int RECORDS_PER_CALL = 500;
  private static final long SEED = 7;

  private final Size size;
  private final PrintStream err;
  private final Emulator emulator;
  private final Wiring wiring;
  private final BurstFleet fleet;
  private final BurstClient client;

  /**
   * How big it is.
   *
   * @param rate reports a second; 0 for as many as go
   */
  record Size(int sites, int zones, double rate) {}

  private Burst(
      Size size,
      PrintStream err,
      Emulator emulator,
      Wiring wiring,
      BurstFleet fleet,
      BurstClient client) {
    this.size = size;
    this.err = err;
    this.emulator = emulator;
    this.wiring = wiring;
    this.fleet = fleet;
    this.client = client;
  }

  static BurstResult run(Size size, PrintStream err) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("ddns53-bench");
    InstantSource clock = InstantSource.system();
    try (Emulator emulator = Emulator.inMemory(Settings.UNLIMITED)) {
      Wiring.Endpoints endpoints =
          new Wiring.Endpoints(emulator.aws(), emulator.uncountedDynamodb());
      Wiring wiring = Wiring.of(Bench.CONFIG, endpoints);
      TableSchema.create(
          wiring.clients().dynamodb(), Bench.CONFIG.registryTable(), Bench.CONFIG.stateTable());
      new MasterKeyParameter(
              wiring.clients().ssm(), Bench.CONFIG.masterKeyParameter(), Optional.empty())
          .create();
      Instant before = clock.instant().minusSeconds(3_600);
      StreamHandler publisher = new StreamHandler(wiring, entry -> {}, new SystemTime(clock));
      try (StreamPump _ =
              StreamPump.start(
                  Wiring.streams(endpoints),
                  Bench.CONFIG.stateTable(),
                  publisher,
                  folder.resolve("stream.json"),
                  err);
          HttpFront front = HttpFront.start(0, new HttpHandler(wiring, entry -> {}, clock));
          BurstClient client = new BurstClient(front.uri())) {
        BurstFleet fleet =
            BurstFleet.create(
                wiring, size.zones(), size.sites() + BYSTANDERS + WARM_UP, before, err);
        return new Burst(size, err, emulator, wiring, fleet, client).measure();
      } finally {
        wiring.clients().close();
      }
    } finally {
      Files.deleteIfExists(folder.resolve("stream.json"));
      Files.deleteIfExists(folder);
    }
  }

  private BurstResult measure() throws InterruptedException {
    err.println("warm-up: " + WARM_UP + " other sites report a new address");
    int first = size.sites() + BYSTANDERS;
    drain(burst(IntStream.range(first, first + WARM_UP).boxed().toList(), 0));
    err.println("quiet: unchanged reports alone, for " + QUIET.toSeconds() + " s");
    Percentiles quiet = Percentiles.of(unchangedFor(QUIET));
    emulator.route53().configure(Settings.REAL);
    emulator.calls().reset();
    err.println("burst: " + size.sites() + " sites report a new address");

    AtomicBoolean over = new AtomicBoolean();
    Queue<Long> meanwhile = new ConcurrentLinkedQueue<>();
    Thread bystander = Thread.ofVirtual().start(() -> unchangedUntil(over, meanwhile));
    Sent sent = burst(inAnyOrder(size.sites()), size.rate());
    over.set(true);
    bystander.join();
    err.println("waiting until the last record is published");
    double drained = drain(sent);
    return new BurstResult(
        size,
        (sent.lastAccepted.get() - sent.began) / 1e9,
        Percentiles.of(sent.nanos),
        drained,
        emulator.calls().count("route53", "ChangeResourceRecordSets"),
        floor(),
        sent.refused.get(),
        lost(sent.accepted).size(),
        quiet,
        Percentiles.of(meanwhile),
        ProcessMemory.peakMebibytes());
  }

  /** What was sent, and how it was answered. */
  private static final class Sent {
    final long began = System.nanoTime();
    final Queue<Long> nanos = new ConcurrentLinkedQueue<>();
    final Queue<Integer> accepted = new ConcurrentLinkedQueue<>();
    final AtomicInteger refused = new AtomicInteger();
    final AtomicLong lastAccepted = new AtomicLong();
  }

  /** The same order in each run. */
  private static List<Integer> inAnyOrder(int sites) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, sites).boxed().toList());
    Collections.shuffle(order, new Random(SEED));
    return order;
  }

  /**
   * Sites report a new address.
   *
   * @param rate reports a second; 0 for as many as go
   */
  private Sent burst(List<Integer> sites, double rate) throws InterruptedException {
    Sent sent = new Sent();
    Semaphore free = new Semaphore(IN_FLIGHT);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < sites.size(); i++) {
        waitForTurn(i, rate, sent.began);
        free.acquire();
        int one = sites.get(i);
        threads.execute(
            () -> {
              try {
                report(one, sent);
              } finally {
                free.release();
              }
            });
        if (i % 1_000 == 999) {
          progress(i + 1, sent);
        }
      }
    }
    return sent;
  }

  private static void waitForTurn(int report, double rate, long began) throws InterruptedException {
    if (rate > 0) {
      long due = began + (long) (report / rate * 1e9);
      long wait = due - System.nanoTime();
      if (wait > 0) {
        Thread.sleep(Duration.ofNanos(wait));
      }
    }
  }

  private void progress(int reports, Sent sent) {
    err.printf(
        "%8d sent, %.0f/s, %d Route 53 calls%n",
        reports,
        reports / ((System.nanoTime() - sent.began) / 1e9),
        emulator.calls().count("route53", "ChangeResourceRecordSets"));
  }

  private void report(int site, Sent sent) {
    long start = System.nanoTime();
    int status = send(site, "{\"ipv4\":\"" + fleet.moved(site) + "\"}");
    long end = System.nanoTime();
    if (status == 200 || status == 202) {
      sent.accepted.add(site);
      sent.nanos.add(end - start);
      sent.lastAccepted.accumulateAndGet(end, Math::max);
    } else {
      sent.refused.incrementAndGet();
    }
  }

  /** Its status; 0 when there was no answer. */
  private int send(int site, String body) {
    try {
      String key = wiring.keys().derive(fleet.id(site), fleet.key(), SiteKeys.Purpose.SIGN);
      return client.send(fleet.id(site).value(), key, body);
    } catch (IOException noAnswer) {
      return 0;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private Collection<Long> unchangedFor(Duration time) throws InterruptedException {
    AtomicBoolean over = new AtomicBoolean();
    Queue<Long> nanos = new ConcurrentLinkedQueue<>();
    Thread bystander = Thread.ofVirtual().start(() -> unchangedUntil(over, nanos));
    Thread.sleep(time);
    over.set(true);
    bystander.join();
    return nanos;
  }

  /** The bystanders in turn say what they have said before. */
  private void unchangedUntil(AtomicBoolean over, Queue<Long> nanos) {
    try {
      for (int i = 0; !over.get(); i++) {
        int site = size.sites() + i % BYSTANDERS;
        long start = System.nanoTime();
        if (send(site, "{\"ipv4\":\"" + fleet.old(site) + "\"}") == 200) {
          nanos.add(System.nanoTime() - start);
        }
        Thread.sleep(BETWEEN_UNCHANGED);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until all is published; how long after the last acceptance that was. */
  private double drain(Sent sent) throws InterruptedException {
    long end = sent.lastAccepted.get() + LONGEST_DRAIN.toNanos();
    List<Integer> missing = lost(sent.accepted);
    while (!missing.isEmpty() && System.nanoTime() < end) {
      Thread.sleep(50);
      missing = lost(missing);
    }
    return Math.max(0, System.nanoTime() - sent.lastAccepted.get()) / 1e9;
  }

  /** Those whose record is not what they reported. */
  private List<Integer> lost(Collection<Integer> sites) {
    List<Integer> lost = new ArrayList<>();
    for (int site : sites) {
      String name = Route53Names.wire(fleet.name(site));
      boolean published =
          emulator.route53().zones().zoneFor(name).stream()
              .flatMap(zone -> zone.at(name).stream())
              .anyMatch(set -> set.values().equals(List.of(fleet.moved(site).toString())));
      if (!published) {
        lost.add(site);
      }
    }
    return lost;
  }

  /** The fewest calls: full batches in each zone. */
  private int floor() {
    int calls = 0;
    for (int zone = 0; zone < size.zones(); zone++) {
      int records = 0;
      for (int site = 0; site < size.sites(); site++) {
        records += fleet.zoneOf(site) == zone ? 1 : 0;
      }
      calls += (records + RECORDS_PER_CALL - 1) / RECORDS_PER_CALL;
    }
    return calls;
  }
}
