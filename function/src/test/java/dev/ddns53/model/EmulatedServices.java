package dev.ddns53.model;

import dev.ddns53.aws.Backend;
import dev.ddns53.aws.Endpoint;
import dev.ddns53.aws.Route53Names;
import dev.ddns53.aws.Route53Records;
import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.IpAddress;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.NameState;
import dev.ddns53.core.model.Publication;
import dev.ddns53.core.model.Ttl;
import dev.ddns53.core.model.ZoneId;
import dev.ddns53.core.port.Records;
import dev.ddns53.core.port.Registry;
import dev.ddns53.core.port.State;
import dev.ddns53.emulator.http.Fault;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** A plan's fleet in tables and zones of its own on the emulator, behind the real adapters. */
final class EmulatedServices implements Services, AutoCloseable {

  /** A call that the emulator itself let go wrong. */
  record Hit(Plan.Call call, Fault.Kind kind) {}

  /** More often than a client tries, and the JDK below it, which sends again by itself. */
  private static final int ALL = 100;

  private final Backend backend = Backend.on(Endpoint.chosen());
  private final Route53Client route53 = backend.wiring().clients().route53();
  private final Records records = new Route53Records(route53);
  private final Map<Fqdn, ZoneId> zones = new HashMap<>();
  private final Set<Hit> hits = new HashSet<>();
  private List<Fault> provoked = List.of();
  private Optional<Hit> awaited = Optional.empty();

  EmulatedServices(Plan plan) {
    Map<ZoneId, ZoneId> created = new HashMap<>();
    plan.zones().forEach(zone -> created.put(zone, create(Plans.apex(zone))));
    plan.sites().forEach(backend::register);
    for (Name name : plan.names()) {
      ZoneId zone = Optional.ofNullable(created.get(name.zone())).orElseThrow();
      zones.put(name.fqdn(), zone);
      backend.register(
          new Name(
              name.fqdn(),
              zone,
              name.ttl(),
              name.policy(),
              name.members(),
              name.onDrift(),
              name.probe(),
              name.adopted()));
    }
  }

  private ZoneId create(Fqdn apex) {
    String reference = backend.wiring().config().stateTable() + "-" + apex;
    return ZoneId.parse(
            route53
                .createHostedZone(zone -> zone.name(apex.value()).callerReference(reference))
                .hostedZone()
                .id())
        .orElseThrow();
  }

  /** The calls that went wrong by themselves so far. */
  Set<Hit> hits() {
    return Set.copyOf(hits);
  }

  /** The emulator has its own. */
  @Override
  public void clock(InstantSource source) {}

  @Override
  public State state() {
    return backend.wiring().state();
  }

  @Override
  public Records records() {
    return records;
  }

  @Override
  public Registry registry() {
    return backend.wiring().registry();
  }

  @Override
  public NameState stored(Fqdn name) {
    return state().names(List.of(name)).getFirst().state();
  }

  @Override
  public Optional<Publication> published(Fqdn name, Family family) {
    return sets(name, family.recordType())
        .filter(set -> set.setIdentifier() == null && set.aliasTarget() == null)
        .map(set -> publication(family, set))
        .findFirst();
  }

  private static Publication publication(Family family, ResourceRecordSet set) {
    return Publication.of(
        family,
        new Ttl(set.ttl().intValue()),
        set.resourceRecords().stream()
            .map(record -> IpAddress.parse(record.value()).orElseThrow())
            .toList());
  }

  private Stream<ResourceRecordSet> sets(Fqdn name, String type) {
    String wire = Route53Names.wire(name);
    return route53
        .listResourceRecordSets(list -> list.hostedZoneId(zone(name).value()).startRecordName(wire))
        .resourceRecordSets()
        .stream()
        .filter(set -> set.name().equals(wire) && set.typeAsString().equals(type));
  }

  private ZoneId zone(Fqdn name) {
    return Optional.ofNullable(zones.get(name)).orElseThrow();
  }

