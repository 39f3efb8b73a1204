package dev.ddns53.cli.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.ddns53.Config;
import dev.ddns53.SystemTime;
import dev.ddns53.Wiring;
import dev.ddns53.aws.TableSchema;
import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.IpAddress;
import dev.ddns53.core.model.Member;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.NameState;
import dev.ddns53.core.model.RecordState;
import dev.ddns53.core.model.SiteId;
import dev.ddns53.core.model.Ttl;
import dev.ddns53.core.model.ZoneId;
import dev.ddns53.core.port.Registry.Change;
import dev.ddns53.core.port.State.NameRows;
import dev.ddns53.core.port.State.Rows;
import dev.ddns53.core.publish.Publications;
import dev.ddns53.emulator.Emulator;
import dev.ddns53.emulator.http.Fault;
import dev.ddns53.emulator.route53.Settings;
import dev.ddns53.handler.StreamHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
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
    return StreamPump.start(
        Wiring.streams(endpoints),
        CONFIG.stateTable(),
        function,
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
      Name name =
          new Name(
              name(i),
              zone,
              Ttl.DEFAULT,
              Name.Policy.FIRST_HEALTHY,
              List.of(new Member.OfSite(TOKYO)),
              false);
      changes.add(new Change.OfName(name(i), Optional.empty(), Optional.of(name)));
      states.add(
          Publications.after(
              NameState.unpublished(name(i)), name, TOKYO, List.of(ADDRESS), Instant.now()));
      if (changes.size() == 50 || i == to - 1) {
        assertTrue(wiring.registry().write(changes));
        assertTrue(wiring.state().replace(Rows.of(List.of(), states)));
        changes.clear();
        states.clear();
      }
    }
  }

  private RecordState record(int number) {
    NameRows rows = wiring.state().names(List.of(name(number))).getFirst();
    return rows.state().record(Family.IPV4).orElseThrow();
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
      await(() -> IntStream.range(0, 1_000).noneMatch(i -> record(i).isPending()));
    }
    for (int i = 0; i < 1_000; i++) {
      assertEquals(i != 333, record(i).isPublished(), name(i).value());
    }
    assertTrue(record(333).rejected().orElseThrow().contains("n333.example.com"));
    assertTrue(changes() - before <= 2 + 2 * 9, "calls: " + (changes() - before));
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
    assertEquals(1, changes());
  }
}
