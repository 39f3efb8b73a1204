package dev.ddns53.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.ddns53.Answer;
import dev.ddns53.Rehearsal;
import dev.ddns53.Requests;
import dev.ddns53.Signer;
import dev.ddns53.World;
import dev.ddns53.emulator.http.Fault;
import dev.ddns53.fake.Planted;
import dev.ddns53.handler.HttpHandler;
import dev.ddns53.handler.RecheckHandler;
import dev.ddns53.handler.StreamHandler;
import dev.ddns53.start.Priming;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The handlers of the package as SnapStart runs them: in a JVM of their own, from the jars that are
 * deployed, primed before a snapshot, then called. A class that the package lacks fails here.
 */
class SnapStartIT extends OnEmulator {

  private static final String SITE = "tokyo";
  private static final String NAME = "vpn.tokyo.example.com";
  private static final String TOKEN = "of-the-container";

  /** A request sends itself only a second after the last one; and none signs the same second. */
  private static final Duration AFTER_THE_QUIET = Duration.ofMillis(1_200);

  private static final String PENDING =
      """
      {"Records":[{"dynamodb":{"Keys":{"pk":{"S":"name#vpn.tokyo.example.com"},"sk":{"S":"current"}},
      "NewImage":{"pending":{"S":"."}},"SequenceNumber":"1"}}]}
      """;

  private static final Priming.Bounds ONE_ROUND =
      new Priming.Bounds(1, Duration.ofMinutes(1), Duration.ofMinutes(1));
  private static final long PACKAGE_OCTETS_MAX = 9_500_000;

  @TempDir Path folder;
  private final ConcurrentLinkedQueue<String> fetched = new ConcurrentLinkedQueue<>();
  private HttpServer container;

