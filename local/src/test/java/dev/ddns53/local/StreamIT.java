package dev.ddns53.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ddns53.Config;
import dev.ddns53.SystemTime;
import dev.ddns53.Wiring;
import dev.ddns53.aws.TableSchema;
import dev.ddns53.core.Limits;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ttl;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.Registration;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.port.Registry.Change;
import dev.ddns53.core.port.State.NameRows;
import dev.ddns53.core.port.State.Rows;
import dev.ddns53.core.record.Election;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.core.record.Registrations;
import dev.ddns53.core.record.Stage;
import dev.ddns53.emulator.Emulator;
import dev.ddns53.emulator.http.Fault;
import dev.ddns53.emulator.route53.Settings;
import dev.ddns53.handler.StreamHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Rows that are due reach the emulated Route 53 through the stream of a real table. */
@Timeout(300)
class StreamIT {

  private static final Config CONFIG =
      new Config("stream-registry", "stream-state", "/stream/master-key", Set.of());
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final SiteId TOKYO = new SiteId("tokyo");
  private static final IpAddress ADDRESS = IpAddress.parse("192.0.2.1").orElseThrow();

  @TempDir private Path folder = Path.of("");

  private final Emulator emulator;
  private final Wiring.Endpoints endpoints;
  private final Wiring wiring;
  private final ZoneId zone;

  StreamIT() throws IOException {
    emulator = Emulator.inMemory(Settings.UNLIMITED);
    endpoints = new Wiring.Endpoints(emulator.aws(), emulator.dynamodb());
    wiring = Wiring.of(CONFIG, endpoints);
    zone =
        ZoneId.parse(
                wiring
                    .clients()
                    .route53()
                    .createHostedZone(z -> z.name("example.com").callerReference("stream"))
                    .hostedZone()
                    .id())
            .orElseThrow();
  }

  @BeforeEach
  void tables() {
    TableSchema.create(wiring.clients().dynamodb(), CONFIG.registryTable(), CONFIG.stateTable());
  }

  @AfterEach
  void end() throws IOException {
    wiring.clients().close();
    emulator.close();
  }

  private StreamPump pump() throws IOException {
    return pump(new StreamHandler(wiring, entry -> {}, new SystemTime(InstantSource.system())));
  }

  private StreamPump pump(RequestStreamHandler function) throws IOException {
    return StreamPump.publisher(
        new StreamPump.Source(Wiring.streams(endpoints), CONFIG.stateTable()),
        List.of(function),
        folder.resolve("stream.json"),
        System.err);
  }

  private static Fqdn name(int number) {
    return new Fqdn("n" + number + ".example.com");
  }

  /** Registers names and stores that they are due. */
  private void due(int from, int to) {
    List<Change> changes = new ArrayList<>();
    List<NameState> states = new ArrayList<>();
    for (int i = from; i < to; i++) {
      Name name = registered(name(i));
      changes.add(new Change.OfName(name(i), Optional.empty(), Optional.of(NameDocument.of(name))));
      NameDocument document = NameDocument.of(name);
      NameState row =
          Registrations.current(NameState.unpublished(name(i)).next(), document, Instant.now());
      states.add(
          Election.after(
              row, name, TOKYO, Map.of(Family.IPV4, Optional.of(ADDRESS)), Instant.now()));
      if (changes.size() == 50 || i == to - 1) {
        assertTrue(wiring.registry().write(changes));
        assertTrue(wiring.state().replace(Rows.of(List.of(), states)));
        changes.clear();
        states.clear();
      }
    }
  }

  private Name registered(Fqdn fqdn) {
    return new Name(
        fqdn,
        new Registration(Instant.parse("2026-01-01T00:00:00Z")),
        zone,
        Ttl.DEFAULT,
        Name.Policy.FIRST_HEALTHY,
        List.of(new Member.OfSite(TOKYO)),
        Name.OnDrift.ALERT,
        Name.OnGone.KEEP,
        Optional.empty(),
        Optional.empty());
  }

  private RecordState record(int number) {
    NameRows rows = wiring.state().names(List.of(name(number))).getFirst();
    return rows.state().record(Family.IPV4).orElseThrow();
  }

