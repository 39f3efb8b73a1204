package dev.ddns53.model;

import dev.ddns53.World;
import dev.ddns53.aws.Clients;
import dev.ddns53.aws.DynamoRegistry;
import dev.ddns53.aws.DynamoState;
import dev.ddns53.aws.Route53Records;
import dev.ddns53.aws.TableSchema;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.notice.Language;
import dev.ddns53.core.port.Records;
import dev.ddns53.core.port.Registry;
import dev.ddns53.core.port.State;
import dev.ddns53.core.port.Traffic;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.SiteState;
import dev.ddns53.emulator.http.Fault;
import dev.ddns53.emulator.http.Faults;
import dev.ddns53.emulator.route53.Permissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * Tables and zones of a plan's own on the emulator, behind the real adapters. The plan says when a
 * call gets there; what becomes of it is the emulator's affair, and so are most faults.
 */
final class EmulatedServices implements Services, AutoCloseable {

  /** A call that the emulator itself let go wrong. */
  record Hit(Plan.Call call, Fault.Kind kind) {}

  /** More often than a client tries, and the JDK below it, which sends again by itself. */
  private static final int ALL = 100;

  /** Those of a fleet, and the one that is made anew. */
  private static final int MOST_ZONES = 3;

  private static final Set<String> APEX_TYPES = Set.of("NS", "SOA");

  private final EmulatedClients clients;
  private final String stack = "ddns53-" + UUID.randomUUID();
  private final Route53Client route53;
  private final EmulatedTables tables;
  private final Registry registry;
  private final Records records;
  private final Records hands;
  private final Set<Fqdn> names = new HashSet<>();
  private final Deque<ZoneId> zones = new ArrayDeque<>();
  private final Set<Hit> hits = new HashSet<>();
  private Permissions permissions = Permissions.ALL;
  private InstantSource clock = InstantSource.fixed(World.START);
  private List<Fault> provoked = List.of();
  private Optional<Hit> awaited = Optional.empty();

  /** The ids of zones ascend in the order of creation, so that a plan happens alike each time. */
  EmulatedServices(EmulatedClients clients, Plan plan) {
    this.clients = clients;
    plan.fleet().names().forEach(name -> names.add(name.fqdn()));
    TableSchema.createWithoutStream(clients.plain().dynamodb(), registryTable(), stateTable());
    route53 = clients.plain().route53();
    tables = new EmulatedTables(state(clients.plain()), state(clients.faulty()));
    registry =
        new EmulatedRegistry(new DynamoRegistry(clients.plain().dynamodb(), registryTable()));
    records = records(() -> permissions);
    hands = records(() -> Permissions.ALL);
    IntStream.range(0, MOST_ZONES).mapToObj(this::create).sorted().forEach(zones::add);
  }

  private String registryTable() {
    return stack + "-registry";
  }

  private String stateTable() {
    return stack + "-state";
  }

  private DynamoState state(Clients by) {
    return new DynamoState(by.dynamodb(), registryTable(), stateTable(), Language.ENGLISH);
  }

  private Records records(Supplier<Permissions> allowed) {
    return new EmulatedRecords(
        new Route53Records(() -> route53),
        clients.emulator().route53(),
        allowed,
        () -> clock.instant());
  }

  private ZoneId create(int number) {
    return ZoneId.parse(
            route53
                .createHostedZone(
                    zone -> zone.name(Plans.APEX.value()).callerReference(stack + "-" + number))
                .hostedZone()
                .id())
        .orElseThrow();
  }

  /** The calls that the emulator let go wrong so far. */
  Set<Hit> hits() {
    return Set.copyOf(hits);
  }

  @Override
  public void clock(InstantSource source) {
    clock = source;
  }

  @Override
  public State state() {
    return tables;
  }

  @Override
  public Traffic traffic() {
    return tables;
  }

  @Override
  public Records records() {
    return records;
  }

  @Override
  public Records hands() {
    return hands;
  }