  /** Gives out credentials where Lambda does so under SnapStart. */
  @BeforeEach
  void serveCredentials() throws IOException {
    container = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    container.createContext(
        "/",
        exchange -> {
          fetched.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          byte[] answer =
              ("{\"AccessKeyId\":\"local\",\"SecretAccessKey\":\"local\",\"Token\":\"session\","
                      + "\"Expiration\":\""
                      + Instant.now().plus(Duration.ofHours(1))
                      + "\"}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    container.start();
    backend.site(SITE, NAME);
  }

  @AfterEach
  void endCredentials() {
    container.stop(0);
  }

  private Snapshot snapshot(Class<?> handler, String initialization) {
    Map<String, String> environment =
        new TreeMap<>(
            Map.of(
                "AWS_LAMBDA_INITIALIZATION_TYPE",
                initialization,
                "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                "http://127.0.0.1:" + container.getAddress().getPort() + "/credentials",
                "AWS_CONTAINER_AUTHORIZATION_TOKEN",
                TOKEN,
                "AWS_REGION",
                "us-east-1",
                "AWS_EC2_METADATA_DISABLED",
                "true",
                "AWS_ENDPOINT_URL",
                backend.emulator().aws().toString(),
                "AWS_ENDPOINT_URL_DYNAMODB",
                backend.emulator().dynamodb().toString(),
                "DDNS53_PRIMING_SECONDS",
                "1"));
    environment.put("DDNS53_REGISTRY_TABLE", backend.wiring().config().registryTable());
    environment.put("DDNS53_STATE_TABLE", backend.wiring().config().stateTable());
    environment.put("DDNS53_MASTER_KEY_PARAMETER", backend.wiring().config().masterKeyParameter());
    return Snapshot.of(handler.getName(), environment, folder);
  }

  private Requests report(String address) {
    return backend
        .signer(SITE, World.SECOND_KEY)
        .sign(Requests.update("{\"ipv4\":\"" + address + "\"}"), Instant.now());
  }

  private Answer send(Snapshot snapshot, Requests request) {
    return Answer.read(snapshot.call(request.event()));
  }

  @Test
  void requests_primedWithoutAnyCallAndFreshAfterwards() {
    Map<String, Integer> none =
        calls(
            () -> {
              try (Snapshot primed = snapshot(HttpHandler.class, "snap-start")) {
                assertEquals(List.of("snapshot of 1"), primed.printed());
              }
            });
    assertEquals(Map.of(), none);
    assertEquals(List.of(), List.copyOf(fetched), "credentials of before a snapshot");

    try (Snapshot restored = snapshot(HttpHandler.class, "snap-start")) {
      restored.assertNoConnection();
      backend.putMasterKey();
      backend.site(SITE, List.of(World.SECOND_KEY), NAME);
      Requests first = report("198.51.100.7");
      assertCalls(
          Map.of(READ, 2, MASTER_KEY, 1, TRANSACT, 1, CHANGE, 1, PUT, 4),
          () -> send(restored, first).assertRecord(200, "updated"));
      assertEquals(List.of("198.51.100.7"), values(NAME, "A"));
      assertTrue(!fetched.isEmpty() && fetched.stream().allMatch(TOKEN::equals), "" + fetched);
    }
  }

  @Test
  void onDemand_primesNothingButHasTheMasterKey() {
    assertCalls(
        Map.of(MASTER_KEY, 1),
        () -> {
          try (Snapshot started = snapshot(HttpHandler.class, "on-demand")) {
            assertEquals(List.of("snapshot of 0"), started.printed());
          }
        });
  }

  /** Each from the package: what AWS refuses is a class as well. */
  @Test
  void refusalsAndLostAnswers_areUnderstood() throws InterruptedException {
    backend.site(SITE, List.of(World.SECOND_KEY), NAME);
    backend.putMasterKey();
    try (Snapshot restored = snapshot(HttpHandler.class, "on-demand")) {
      assertCalls(
          Map.of(READ, 1, TRANSACT, 1),
          () ->
              send(
                      restored,
                      Signer.of("nobody", "guess").sign(Requests.update("{}"), Instant.now()))
                  .assertProblem(401, "signature-wrong"));
      failOnce(PUT, Fault.Kind.COMMIT_THEN_DROP);
      send(restored, report("198.51.100.1")).assertRecord(200, "updated");
      delete();
      backend.plant(World.fqdn(NAME), new Planted.Simple("A", List.of("192.0.2.1")));
      Thread.sleep(AFTER_THE_QUIET);
      assertEquals(1, calls(() -> send(restored, report("198.51.100.2"))).get(LIST));
      delete();
      Thread.sleep(AFTER_THE_QUIET);
      failOnce(CHANGE, Fault.Kind.PRIOR_REQUEST);
      assertUnderstood(send(restored, report("198.51.100.3")));
      Thread.sleep(AFTER_THE_QUIET);
      failOnce(CHANGE, Fault.Kind.DENY);
      assertUnderstood(send(restored, report("198.51.100.4")));
      Thread.sleep(AFTER_THE_QUIET);
      failOnce(CHANGE, Fault.Kind.THROTTLE);
      assertUnderstood(send(restored, report("198.51.100.5")));
      assertEquals(List.of(), restored.printed().stream().filter(this::isFault).toList());
    }
  }

  private static void assertUnderstood(Answer answer) {
    assertTrue(answer.status() < 500, answer.toString());
  }

  private boolean isFault(String line) {
    return line.contains("NoClassDefFound") || line.contains("ClassNotFound");
  }

  private void delete() {
    backend.sets(World.fqdn(NAME)).forEach(backend::delete);
  }

  @Test
  void masterKeyThatIsMissing_isSaid() {
    backend
        .wiring()
        .clients()
        .ssm()
        .deleteParameter(d -> d.name(backend.wiring().config().masterKeyParameter()));
    try (Snapshot restored = snapshot(HttpHandler.class, "on-demand")) {
      send(restored, Signer.of(SITE, "guess").sign(Requests.update("{}"), Instant.now()))
          .assertProblem(503, "unavailable");
      assertTrue(
          restored.printed().stream().anyMatch(line -> line.contains("there is no master key")));
    }
  }

  @Test
  void events_primedWithoutAnyCallThenPublished() {
    failOnce(CHANGE, Fault.Kind.ERROR);
    backend.signer(SITE, World.FIRST_KEY);
    function.update(SITE, "{\"ipv4\":\"198.51.100.7\"}").assertRecord(202, "pending");
    Map<String, Integer> before = backend.emulator().calls().snapshot();
    try (Snapshot restored = snapshot(StreamHandler.class, "snap-start")) {
      assertEquals(List.of("snapshot of 1"), restored.printed());
      assertEquals(before, backend.emulator().calls().snapshot());
      restored.assertNoConnection();
      assertEquals("{\"batchItemFailures\":[]}", text(restored.call(utf8(PENDING))));
      assertEquals(List.of("198.51.100.7"), values(NAME, "A"));
    }
  }

  @Test
  void rechecks_primedWithoutAnyCallThenJudged() {
    backend.signer(SITE, World.FIRST_KEY);
    function.update(SITE, "{\"ipv4\":\"198.51.100.7\"}").assertRecord(200, "updated");
    delete();
    Map<String, Integer> before = backend.emulator().calls().snapshot();
    try (Snapshot restored = snapshot(RecheckHandler.class, "snap-start")) {
      assertEquals(List.of("snapshot of 1"), restored.printed());
      assertEquals(before, backend.emulator().calls().snapshot());
      restored.assertNoConnection();
      String zone = "{\"zoneId\":\"" + backend.zone().value() + "\"}";
      String summary = text(restored.call(utf8(zone)));
      assertTrue(summary.contains("\"troubles\":[]"), summary);
      assertTrue(
          backend.emulator().calls().count("route53", "GetChange")
              > before.getOrDefault("route53 GetChange", 0),
          summary);
    }
  }

  /** Days lie between a publication and most restores. */
  @Test
  void restoredMuchLater_judgesByTheTimeOfThen() {
    backend.signer(SITE, World.FIRST_KEY);
    PrintStream log =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    new Priming(Rehearsal::ofRequests, () -> {}, ONE_ROUND, log).beforeCheckpoint(null);
    function.pass(Duration.ofDays(30));
    function.update(SITE, "{\"ipv4\":\"198.51.100.7\"}").assertRecord(200, "updated");
    assertEquals(function.now(), heard(SITE).seen().orElseThrow().at());
  }

  @Test
  void thePackage_isSmallAndNamesItsJarsWithVersions() throws IOException {
    assertTrue(Files.size(Snapshot.PACKAGE) < PACKAGE_OCTETS_MAX, "a larger one starts later");
    assertEquals(
        List.of(),
        Snapshot.jars().stream().filter(jar -> !jar.matches("lib/.+-[0-9][^/]*\\.jar")).toList());
  }

  private static String text(byte[] answer) {
    return new String(answer, StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