  /** The first so many, fifty a read: each call to a table with a stream is slow. */
  private List<RecordState> records(int number) {
    List<RecordState> records = new ArrayList<>();
    for (int i = 0; i < number; i += 50) {
      wiring.state().names(IntStream.range(i, i + 50).mapToObj(StreamIT::name).toList()).stream()
          .map(rows -> rows.state().record(Family.IPV4).orElseThrow())
          .forEach(records::add);
    }
    return records;
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(50);
    }
  }

  private int changes() {
    return emulator.calls().count("route53", "ChangeResourceRecordSets");
  }

  @Test
  void oneOfAThousandPoisoned_namedAndTheOthersPublished() throws Exception {
    plantWeighted(name(333));
    due(0, 1_000);
    int before = changes();
    try (StreamPump _ = pump()) {
      await(() -> records(1_000).stream().noneMatch(RecordState::isDue));
    }
    List<RecordState> records = records(1_000);
    for (int i = 0; i < 1_000; i++) {
      assertEquals(i != 333, records.get(i).isPublished(), name(i).value());
    }
    assertTrue(record(333).stage() instanceof Stage.Blocked);
    assertTrue(changes() - before <= 20, "calls: " + (changes() - before));
  }

  private void plantWeighted(Fqdn name) {
    ResourceRecordSet set =
        ResourceRecordSet.builder()
            .name(name.value())
            .type("A")
            .setIdentifier("blue")
            .weight(1L)
            .ttl(60L)
            .resourceRecords(ResourceRecord.builder().value("203.0.113.1").build())
            .build();
    software.amazon.awssdk.services.route53.model.Change create =
        software.amazon.awssdk.services.route53.model.Change.builder()
            .action(ChangeAction.CREATE)
            .resourceRecordSet(set)
            .build();
    wiring
        .clients()
        .route53()
        .changeResourceRecordSets(
            change -> change.hostedZoneId(zone.value()).changeBatch(b -> b.changes(create)));
  }

  @Test
  void route53Fails_comesAgainUntilItIsPublished() throws Exception {
    for (Fault.Kind kind :
        List.of(
            Fault.Kind.DENY, Fault.Kind.ERROR, Fault.Kind.COMMIT_THEN_DROP, Fault.Kind.THROTTLE)) {
      emulator.faults().add(Fault.once("route53", "ChangeResourceRecordSets", kind));
    }
    due(0, 10);
    try (StreamPump _ = pump()) {
      await(() -> IntStream.range(0, 10).allMatch(i -> record(i).isPublished()));
    }
  }

  @Test
  void restart_goesOnWhereItWas() throws Exception {
    due(0, 3);
    try (StreamPump _ = pump()) {
      await(() -> IntStream.range(0, 3).allMatch(i -> record(i).isPublished()));
    }
    int before = changes();
    due(3, 6);
    try (StreamPump _ = pump()) {
      await(() -> IntStream.range(3, 6).allMatch(i -> record(i).isPublished()));
    }
    assertEquals(before + 1, changes());
  }

  @Test
  void functionThrows_eventComesAgain() throws Exception {
    due(0, 3);
    StreamHandler real =
        new StreamHandler(wiring, entry -> {}, new SystemTime(InstantSource.system()));
    int[] calls = {0};
    try (StreamPump _ =
        pump(
            (in, out, context) -> {
              if (calls[0]++ == 0) {
                throw new IllegalStateException("dead");
              }
              real.handleRequest(in, out, context);
            })) {
      await(() -> IntStream.range(0, 3).allMatch(i -> record(i).isPublished()));
    }
    assertEquals(2, changes(), "it comes again in two halves");
  }

  /** Writes down which names an event tells of, before it hands it on. */
  private static RequestStreamHandler recording(
      Queue<List<Fqdn>> events, RequestStreamHandler function) {
    return (in, out, context) -> {
      byte[] event = in.readAllBytes();
      List<Fqdn> names = new ArrayList<>();
      for (JsonNode record : MAPPER.readTree(event).path("Records")) {
        String key = record.path("dynamodb").path("Keys").path("pk").path("S").asText();
        names.add(new Fqdn(key.substring("name#".length())));
      }
      events.add(names);
      function.handleRequest(new ByteArrayInputStream(event), out, context);
    };
  }

  private static void nothingFails(InputStream in, OutputStream out, @Nullable Context context)
      throws IOException {
    out.write("{\"batchItemFailures\":[]}".getBytes(StandardCharsets.UTF_8));
  }

  private boolean arePublished(List<Fqdn> names) {
    return wiring.state().names(names).stream()
        .map(rows -> rows.state().record(Family.IPV4).orElseThrow())
        .allMatch(RecordState::isPublished);
  }

  private static List<Fqdn> names(int from, int to) {
    return IntStream.range(from, to).mapToObj(StreamIT::name).toList();
  }

  @Test
  void whatComesWhileAnEventIsUnderWay_isInTheNext() throws Exception {
    due(0, 3);
    Queue<List<Fqdn>> events = new ConcurrentLinkedQueue<>();
    CountDownLatch go = new CountDownLatch(1);
    RequestStreamHandler slow =
        (in, out, context) -> {
          waitFor(go);
          nothingFails(in, out, context);
        };
    try (StreamPump _ = pump(recording(events, slow))) {
      await(() -> !events.isEmpty());
      due(3, 6);
      go.countDown();
      await(() -> events.size() == 2);
    }
    assertEquals(List.of(names(0, 3), names(3, 6)), List.copyOf(events));
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void functionFailsWithOne_comesAgainFromThereWithWhatCameMeanwhile() throws Exception {
    due(0, 3);
    Queue<List<Fqdn>> events = new ConcurrentLinkedQueue<>();
    CountDownLatch go = new CountDownLatch(1);
    RequestStreamHandler failsOnce =
        (in, out, context) -> {
          if (events.size() > 1) {
            nothingFails(in, out, context);
            return;
          }
          waitFor(go);
          String second = MAPPER.readTree(in).at("/Records/1/dynamodb/SequenceNumber").asText();
          out.write(
              "{\"batchItemFailures\":[{\"itemIdentifier\":\"%s\"}]}"
                  .formatted(second)
                  .getBytes(StandardCharsets.UTF_8));
        };
    try (StreamPump _ = pump(recording(events, failsOnce))) {
      await(() -> !events.isEmpty());
      due(3, 4);
      go.countDown();
      await(() -> events.stream().anyMatch(event -> event.contains(name(3))));
    }
    List<Fqdn> again = events.stream().skip(1).flatMap(List::stream).toList();
    assertEquals(names(0, 3), events.peek());
    assertEquals(names(1, 4), again);
  }

  @Test
  void eventWhoseNamesAreAllPublished_writesNothing() throws Exception {
    due(0, 200);
    try (StreamPump _ = pump()) {
      await(() -> arePublished(names(0, 200)));
    }
    emulator.calls().reset();
    Instant until = Instant.now().plusSeconds(60);
    wiring.batches(new SystemTime(InstantSource.system())).publish(names(0, 200), until);
    assertEquals(0, emulator.calls().total("route53"));
    assertEquals(0, emulator.calls().count("dynamodb", "PutItem"));
    assertEquals(0, emulator.calls().count("dynamodb", "TransactWriteItems"));
  }

  @Test
  void moreThanAnEventHolds_comesInSeveral_eachOnce() throws Exception {
    int all = Limits.RECORDS_PER_EVENT + 100;
    due(0, all);
    Queue<List<Fqdn>> events = new ConcurrentLinkedQueue<>();
    try (StreamPump _ = pump(recording(events, StreamIT::nothingFails))) {
      await(() -> events.stream().mapToInt(List::size).sum() >= all);
    }
    assertTrue(events.size() > 1);
    assertTrue(events.stream().allMatch(event -> event.size() <= Limits.RECORDS_PER_EVENT));
    assertEquals(
        Set.copyOf(names(0, all)),
        events.stream().flatMap(List::stream).collect(Collectors.toSet()));
    assertEquals(all, events.stream().mapToInt(List::size).sum());
  }
}
