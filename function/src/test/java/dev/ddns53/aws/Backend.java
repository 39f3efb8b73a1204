package dev.ddns53.aws;

import static java.time.temporal.ChronoUnit.DAYS;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ddns53.Config;
import dev.ddns53.Wiring;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.HistoryEntry;
import dev.ddns53.core.model.MasterKey;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.Notice;
import dev.ddns53.core.model.Site;
import dev.ddns53.core.model.SiteId;
import dev.ddns53.core.model.ZoneId;
import dev.ddns53.core.port.Registry;
import dev.ddns53.emulator.Emulator;
import dev.ddns53.emulator.route53.Settings;
import dev.ddns53.fake.Planted;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.route53.model.AliasTarget;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * A stack on real endpoints: tables, a master key and the zone {@code example.com} of its own. The
 * endpoints are {@code AWS_ENDPOINT_URL}'s where it is set, else the emulator's.
 */
final class Backend implements AutoCloseable {

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final String RUN = Long.toString(System.currentTimeMillis(), 36);
  private static final Optional<String> OTHER =
      Optional.ofNullable(System.getenv("AWS_ENDPOINT_URL")).filter(url -> !url.isBlank());

  private final Emulator emulator;
  private final Wiring wiring;
  private final ZoneId zone;

  private Backend(Emulator emulator) {
    this.emulator = emulator;
    String name = "ddns53-" + RUN + "-" + COUNT.incrementAndGet();
    Config config =
        new Config(name + "-registry", name + "-state", "/" + name + "/master-key", Set.of());
    this.wiring =
        Wiring.of(
            config,
            new Wiring.Endpoints(
                OTHER.map(java.net.URI::create).orElse(emulator.aws()),
                OTHER.map(java.net.URI::create).orElse(emulator.dynamodb())));
    TableSchema.create(wiring.clients().dynamodb(), config.registryTable(), config.stateTable());
    putMasterKey();
    this.zone =
        ZoneId.parse(
                wiring
                    .clients()
                    .route53()
                    .createHostedZone(z -> z.name("example.com").callerReference(name))
                    .hostedZone()
                    .id())
            .orElseThrow();
  }

  /** A new stack on the emulator that all tests of this JVM share. */
  static Backend fresh() throws IOException {
    return new Backend(Shared.EMULATOR);
  }

  private static final class Shared {

    static final Emulator EMULATOR = start();

