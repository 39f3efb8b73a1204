package dev.ddns53.emulator.route53;

import dev.ddns53.emulator.dns.ZoneSource;
import dev.ddns53.emulator.document.XmlWriter;
import dev.ddns53.emulator.http.AwsReply;
import dev.ddns53.emulator.http.AwsRequest;
import dev.ddns53.emulator.http.AwsService;
import dev.ddns53.emulator.http.Fault;
import dev.ddns53.emulator.http.TokenBucket;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Route 53 over its REST-XML protocol, version 2013-04-01, with its limits.
 *
 * @see <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/Welcome.html">the API</a>
 */
public final class Route53 implements AwsService, AutoCloseable {

  private final Zones zones;
  private final ZoneCalls zoneCalls;
  private final RecordCalls recordCalls;
  private final EmptyLists emptyLists;
  private final InstantSource clock;
  private final TokenBucket account;
  private final TokenBucket changes;
  private final Map<String, TokenBucket> actions = new ConcurrentHashMap<>();
  private volatile Settings settings;
  private volatile Permissions permissions = Permissions.ALL;

  private Route53(Zones zones, Settings settings, InstantSource clock) {
    this.zones = zones;
    this.zoneCalls = new ZoneCalls(zones, clock, this::writeChange);
    this.recordCalls = new RecordCalls(zones, clock, this::writeChange);
    this.emptyLists = new EmptyLists(zones);
    this.clock = clock;
    this.settings = settings;
    this.account = new TokenBucket(settings.rate(), settings.burst(), clock);
    this.changes = new TokenBucket(settings.changeRate(), settings.changeBurst(), clock);
  }

  public static Route53 inMemory(Settings settings, InstantSource clock) {
    return new Route53(Zones.inMemory(clock), settings, clock);
  }

  /** Keeps its zones in a folder, and finds them there again. */
  public static Route53 at(Path folder, Settings settings, InstantSource clock) throws IOException {
    return new Route53(Zones.at(folder, clock), settings, clock);
  }

  /** The public zones, for a DNS server. */
  public ZoneSource zones() {
    return zones;
  }

  /** Hears of each batch when it is carried out, in each zone's order, before its caller does. */
  public void watch(Consumer<List<Landed>> watcher) {
    zones.watch(watcher);
  }

  @Override
  public void close() {
    zones.close();
  }

  @Override
  public String name() {
    return "route53";
  }

  @Override
  public boolean serves(AwsRequest request) {
    return request.path().startsWith(Route.ROOT);
  }

  @Override
  public String action(AwsRequest request) {
    return Route.of(request).map(Route::action).orElse("Unknown");
  }

  @Override
  public AwsReply handle(AwsRequest request) {
    try {
      Route route =
          Route.of(request)
              .orElseThrow(
                  () ->
                      Refusal.of(404, "UnknownOperationException", "This action is not emulated"));
      throttle(route.action());
      return carryOut(route, request);
    } catch (Refusal refusal) {
      return refusal.reply();
    }
  }

  private void throttle(String action) throws Refusal {
    TokenBucket bucket =
        actions.computeIfAbsent(
            action, a -> new TokenBucket(settings.rate(), settings.burst(), clock));
    if (!bucket.take() || !account.take()) {
      throw Refusal.throttling();
    }
  }

  private AwsReply carryOut(Route route, AwsRequest request) throws Refusal {
    Query query = Query.of(request.query());
    return switch (route.action()) {
      case "CreateHostedZone" -> zoneCalls.create(request);
      case "ListHostedZones" -> zoneCalls.list(query);
      case "ListHostedZonesByName" -> zoneCalls.listByName(query);
      case "GetHostedZoneCount" -> zoneCalls.count();
      case "GetHostedZone" -> zoneCalls.get(zone(route.id()));
      case "DeleteHostedZone" -> zoneCalls.delete(zone(route.id()));
      case "ChangeResourceRecordSets" -> change(zone(route.id()), request);
      case "ListResourceRecordSets" -> recordCalls.list(zone(route.id()), query);
      case "ListHealthChecks" -> emptyLists.healthChecks(query);
      case "ListTagsForResource" -> emptyLists.tags(request, route.id());
      case "ListTagsForResources" -> emptyLists.tagsOfMany(request);
      default -> getChange(route.id());
    };
  }

  private HostedZone zone(String id) throws Refusal {
    return zones.find(id).orElseThrow(() -> Refusal.noSuchZone(id));
  }

  private AwsReply change(HostedZone zone, AwsRequest request) throws Refusal {
    List<Change> batch = Wire.changes(request.body());
    if (!permissions.allow(batch)) {
      throw Refusal.denied(zone.id());
    }
    if (!changes.take(batch.size())) {
      throw Refusal.throttling();
    }
    return recordCalls.change(zone, batch, request.accessKey().orElse(""), settings);
  }

  private AwsReply getChange(String id) throws Refusal {
    if (zones.change(id).isEmpty()) {
      throw Refusal.of(404, "NoSuchChange", "A change with ID " + id + " does not exist");
    }
    return Replies.ok("GetChangeResponse", x -> x.with("ChangeInfo", c -> writeChange(c, id)));
  }

  private void writeChange(XmlWriter x, String id) {
    Instant at = zones.change(id).orElseThrow();
    Duration age = Duration.between(at, clock.instant());
    Wire.writeChange(x, id, age.compareTo(settings.insync()) >= 0, at);
  }

  @Override
  public AwsReply fault(Fault.Kind kind) {
    return switch (kind) {
      case PRIOR_REQUEST -> Refusal.priorRequest().reply();
      case DENY ->
          Refusal.of(403, "AccessDenied", "User is not authorized to perform this action").reply();
      case ERROR -> Refusal.of(500, "InternalFailure", "An internal error occurred").reply();
      default -> Refusal.throttling().reply();
    };
  }

  @Override
  public Map<String, Double> settings() {
    return settings.values();
  }

  @Override
  public void set(String setting, double value) {
    configure(settings.with(setting, value));
  }

  /** Changes all settings, and fills the buckets. */
  public void configure(Settings next) {
    settings = next;
    account.limit(next.rate(), next.burst());
    changes.limit(next.changeRate(), next.changeBurst());
    actions.values().forEach(bucket -> bucket.limit(next.rate(), next.burst()));
  }

  @Override
  public Map<String, List<String>> permissions() {
    return permissions.lists();
  }

  @Override
  public void permit(Map<String, List<String>> patterns) {
    permit(permissions.with(patterns));
  }

  /** From now on a batch of which one change is not permitted is denied as a whole. */
  public void permit(Permissions next) {
    permissions = next;
  }
}
