package dev.ddns53.aws;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.SECONDS;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ddns53.Config;
import dev.ddns53.Signer;
import dev.ddns53.SystemTime;
import dev.ddns53.Wiring;
import dev.ddns53.World;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.Ttl;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.auth.SiteKeys;
import dev.ddns53.core.fleet.Adoption;
import dev.ddns53.core.fleet.Allow;
import dev.ddns53.core.fleet.KeyGeneration;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.Registration;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteEntry;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.notice.HistoryEntry;
import dev.ddns53.core.notice.Notice;
import dev.ddns53.core.port.MasterKey;
import dev.ddns53.core.port.Registry;
import dev.ddns53.core.recheck.RecheckResult;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.emulator.Emulator;
import dev.ddns53.fake.Planted;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

/** A stack on real endpoints: tables, a master key and the zone {@code example.com} of its own. */
public final class Backend implements AutoCloseable {

  /** After the keys of all times, and before that of what stands now. */
  private static final String LAST_TIME = ":";

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final String RUN = Long.toString(System.currentTimeMillis(), 36);

  private final Endpoint endpoint;
  private final Set<String> secrets = ConcurrentHashMap.newKeySet();
  private final Wiring wiring;
  private final ZoneId zone;

  private Backend(Endpoint endpoint) {
    this.endpoint = endpoint;
    String name = "ddns53-" + RUN + "-" + COUNT.incrementAndGet();
    Config config =
        new Config(name + "-registry", name + "-state", "/" + name + "/master-key", Set.of());
    this.wiring = Wiring.of(config, endpoint.services());
    TableSchema.createWithoutStream(
        wiring.clients().dynamodb(), config.registryTable(), config.stateTable());
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

  /** A new stack on the endpoint that the environment chose. */
  static Backend fresh() {
    return on(Endpoint.chosen());
  }

  /** A new stack. */
  public static Backend on(Endpoint endpoint) {
    return new Backend(endpoint);
  }

  public Emulator emulator() {
    return endpoint.emulator().orElseThrow();
  }

  public Wiring wiring() {
    return wiring;
  }

  ZoneId zone() {
    return zone;
  }

  /** Puts the parameter's next version. */
  MasterKey putMasterKey() {
    byte[] secret = new byte[MasterKey.OCTETS];
    new SecureRandom().nextBytes(secret);
    return new MasterKey(
        putMasterKey(Base64.getUrlEncoder().withoutPadding().encodeToString(secret)), secret);
  }

  /** Puts any text there, and tells its version. */
  long putMasterKey(String text) {
    secrets.add(text);
    return wiring
        .clients()
        .ssm()
        .putParameter(
            p ->
                p.name(wiring.config().masterKeyParameter())
                    .type(ParameterType.SECURE_STRING)
                    .overwrite(true)
                    .value(text))
        .version();
  }

  /** Registers a site with one key that feeds these names, alone. */
  void site(String id, String... names) {
    for (String name : names) {
      register(name(name, id));
    }
    site(id, List.of(World.FIRST_KEY), names);
  }

  /** Registers a site, but none of its names. */
  void site(String id, List<KeyGeneration> live, String... names) {
    List<Fqdn> fed = Stream.of(names).map(World::fqdn).toList();
    register(
        new Site(
            new SiteId(id),
            new SiteEntry(Duration.ofHours(1), Allow.DEFAULT, false),
            fed,
            List.of(zone),
            live));
  }

  /** Says that an operator saw these record sets at a name, and that they may be replaced. */
  void adopt(String name, String site, RecordSet... sets) {
    Adoption adoption =
        new Adoption(
            new Registration(World.START), Stream.of(sets).map(RecordSet::json).toList(), "ops");
    register(name(name, site).adopting(adoption));
  }

  private Name name(String name, String site) {
    return new Name(
        World.fqdn(name),
        World.REGISTERED,
        zone,
        Ttl.DEFAULT,
        Name.Policy.FIRST_HEALTHY,
        List.of(new Member.OfSite(new SiteId(site))),
        Name.OnDrift.ALERT,
        Name.OnGone.KEEP,
        Optional.empty(),
        Optional.empty());
  }

  /** What Route 53 says stands at a name. */
  List<RecordSet> listed(Fqdn name) {
    return Optional.ofNullable(wiring.records().look(zone, List.of(name)).get(name))
        .orElse(List.of());
  }

  /** The re-check of the zone, as the schedule runs it. */
  RecheckResult recheck() {
    return wiring.recheck(new SystemTime(java.time.InstantSource.system())).run(Optional.of(zone));
  }

  /** Signs as curl does, with a site's key. */
  Signer signer(String site, KeyGeneration generation) {
    SiteId id = new SiteId(site);
    String key = wiring.keys().derive(id, generation, SiteKeys.Purpose.SIGN);
    secrets.add(key);
    return Signer.of(site, key);
  }

  /** All keys and master keys so far: what nobody may be told. */
  Set<String> secrets() {
    return Set.copyOf(secrets);
  }

  public void register(Site site) {
    DynamoRegistry registry = wiring.registry();
    Optional<Site> before = registry.read().site(site.id());
    write(registry, new Registry.Change.OfSite(site.id(), before, Optional.of(site)));
  }

  public void register(Name name) {
    register(NameDocument.of(name));
  }

  public void register(NameDocument document) {
    DynamoRegistry registry = wiring.registry();
    Optional<NameDocument> before = registry.read().document(document.fqdn());
    write(registry, new Registry.Change.OfName(document.fqdn(), before, Optional.of(document)));
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
    change(ChangeAction.CREATE, set.build());
  }

  private static List<ResourceRecord> records(List<String> values) {
    return values.stream().map(value -> ResourceRecord.builder().value(value).build()).toList();
  }

  /** Deletes a record set, by other ways than ours. */
  void delete(ResourceRecordSet set) {
    change(ChangeAction.DELETE, set);
  }

  private void change(ChangeAction action, ResourceRecordSet set) {
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
                                Change.builder().action(action).resourceRecordSet(set).build())));
  }

  /** All that is at a name. */
  List<ResourceRecordSet> sets(Fqdn name) {
    return wiring
        .clients()
        .route53()
        .listResourceRecordSets(
            list -> list.hostedZoneId(zone.value()).startRecordName(name.value()))
        .resourceRecordSets()
        .stream()
        .filter(set -> set.name().equals(Route53Names.wire(name)))
        .toList();
  }

  /** The values of a record set; empty when there is none. */
  List<String> values(Fqdn name, String type) {
    return sets(name).stream()
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
    return history(name, Instant.EPOCH);
  }

  /** The same since some time. */
  List<HistoryEntry> history(Fqdn name, Instant since) {
    return wiring
        .clients()
        .dynamodb()
        .query(
            query ->
                query
                    .tableName(wiring.config().stateTable())
                    .consistentRead(true)
                    .keyConditionExpression("pk = :name and sk between :since and :last")
                    .expressionAttributeValues(
                        Map.of(
                            ":name", Keys.text(Keys.pk(name)),
                            ":since",
                                Keys.text(since.truncatedTo(SECONDS).toString().replace("Z", "")),
                            ":last", Keys.text(LAST_TIME))))
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
