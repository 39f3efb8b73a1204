package dev.ddns53;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ddns53.aws.Clients;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ttl;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.auth.Body;
import dev.ddns53.core.auth.Request;
import dev.ddns53.core.auth.Signing;
import dev.ddns53.core.auth.SiteKeys;
import dev.ddns53.core.fleet.KeyGeneration;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.Registration;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteEntry;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.json.JsonTree;
import dev.ddns53.core.port.Registry;
import dev.ddns53.core.port.Time;
import dev.ddns53.handler.Api;
import dev.ddns53.handler.HttpHandler;
import dev.ddns53.handler.JsonLog;
import dev.ddns53.handler.RecheckHandler;
import dev.ddns53.handler.StreamHandler;
import dev.ddns53.start.ContainerCredentials;
import dev.ddns53.start.Handshake;
import dev.ddns53.start.LoopbackAws;
import dev.ddns53.start.Priming;
import dev.ddns53.start.StandIn;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The function's work on a stand-in for AWS: the handlers, the core and the AWS SDK as they are, on
 * tables, keys, a log and a time of their own. What it says is answered is demanded, so that a
 * priming that does nothing is noticed.
 */
public final class Rehearsal implements Priming.Rehearsal {

  private static final Config CONFIG =
      new Config("rehearsed-registry", "rehearsed-state", "/rehearsed", Set.of());
  private static final ZoneId ZONE = new ZoneId("Z0REHEARSED");
  private static final SiteId SITE = new SiteId("rehearsed");
  private static final KeyGeneration KEY = new KeyGeneration(Instant.EPOCH, 1);
  private static final String HOST = "rehearsed.example.com";
  private static final IpAddress SOURCE = IpAddress.parse("198.51.100.7").orElseThrow();

  /** Between rounds: as much as a site that makes three changes a round needs. */
  private static final Duration PAUSE = Duration.ofMinutes(3);

  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final int REFUSED_EVERY = 4;

  /** What a round does. */
  private interface Round {
    void run(Rehearsal rehearsal) throws IOException;
  }

  private final StandIn aws = new StandIn();
  private final LoopbackAws served = LoopbackAws.serve(aws);
  private final Clients clients;
  private final Wiring wiring;
  private final PrintStream nowhere =
      new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  private final List<Fqdn> names;
  private final Round round;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private int rounds;

  private final Time time =
      new Time() {
        @Override
        public synchronized Instant now() {
          return now;
        }

        @Override
        public synchronized void pass(Duration duration) {
          now = now.plus(duration);
        }
      };

  private Rehearsal(int names, Round round) {
    this.names =
        IntStream.range(0, names)
            .mapToObj(i -> Fqdn.parse("n" + i + ".example.com").orElseThrow())
            .toList();
    this.round = round;
    ContainerCredentials.rehearse(served);
    clients = Wiring.rehearsing(served.uri());
    wiring = Wiring.of(CONFIG, clients);
    register();
  }

  /** Updates by a signed request, of both kinds of records. */
  public static Rehearsal ofRequests() {
    return new Rehearsal(1, Rehearsal::requests);
  }

  /** Events of the state table's stream. */
  public static Rehearsal ofEvents() {
    return new Rehearsal(8, Rehearsal::event);
  }

  /** The re-check of a zone. */
  public static Rehearsal ofRechecks() {
    return new Rehearsal(8, Rehearsal::recheck);
  }

  /** How often each action of AWS was asked for. */
  public Map<String, Integer> calls() {
    return aws.counts();
  }

  @Override
  public void round() throws IOException {
    rounds++;
    Handshake.begin();
    time.pass(PAUSE);
    round.run(this);
  }

  @Override
  public void close() {
    clients.close();
    served.close();
    ContainerCredentials.takeBack();
  }

  private void register() {
    List<Registry.Change> changes = new ArrayList<>();
    Site site = new Site(SITE, SiteEntry.DEFAULT, names, List.of(ZONE), List.of(KEY));
    changes.add(new Registry.Change.OfSite(SITE, Optional.empty(), Optional.of(site)));
    for (Fqdn name : names) {
      changes.add(
          new Registry.Change.OfName(
              name, Optional.empty(), Optional.of(NameDocument.of(named(name)))));
    }
    wiring.registry().write(changes);
  }

  private static Name named(Fqdn name) {
    return new Name(
        name,
        new Registration(Instant.EPOCH.plusSeconds(1)),
        ZONE,
        Ttl.DEFAULT,
        Name.Policy.FIRST_HEALTHY,
        List.of(new Member.OfSite(SITE)),
        Name.OnDrift.ALERT,
        Name.OnGone.KEEP,
        Optional.empty(),
        Optional.empty());
  }

  private void requests() throws IOException {
    HttpHandler handler = handler();
    expect(200, send(handler, signed("POST", "/v1/update", "{\"ipv4\":\"" + ipv4() + "\"}")));
    time.pass(QUIET);
    if (rounds % REFUSED_EVERY == 0) {
      aws.refuseNext();
    }
    expect(200, send(handler, signed("POST", "/v1/update", both())));
    time.pass(QUIET);
    expect(200, send(handler, signed("POST", "/v1/update", both())));
    expect(200, send(handler, signed("GET", "/v1/status", "")));
    ObjectNode forged = signed("POST", "/v1/update", "{}");
    forged.put("body", both());
    expect(401, send(handler, forged));
  }

