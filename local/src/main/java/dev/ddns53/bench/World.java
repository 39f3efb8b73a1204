package dev.ddns53.bench;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.ddns53.SystemTime;
import dev.ddns53.Wiring;
import dev.ddns53.aws.TableSchema;
import dev.ddns53.core.port.MasterKey;
import dev.ddns53.emulator.Emulator;
import dev.ddns53.emulator.route53.Settings;
import dev.ddns53.handler.HttpHandler;
import dev.ddns53.handler.StreamHandler;
import dev.ddns53.local.HttpFront;
import dev.ddns53.local.StreamPump;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * ddns53 as it runs in AWS, in one process: four instances of the update function and two batch
 * publishers that share no memory, a stream of two shards, and a Route 53 that takes 300 ms for a
 * change, one of a zone at a time.
 */
final class World implements AutoCloseable {

  /** How Route 53 behaves while it is measured. */
  static final Settings ROUTE53 = Settings.REAL.withLatency(Duration.ofMillis(300));

  /** As long as a key, and nobody's. */
  private static final String WRONG_KEY = "A".repeat(43);

  static final int INSTANCES = 4;
  private static final int PUBLISHERS = 2;
  private static final Duration REGISTERED_AGO = Duration.ofHours(1);

  private final InstantSource clock = InstantSource.system();
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Instances instances = new Instances();
  private final BatchFigures batches = new BatchFigures();
  private final RequestFigures requests = new RequestFigures();
  private final Emulator emulator;
  private final Wiring.Endpoints endpoints;
  private final Landings landings;
  private final BenchFleet fleet;
  private final SiteClient client;
  private final PrintStream err;

  private World(int zones, PrintStream err) throws IOException {
    try {
      emulator = closing(Emulator.inMemory(Settings.UNLIMITED));
      endpoints = new Wiring.Endpoints(emulator.aws(), emulator.uncountedDynamodb());
      Wiring wiring = wiring();
      TableSchema.createWithoutStream(
          wiring.clients().dynamodb(), Bench.CONFIG.registryTable(), Bench.CONFIG.stateTable());
      makeMasterKey(wiring);
      landings = new Landings(emulator);
      fleet = BenchFleet.create(wiring, zones, Instant.now().minus(REGISTERED_AGO));
      this.err = err;
      freshInstances();
      client = closing(new SiteClient(closing(HttpFront.start(0, instances)).uri()));
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Starts all but the stream; Route 53 has no limits until {@link #measured()}. */
  static World start(int zones, PrintStream err) throws IOException {
    return new World(zones, err);
  }

  private <T extends AutoCloseable> T closing(T part) {
    started.push(part);
    return part;
  }

  /** A new one shares nothing with others. */
  private Wiring wiring() {
    Wiring wiring = Wiring.of(Bench.CONFIG, endpoints);
    closing(() -> wiring.clients().close());
    return wiring;
  }

  /** Makes a master key where {@link Bench#CONFIG} says. */
  static void makeMasterKey(Wiring wiring) {
    byte[] octets = new byte[MasterKey.OCTETS];
    new SecureRandom().nextBytes(octets);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    wiring
        .clients()
        .ssm()
        .putParameter(
            put ->
                put.name(Bench.CONFIG.masterKeyParameter())
                    .type(ParameterType.SECURE_STRING)
                    .value(text));
  }

  /** Registers sites, and publishes those that have reported; the stream begins after that. */
  void begin(List<BenchSite> sites) throws IOException {
    fleet.add(sites);
    startStream();
  }

  private void startStream() throws IOException {
    TableSchema.addStream(wiring().clients().dynamodb(), Bench.CONFIG.stateTable());
    Path folder = Files.createTempDirectory("ddns53-bench");
    Path file = folder.resolve("stream.json");
    closing(
        () -> {
          Files.deleteIfExists(file);
          Files.deleteIfExists(folder);
        });
    List<RequestStreamHandler> publishers = new ArrayList<>();
    for (int i = 0; i < PUBLISHERS; i++) {
      publishers.add(
          batches.watching(new StreamHandler(wiring(), batches::add, new SystemTime(clock))));
    }
    closing(
        StreamPump.publisher(
            new StreamPump.Source(Wiring.streams(endpoints), Bench.CONFIG.stateTable(), PUBLISHERS),
            publishers,
            file,
            err));
  }

  /** Others answer requests from now on, which remember nothing. */
  void freshInstances() {
    List<RequestStreamHandler> fresh = new ArrayList<>();
    for (int i = 0; i < INSTANCES; i++) {
      fresh.add(new HttpHandler(wiring(), requests::add, clock));
    }
    instances.replace(fresh);
  }

  /** Route 53 is as it is in AWS from now on, and everything is counted from here. */
  CallMeter measured() {
    emulator.route53().configure(ROUTE53);
    batches.reset();
    requests.reset();
    return CallMeter.start(emulator.calls());
  }

  Emulator emulator() {
    return emulator;
  }

  Landings landings() {
    return landings;
  }

  BenchFleet fleet() {
    return fleet;
  }

  BatchFigures batches() {
    return batches;
  }

  RequestFigures requests() {
    return requests;
  }

  /** A site reports. */
  SiteClient.Answer report(BenchSite site, int generation)
      throws IOException, InterruptedException {
    return client.send(site.id().value(), fleet.key(site), site.body(generation));
  }

  /** Somebody who has no key reports in a site's name; the status of the answer. */
  int wrong(String site) throws IOException, InterruptedException {
    return client.send(site, WRONG_KEY, "{}").status();
  }

  @Override
  public void close() throws IOException {
    IOException failure = new IOException("the measurement does not stop");
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        failure.addSuppressed(e);
      }
    }
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
  }
}