  @Override
  public void seize(Fqdn name) {
    List<Change> changes = new ArrayList<>();
    sets(name, "A").forEach(set -> changes.add(change(ChangeAction.DELETE, set)));
    changes.add(
        change(
            ChangeAction.CREATE,
            ResourceRecordSet.builder()
                .name(Route53Names.wire(name))
                .type("A")
                .setIdentifier("blue")
                .weight(1L)
                .ttl(300L)
                .resourceRecords(ResourceRecord.builder().value("203.0.113.1").build())
                .build()));
    change(name, changes);
  }

  private void change(Fqdn name, List<Change> changes) {
    route53.changeResourceRecordSets(
        change ->
            change.hostedZoneId(zone(name).value()).changeBatch(batch -> batch.changes(changes)));
  }

  @Override
  public void withdraw(Fqdn name) {
    change(
        name,
        sets(name, "A")
            .filter(set -> set.setIdentifier() != null)
            .map(set -> change(ChangeAction.DELETE, set))
            .toList());
  }

  @Override
  public void tamper(Fqdn name, Family family, Optional<IpAddress> address) {
    List<Change> changes =
        sets(name, family.recordType())
            .map(
                set ->
                    address
                        .map(other -> change(ChangeAction.UPSERT, with(set, other)))
                        .orElseGet(() -> change(ChangeAction.DELETE, set)))
            .toList();
    change(name, changes);
  }

  private static ResourceRecordSet with(ResourceRecordSet set, IpAddress address) {
    ResourceRecord value = ResourceRecord.builder().value(address.toString()).build();
    return set.toBuilder().resourceRecords(value).build();
  }

  private static Change change(ChangeAction action, ResourceRecordSet set) {
    return Change.builder().action(action).resourceRecordSet(set).build();
  }

  @Override
  public boolean isSeized(Fqdn name) {
    return sets(name, "A").anyMatch(set -> set.setIdentifier() != null);
  }

  @Override
  public boolean provoke(Plan.Call kind, Plan.Fault fault, RandomGenerator random) {
    Optional<Fault.Kind> fitting = fitting(kind, fault, random);
    if (fitting.isEmpty()) {
      return false;
    }
    Fault.Kind wrong = fitting.get();
    int times = random.nextBoolean() ? 1 : ALL;
    provoked =
        kind == Plan.Call.UPSERT
            ? List.of(Fault.once("route53", "ChangeResourceRecordSets", wrong))
            : Stream.of("PutItem", "TransactWriteItems")
                .map(action -> new Fault("dynamodb", action, wrong, times, Duration.ZERO))
                .toList();
    provoked.forEach(backend.emulator().faults()::add);
    awaited = Optional.of(new Hit(kind, wrong));
    return true;
  }

  /** A throttled write is left to be simulated: the client would wait in real time. */
  private static Optional<Fault.Kind> fitting(
      Plan.Call kind, Plan.Fault fault, RandomGenerator random) {
    if (kind == Plan.Call.READ || (kind == Plan.Call.WRITE && fault == Plan.Fault.THROTTLE)) {
      return Optional.empty();
    }
    return switch (fault) {
      case THROTTLE ->
          Optional.of(random.nextBoolean() ? Fault.Kind.THROTTLE : Fault.Kind.PRIOR_REQUEST);
      case DENY -> Optional.of(Fault.Kind.DENY);
      case ERROR -> Optional.of(Fault.Kind.ERROR);
      case COMMIT_THEN_DROP -> Optional.of(Fault.Kind.COMMIT_THEN_DROP);
      case NONE, SLOW, HANG, HANG_AND_LAND_LATE, DIE_BEFORE, DIE_AND_LAND_LATE, DIE_AFTER ->
          Optional.empty();
    };
  }

  @Override
  public void recover() {
    if (!backend.emulator().faults().list().equals(provoked)) {
      awaited.ifPresent(hits::add);
    }
    backend.emulator().faults().clear();
    provoked = List.of();
    awaited = Optional.empty();
  }

  @Override
  public void close() {
    backend.emulator().faults().clear();
    backend.close();
  }
}