  /** Two reports within a second, signed in two: the second one is left to the stream. */
  private void event() throws IOException {
    HttpHandler http = handler();
    now = now.truncatedTo(ChronoUnit.SECONDS).plusMillis(900);
    expect(200, send(http, signed("POST", "/v1/update", "{\"ipv4\":\"" + ipv4() + "\"}")));
    time.pass(Duration.ofMillis(200));
    expect(202, send(http, signed("POST", "/v1/update", both())));
    ByteArrayOutputStream left = new ByteArrayOutputStream();
    new StreamHandler(wiring, new JsonLog(nowhere), time).handleRequest(in(pending()), left, null);
    if (!left.toString(StandardCharsets.UTF_8).equals("{\"batchItemFailures\":[]}")) {
      throw new IllegalStateException("a rehearsed event was not carried out: " + left);
    }
  }

  private void recheck() throws IOException {
    HttpHandler http = handler();
    expect(200, send(http, signed("POST", "/v1/update", both())));
    ByteArrayOutputStream summary = new ByteArrayOutputStream();
    new RecheckHandler(wiring, nowhere, time)
        .handleRequest(
            in(JsonNodeFactory.instance.objectNode().put("zoneId", ZONE.value())), summary, null);
    if (!JsonTree.read(summary.toString(StandardCharsets.UTF_8)).path("troubles").isEmpty()) {
      throw new IllegalStateException("a rehearsed re-check met troubles: " + summary);
    }
  }

  /** One that knows no master key yet, as after a restore. */
  private HttpHandler handler() {
    Wiring fresh = Wiring.of(CONFIG, clients);
    JsonLog log = new JsonLog(nowhere, CONFIG.stack());
    Api api =
        new Api(
            fresh.authenticator(), fresh.routers(), fresh.updates(time), fresh.state(), log, time);
    return new HttpHandler(api, CONFIG.hosts(), time::now);
  }

  private String ipv4() {
    return "203.0.113." + (1 + rounds % 250);
  }

  private String both() {
    return "{\"ipv4\":\"auto\",\"ipv6\":\"2001:db8::" + (1 + rounds % 250) + "\"}";
  }

  private ObjectNode signed(String method, String path, String body) {
    Request request =
        new Request(method, path, "", Map.of("host", HOST), Body.of(body), SOURCE, Set.of(HOST));
    String key = wiring.keys().derive(SITE, KEY, SiteKeys.Purpose.SIGN);
    Map<String, String> headers = new TreeMap<>(Signing.headers(SITE, key, request, now));
    headers.put("host", HOST);
    headers.put("accept", "*/*");
    headers.put("user-agent", "curl/8.14.1");
    headers.put("content-type", "application/json");
    headers.put("x-forwarded-for", SOURCE.toString());
    return event(request, headers);
  }

  /** As API Gateway hands it over. */
  private static ObjectNode event(Request request, Map<String, String> headers) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("version", "2.0").put("routeKey", request.method() + " " + request.path());
    root.put("rawPath", request.path()).put("rawQueryString", "");
    ObjectNode fields = root.putObject("headers");
    headers.forEach(fields::put);
    ObjectNode context = root.putObject("requestContext");
    context.put("accountId", "123456789012").put("apiId", "rehearsed").put("domainName", HOST);
    context
        .putObject("http")
        .put("method", request.method())
        .put("path", request.path())
        .put("protocol", "HTTP/1.1")
        .put("sourceIp", request.source().toString());
    context.put("stage", "$default").put("timeEpoch", 0);
    root.put("body", new String(request.body().octets(), StandardCharsets.UTF_8));
    return root.put("isBase64Encoded", false);
  }

  /** As Lambda hands over the stream's records. */
  private ObjectNode pending() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    var records = root.putArray("Records");
    for (Fqdn name : names) {
      ObjectNode row = aws.row(CONFIG.stateTable(), "name#" + name.value()).deepCopy();
      ObjectNode record = records.addObject();
      record.put("eventName", "MODIFY").put("eventSource", "aws:dynamodb");
      ObjectNode change = record.putObject("dynamodb");
      change.put("ApproximateCreationDateTime", now.getEpochSecond());
      change.putObject("Keys").set("pk", row.path("pk"));
      ((ObjectNode) change.path("Keys")).set("sk", row.path("sk"));
      change.set("NewImage", row);
      change.put("SequenceNumber", Integer.toString(records.size()));
    }
    return root;
  }

  private static int send(HttpHandler handler, ObjectNode event) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    handler.handleRequest(in(event), answer, null);
    return JsonTree.read(answer.toString(StandardCharsets.UTF_8)).path("statusCode").asInt();
  }

  private static ByteArrayInputStream in(ObjectNode event) {
    return new ByteArrayInputStream(JsonTree.text(event).getBytes(StandardCharsets.UTF_8));
  }

  private static void expect(int status, int answered) {
    if (status != answered) {
      throw new IllegalStateException("a rehearsed request was answered " + answered);
    }
  }
}