  @Override
  public Registry registry() {
    return registry;
  }

  @Override
  public ZoneId createZone(Fqdn apex) {
    return zones.remove();
  }

  @Override
  public void deleteZone(ZoneId zone) {
    clients.emulator().route53().permit(Permissions.ALL);
    List<Change> deletions =
        route53
            .listResourceRecordSets(list -> list.hostedZoneId(zone.value()))
            .resourceRecordSets()
            .stream()
            .filter(set -> !APEX_TYPES.contains(set.typeAsString()))
            .map(EmulatedServices::deletion)
            .toList();
    if (!deletions.isEmpty()) {
      route53.changeResourceRecordSets(
          change ->
              change.hostedZoneId(zone.value()).changeBatch(batch -> batch.changes(deletions)));
    }
    route53.deleteHostedZone(delete -> delete.id(zone.value()));
  }

  private static Change deletion(ResourceRecordSet set) {
    return Change.builder().action(ChangeAction.DELETE).resourceRecordSet(set).build();
  }

  @Override
  public NameState stored(Fqdn name) {
    return tables.stored(name);
  }

  @Override
  public boolean isStored(SiteState row) {
    return tables.stored(row.id()).version() == row.version();
  }

  @Override
  public boolean deny(Set<Fqdn> denied) {
    permissions =
        Permissions.ofNames(
            names.stream()
                .filter(name -> !denied.contains(name))
                .map(Fqdn::value)
                .toArray(String[]::new));
    return true;
  }

  @Override
  public boolean provoke(Plan.Call kind, Plan.Fault fault, RandomGenerator random) {
    Optional<Fault.Kind> fitting = fitting(kind, fault);
    if (fitting.isEmpty()) {
      return false;
    }
    Fault.Kind wrong = fitting.get();
    int times = random.nextBoolean() ? 1 : ALL;
    provoked =
        kind == Plan.Call.CHANGE
            ? List.of(Fault.once("route53", "ChangeResourceRecordSets", wrong))
            : Stream.of("PutItem", "TransactWriteItems")
                .map(action -> new Fault("dynamodb", action, wrong, times, Duration.ZERO))
                .toList();
    provoked.forEach(faults()::add);
    awaited = Optional.of(new Hit(kind, wrong));
    tables.fails(true);
    return true;
  }

  private Faults faults() {
    return clients.emulator().faults();
  }

  /**
   * What of the emulator's is meant. A throttled write is simulated, since its client would wait in
   * real time, and so is a denial of all changes, which {@link #deny} does not know.
   */
  private static Optional<Fault.Kind> fitting(Plan.Call kind, Plan.Fault fault) {
    boolean change = kind == Plan.Call.CHANGE;
    if (!change && kind != Plan.Call.WRITE) {
      return Optional.empty();
    }
    return switch (fault) {
      case THROTTLE -> Optional.of(Fault.Kind.THROTTLE).filter(throttle -> change);
      case BUSY -> Optional.of(Fault.Kind.PRIOR_REQUEST).filter(busy -> change);
      case DENY -> Optional.of(Fault.Kind.DENY).filter(denial -> !change);
      case ERROR -> Optional.of(Fault.Kind.ERROR);
      case COMMIT_THEN_DROP -> Optional.of(Fault.Kind.COMMIT_THEN_DROP);
      case NONE,
          SLOW,
          HANG,
          HANG_AND_LAND_LATE,
          DIE_BEFORE,
          DIE_AND_LAND_LATE,
          DIE_AND_LAND_MUCH_LATER,
          DIE_AFTER ->
          Optional.empty();
    };
  }

  @Override
  public void recover() {
    if (!faults().list().equals(provoked)) {
      awaited.ifPresent(hits::add);
    }
    faults().clear();
    provoked = List.of();
    awaited = Optional.empty();
    tables.fails(false);
  }

  @Override
  public void close() {
    faults().clear();
    clients.emulator().route53().permit(Permissions.ALL);
  }
}
