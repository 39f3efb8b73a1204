package dev.ddns53.aws;

import static dev.ddns53.World.fqdn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ddns53.SystemTime;
import dev.ddns53.World;
import dev.ddns53.core.address.AliasTarget;
import dev.ddns53.core.address.Cidr;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ttl;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.Allow;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.Name.OnDrift;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.Probe;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteEntry;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.notice.HistoryEntry;
import dev.ddns53.core.port.Records;
import dev.ddns53.core.port.Records.Outcome;
import dev.ddns53.core.port.Registry;
import dev.ddns53.core.port.State.Rows;
import dev.ddns53.core.recheck.RecheckResult;
import dev.ddns53.core.recheck.RecheckResult.Standing;
import dev.ddns53.core.record.ChangeId;
import dev.ddns53.core.record.Content;
import dev.ddns53.core.record.Health;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.Publication;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.core.record.Report;
import dev.ddns53.core.record.SiteState;
import dev.ddns53.core.record.Stage;
import dev.ddns53.emulator.http.Fault;
import dev.ddns53.fake.Planted;
import dev.ddns53.handler.RecheckHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** The re-check against Route 53 and DynamoDB over their own protocols. */
class RecheckIT {

  private static final SiteId SITE = new SiteId("tokyo");
  private static final Fqdn NAME = fqdn("vpn.example.com");
  private static final IpAddress ADDRESS = address("198.51.100.7");
  private static final Member TOKYO = new Member.OfSite(SITE);

  private @Nullable Backend stack;

  @BeforeEach
  void start() throws IOException {
    stack = Backend.fresh();
  }

  @AfterEach
  void stop() {
    stack().emulator().faults().clear();
    stack().close();
  }

  private Backend stack() {
    return Objects.requireNonNull(stack);
  }