    private static Emulator start() {
      try {
        Emulator emulator = Emulator.inMemory(Settings.UNLIMITED);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(emulator)));
        return emulator;
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    private static void stop(Emulator emulator) {
      try {
        emulator.close();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Whether calls can be counted and faults provoked. */
  static boolean isEmulated() {
    return OTHER.isEmpty();
  }

  Emulator emulator() {
    return emulator;
  }

  Wiring wiring() {
    return wiring;
  }

  ZoneId zone() {
    return zone;
  }

  void putMasterKey() {
    byte[] secret = new byte[MasterKey.OCTETS];
    new SecureRandom().nextBytes(secret);
    wiring
        .clients()
        .ssm()
        .putParameter(
            p ->
                p.name(wiring.config().masterKeyParameter())
                    .type(ParameterType.SECURE_STRING)
                    .overwrite(true)
                    .value(Base64.getUrlEncoder().withoutPadding().encodeToString(secret)));
  }

  void register(Site site) {
    DynamoRegistry registry = wiring.registry();
    Optional<Site> before = registry.read().site(site.id());
    write(registry, new Registry.Change.OfSite(site.id(), before, Optional.of(site)));
  }

  void register(Name name) {
    DynamoRegistry registry = wiring.registry();
    Optional<Name> before = registry.read().name(name.fqdn());
    write(registry, new Registry.Change.OfName(name.fqdn(), before, Optional.of(name)));
  }

  private static void write(DynamoRegistry registry, Registry.Change change) {
    if (!registry.write(List.of(change))) {
      throw new IllegalStateException("somebody else writes this registry");
    }
  }

  /** Makes a record set by other ways than ours. */
  void plant(Fqdn name, Planted planted) {
    ResourceRecordSet.Builder set = ResourceRecordSet.builder().name(name.value());
    switch (planted) {
      case Planted.Simple simple ->
          set.type(simple.type()).ttl(300L).resourceRecords(records(simple.values()));
      case Planted.Alias alias ->
          set.type(RRType.fromValue(alias.type()))
              .aliasTarget(
                  AliasTarget.builder()
                      .hostedZoneId("Z2FDTNDATAQYW2")
                      .dnsName(alias.target())
                      .evaluateTargetHealth(false)
                      .build());
      case Planted.Weighted weighted ->
          set.type(weighted.type())
              .setIdentifier(weighted.identifier())
              .weight(1L)
              .ttl(300L)
              .resourceRecords(records(weighted.values()));
    }
    wiring
        .clients()
        .route53()
        .changeResourceRecordSets(
            change ->
                change
                    .hostedZoneId(zone.value())
                    .changeBatch(
                        batch ->
                            batch.changes(
                                Change.builder()
                                    .action(ChangeAction.CREATE)
                                    .resourceRecordSet(set.build())
                                    .build())));
  }

  private static List<ResourceRecord> records(List<String> values) {
    return values.stream().map(value -> ResourceRecord.builder().value(value).build()).toList();
  }

  /** The values of a simple record set; empty when there is none. */
  List<String> values(Fqdn name, String type) {
    return wiring
        .clients()
        .route53()
        .listResourceRecordSets(
            list -> list.hostedZoneId(zone.value()).startRecordName(name.value()))
        .resourceRecordSets()
        .stream()
        .filter(set -> set.name().equals(Route53Names.wire(name)))
        .filter(set -> set.typeAsString().equals(type))
        .flatMap(set -> set.resourceRecords().stream())
        .map(ResourceRecord::value)
        .toList();
  }

  /** A notice as its row tells it. */
  Optional<Notice> notice(String id) {
    Map<String, AttributeValue> row =
        wiring
            .clients()
            .dynamodb()
            .getItem(
                get ->
                    get.tableName(wiring.config().stateTable())
                        .key(Keys.stateKey("notice#" + id))
                        .consistentRead(true))
            .item();
    return row.isEmpty() ? Optional.empty() : Optional.of(notice(row));
  }

  private static Notice notice(Map<String, AttributeValue> row) {
    JsonNode doc = json(at(row, "doc").s());
    Notice.Kind kind =
        Stream.of(Notice.Kind.values())
            .filter(each -> each.slug().equals(at(row, "kind").s()))
            .findFirst()
            .orElseThrow();
    Instant at = Instant.parse(at(row, "at").s());
    if (Long.parseLong(at(row, "expires").n()) != at.plus(30, DAYS).getEpochSecond()) {
      throw new AssertionError("a notice expires after 30 days: " + row);
    }
    Map<String, String> facts = new LinkedHashMap<>();
    doc.path("facts").properties().forEach(f -> facts.put(f.getKey(), f.getValue().asText()));
    return new Notice(
        doc.path("id").asText(),
        kind,
        Instant.parse(doc.path("at").asText()),
        SiteId.parse(doc.path("site").asText()),
        Fqdn.parse(doc.path("name").asText()),
        facts);
  }

  private static JsonNode json(String text) {
    try {
      return JsonMapper.builder().build().readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  /** A name's history as its rows tell it, oldest first. */
  List<HistoryEntry> history(Fqdn name) {
    return wiring
        .clients()
        .dynamodb()
        .query(
            query ->
                query
                    .tableName(wiring.config().stateTable())
                    .consistentRead(true)
                    .keyConditionExpression("pk = :name and sk < :current")
                    .expressionAttributeValues(
                        Map.of(
                            ":name", Keys.text(Keys.pk(name)),
                            ":current", Keys.text(Keys.CURRENT))))
        .items()
        .stream()
        .map(row -> entry(name, row))
        .toList();
  }

  private static HistoryEntry entry(Fqdn name, Map<String, AttributeValue> row) {
    HistoryEntry.What what =
        Stream.of(HistoryEntry.What.values())
            .filter(each -> each.slug().equals(at(row, "what").s()))
            .findFirst()
            .orElseThrow();
    Instant at = Instant.parse(at(row, "at").s());
    if (Long.parseLong(at(row, "expires").n()) != at.plus(400, DAYS).getEpochSecond()) {
      throw new AssertionError("history expires after 400 days: " + row);
    }
    Map<String, String> facts = new LinkedHashMap<>();
    at(row, "order").l().forEach(f -> facts.put(f.s(), at(at(row, "facts").m(), f.s()).s()));
    return new HistoryEntry(name, at, Long.parseLong(at(row, "version").n()), what, facts);
  }

  private static AttributeValue at(Map<String, AttributeValue> row, String attribute) {
    return Optional.ofNullable(row.get(attribute)).orElseThrow();
  }

  @Override
  public void close() {
    wiring.clients().close();
  }
}