  private static IpAddress address(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  private Name name(Fqdn fqdn, OnDrift onDrift, Optional<Probe> probe, Member... members) {
    return new Name(
        fqdn,
        World.REGISTERED,
        stack().zone(),
        Ttl.DEFAULT,
        Name.Policy.FIRST_HEALTHY,
        List.of(members),
        onDrift,
        Name.OnGone.KEEP,
        probe,
        Optional.empty());
  }

  private RecheckResult run() {
    return stack()
        .wiring()
        .recheck(new SystemTime(InstantSource.system()))
        .run(Optional.of(stack().zone()));
  }

  private void register(Allow allow, Name name) {
    stack()
        .register(
            new Site(
                SITE,
                new SiteEntry(Duration.ofHours(1), allow, false),
                List.of(name.fqdn()),
                List.of(stack().zone()),
                List.of(World.FIRST_KEY)));
    stack().register(name);
  }

  /** Publishes an address of the site for the name, and stores that, as reports do. */
  private void publish(Name name, IpAddress address) {
    Publication publication = Publication.of(address.family(), name.ttl(), List.of(address));
    ChangeId change = create(List.of(name.fqdn()), publication);
    assertTrue(stack().wiring().state().replace(Rows.of(row(name.fqdn(), publication, change))));
  }

  /** Creates record sets in one batch. */
  private ChangeId create(List<Fqdn> names, Publication publication) {
    Records.Outcome outcome =
        stack()
            .wiring()
            .records()
            .change(
                stack().zone(),
                names.stream()
                    .map(
                        name ->
                            new Records.Replacement(
                                name, List.of(), RecordSet.of((Content) publication)))
                    .toList());
    return assertInstanceOf(Outcome.Applied.class, outcome).change();
  }

  /** A name's first row, in which the site's address is published. */
  private static NameState row(Fqdn name, Publication publication, ChangeId change) {
    Family family = publication.family();
    Map<Family, Map<SiteId, IpAddress>> said =
        Map.of(family, Map.of(SITE, publication.addresses().getFirst()));
    RecordState record =
        new RecordState(
            publication,
            1,
            1,
            publication,
            Map.of(),
            Optional.empty(),
            new Stage.Published(Optional.of(change)),
            Optional.empty());
    return new NameState(
        name, 1, World.REGISTERED, said, Map.of(family, record), Health.NONE, Map.of(), Set.of());
  }

  private void heard(Instant at) {
    SiteState state =
        SiteState.unheard(SITE)
            .heard(
                Map.of(Family.IPV4, Report.of(Optional.of(ADDRESS), at, "0f".repeat(32))),
                new SiteState.Sighting(at, ADDRESS, "curl/8"));
    assertTrue(stack().wiring().state().replace(Rows.of(state)));
  }

  /** What people are told: notices of the table, as JSON, by their time. */
  private List<JsonNode> notices() {
    return stack()
        .wiring()
        .clients()
        .dynamodb()
        .scanPaginator(scan -> scan.tableName(stack().wiring().config().stateTable()))
        .items()
        .stream()
        .filter(row -> Objects.requireNonNull(row.get(Keys.PK)).s().startsWith("notice#"))
        .map(row -> json(Objects.requireNonNull(row.get(Keys.DOCUMENT)).s()))
        .sorted((a, b) -> a.path("at").asText().compareTo(b.path("at").asText()))
        .toList();
  }

  private static JsonNode json(String text) {
    try {
      return JsonMapper.builder().build().readTree(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> kinds() {
    return notices().stream().map(notice -> notice.path("kind").asText()).toList();
  }

  /** What somebody does behind our back. */
  enum Touch {
    EDITED,
    DELETED,
    SECOND_VALUE,
    CNAME,
    WEIGHTED
  }

  private void touch(Touch touch) {
    switch (touch) {
      case EDITED -> replaceBy(Planted.simple("A", "203.0.113.66"));
      case DELETED -> delete();
      case SECOND_VALUE -> replaceBy(Planted.simple("A", ADDRESS.toString(), "203.0.113.66"));
      case CNAME -> replaceBy(Planted.simple("CNAME", "evil.example.net"));
      case WEIGHTED -> replaceBy(Planted.weighted("A", "blue", "203.0.113.66"));
    }
  }

  private void replaceBy(Planted planted) {
    delete();
    stack().plant(NAME, planted);
  }

  private void delete() {
    var route53 = stack().wiring().clients().route53();
    ResourceRecordSet ours =
        route53
            .listResourceRecordSets(
                list -> list.hostedZoneId(stack().zone().value()).startRecordName(NAME.value()))
            .resourceRecordSets()
            .getFirst();
    route53.changeResourceRecordSets(
        change ->
            change
                .hostedZoneId(stack().zone().value())
                .changeBatch(
                    batch ->
                        batch.changes(
                            Change.builder()
                                .action(ChangeAction.DELETE)
                                .resourceRecordSet(ours)
                                .build())));
  }

  @ParameterizedTest
  @EnumSource
  void touchedBehindOurBack_foundOnceToldAndLeftAlone(Touch touch) {
    Name name = name(NAME, OnDrift.ALERT, Optional.empty(), TOKYO);
    register(Allow.DEFAULT, name);
    publish(name, ADDRESS);
    assertEquals(Standing.IN_SYNC, run().names().getFirst().standing());
    touch(touch);
    Standing found = run().names().getFirst().standing();
    assertEquals(touch == Touch.DELETED ? Standing.MISSING : Standing.DIFFERS, found);
    assertEquals(found, run().names().getFirst().standing());
    assertEquals(List.of("drift-found"), kinds());
    JsonNode notice = notices().getFirst();
    assertEquals(1, notice.path("version").asInt());
    assertEquals(NAME.value(), notice.path("name").asText());
    assertEquals("198.51.100.7 (TTL 60)", notice.path("facts").path("A").asText());
    assertFalse(notice.path("facts").path("found-A").asText().isBlank());
    assertTrue(notice.path("text").asText().contains("198.51.100.7 (TTL 60)"));
    assertEquals(
        List.of(HistoryEntry.What.DRIFT_FOUND),
        stack().wiring().state().history(NAME, 10).stream().map(HistoryEntry::what).toList());
  }

  @ParameterizedTest
  @EnumSource
  void touchedWhereRepairIsPolicy_repairedAndToldOnce(Touch touch) {
    Name name = name(NAME, OnDrift.REPAIR, Optional.empty(), TOKYO);
    register(Allow.DEFAULT, name);
    publish(name, ADDRESS);
    touch(touch);
    run();
    assertEquals(List.of(ADDRESS.toString()), stack().values(NAME, "A"));
    assertEquals(List.of(), stack().values(NAME, "CNAME"));
    assertEquals(Standing.IN_SYNC, run().names().getFirst().standing());
    assertEquals(List.of("drift-found"), kinds());
  }

  @Test
  void twoRunsAtOnce_oneNoticeOneRecord() {
    Name name = name(NAME, OnDrift.REPAIR, Optional.empty(), TOKYO);
    register(Allow.DEFAULT, name);
    publish(name, ADDRESS);
    touch(Touch.EDITED);
    CompletableFuture.allOf(
            IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.runAsync(this::run))
                .toArray(CompletableFuture[]::new))
        .join();
    run();
    assertEquals(List.of("drift-found"), kinds());
    assertEquals(List.of(ADDRESS.toString()), stack().values(NAME, "A"));
  }

  @Test
  void siteSilent_toldOnce() {
    register(Allow.DEFAULT, name(NAME, OnDrift.ALERT, Optional.empty(), TOKYO));
    heard(Instant.now().minus(Duration.ofHours(2)));
    assertEquals(1, run().stale());
    assertEquals(1, run().stale());
    assertEquals(List.of("stale"), kinds());
  }

  @Test
  void route53FailsInTheMiddle_restIsCheckedAndUnknownIsSaid() throws IOException {
    Name name = name(NAME, OnDrift.REPAIR, Optional.empty(), TOKYO);
    register(Allow.DEFAULT, name);
    publish(name, ADDRESS);
    heard(Instant.now().minus(Duration.ofHours(2)));
    touch(Touch.EDITED);
    stack()
        .emulator()
        .faults()
        .add(Fault.always("route53", "ListResourceRecordSets", Fault.Kind.ERROR));
    JsonNode answer = handle();
    assertEquals(1, answer.path("names").path("unknown").asInt(), answer.toString());
    assertFalse(answer.path("troubles").isEmpty());
    assertFalse(answer.path("remarkable").path(0).path("detail").asText().isBlank());
    assertEquals(List.of("stale"), kinds());
    stack().emulator().faults().clear();
    assertEquals(List.of("203.0.113.66"), stack().values(NAME, "A"));
    assertEquals(1, handle().path("names").path("differs").asInt());
  }

  @Test
  void dynamodbFailsInTheMiddle_nothingIsWritten() throws IOException {
    Name name = name(NAME, OnDrift.REPAIR, Optional.empty(), TOKYO);
    register(Allow.DEFAULT, name);
    publish(name, ADDRESS);
    touch(Touch.DELETED);
    stack()
        .emulator()
        .faults()
        .add(Fault.always("dynamodb", "TransactWriteItems", Fault.Kind.ERROR));
    JsonNode answer = handle();
    assertEquals(1, answer.path("names").path("unknown").asInt(), answer.toString());
    assertEquals(List.of(), stack().values(NAME, "A"));
    stack().emulator().faults().clear();
    assertEquals(List.of(), kinds());
    handle();
    assertEquals(List.of(ADDRESS.toString()), stack().values(NAME, "A"));
  }

  private JsonNode handle() throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    new RecheckHandler(
            stack().wiring(),
            new PrintStream(log, true, StandardCharsets.UTF_8),
            new SystemTime(InstantSource.system()))
        .handleRequest(
            new ByteArrayInputStream(
                ("{\"zoneId\":\"" + stack().zone() + "\"}").getBytes(StandardCharsets.UTF_8)),
            answer,
            null);
    JsonNode line = json(log.toString(StandardCharsets.UTF_8));
    assertEquals(
        "ddns53", line.path("_aws").path("CloudWatchMetrics").path(0).path("Namespace").asText());
    assertTrue(line.has("RecheckedNames"));
    return json(answer.toString(StandardCharsets.UTF_8));
  }

  @Test
  void tenThousandNamesInOrder_thirtyFourListCallsAndNoWrite() {
    int count = 10_000;
    List<Fqdn> names =
        IntStream.range(0, count).mapToObj(i -> fqdn("n" + i + ".example.com")).toList();
    Publication publication = Publication.of(Family.IPV4, Ttl.DEFAULT, List.of(ADDRESS));
    for (int from = 0; from < count; from += 500) {
      List<Fqdn> part = names.subList(from, from + 500);
      ChangeId change = create(part, publication);
      part.forEach(name -> store(row(name, publication, change)));
    }
    Registry registry = stack().wiring().registry();
    for (int from = 0; from < count; from += 100) {
      assertTrue(
          registry.write(
              names.subList(from, from + 100).stream()
                  .<Registry.Change>map(
                      name ->
                          new Registry.Change.OfName(
                              name,
                              Optional.empty(),
                              Optional.of(
                                  NameDocument.of(
                                      name(name, OnDrift.REPAIR, Optional.empty(), TOKYO)))))
                  .toList()));
    }
    stack().emulator().calls().reset();
    RecheckResult result = run();
    assertEquals(count, result.count(Standing.IN_SYNC));
    int calls = stack().emulator().calls().total("route53");
    assertTrue(calls <= 36, calls + " calls to Route 53");
    assertEquals(0, stack().emulator().calls().count("dynamodb", "PutItem"));
    assertEquals(0, stack().emulator().calls().count("dynamodb", "TransactWriteItems"));
    assertTrue(stack().emulator().calls().count("dynamodb", "BatchGetItem") <= 101);
  }

  private final List<NameState> waiting = new ArrayList<>();

  /** Stores in transactions of a hundred. */
  private void store(NameState row) {
    waiting.add(row);
    if (waiting.size() == 100) {
      assertTrue(stack().wiring().state().replace(Rows.of(List.of(), waiting)));
      waiting.clear();
    }
  }

  /** Primary and standby are real listeners; the probe connects for real. */
  @Test
  void primaryStopsAnswering_standbyInDnsUntilItReturns() throws IOException {
    int port = freePort();
    Allow loopback =
        new Allow(List.of(), List.of(Cidr.parse("127.0.0.0/8").orElseThrow()), false, false);
    Probe probe = new Probe(new Probe.Check.Tcp(port), 3, 2);
    Name name =
        name(
            NAME, OnDrift.ALERT, Optional.of(probe), TOKYO, new Member.Fixed(address("127.0.0.3")));
    register(loopback, name);
    publish(name, address("127.0.0.2"));
    heard(Instant.now());
    try (ServerSocket standby = listen("127.0.0.3", port)) {
      assertTrue(standby.isBound());
      try (ServerSocket primary = listen("127.0.0.2", port)) {
        assertTrue(primary.isBound());
        run();
        assertEquals(List.of("127.0.0.2"), stack().values(NAME, "A"));
      }
      run();
      run();
      assertEquals(List.of("127.0.0.2"), stack().values(NAME, "A"));
      run();
      assertEquals(List.of("127.0.0.3"), stack().values(NAME, "A"));
      try (ServerSocket primary = listen("127.0.0.2", port)) {
        assertTrue(primary.isBound());
        run();
        assertEquals(List.of("127.0.0.3"), stack().values(NAME, "A"));
        run();
        assertEquals(List.of("127.0.0.2"), stack().values(NAME, "A"));
      }
    }
    assertEquals(List.of("failed-over", "failed-back"), kinds());
    assertEquals(
        List.of(HistoryEntry.What.FAILED_BACK, HistoryEntry.What.FAILED_OVER),
        stack().wiring().state().history(NAME, 10).stream()
            .map(HistoryEntry::what)
            .limit(2)
            .toList());
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0)) {
      return any.getLocalPort();
    }
  }

  private static ServerSocket listen(String address, int port) throws IOException {
    return new ServerSocket(port, 5, InetAddress.getByName(address));
  }

  @Test
  void alias_publishedAndReadBackInSync() {
    Member alias =
        new Member.OfAlias(
            new AliasTarget(fqdn("d1.cloudfront.net"), new ZoneId("Z2FDTNDATAQYW2")));
    Name name = name(NAME, OnDrift.ALERT, Optional.empty(), alias);
    stack().register(name);
    run();
    assertEquals(Standing.IN_SYNC, run().names().getFirst().standing());
    assertEquals(
        Stream.of(Family.values()).count(),
        stack().wiring().state().names(List.of(NAME)).getFirst().state().records().size());
  }
}
