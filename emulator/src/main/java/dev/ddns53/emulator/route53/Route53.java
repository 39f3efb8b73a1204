package dev.ddns53.emulator.route53;

import dev.ddns53.emulator.dns.ZoneSource;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.w3c.dom.Element;

/**
 * Route 53 over its REST-XML protocol, version 2013-04-01, with its limits.
 *
 * @see <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/Welcome.html">the API</a>
 */
public final class Route53 implements AwsService, AutoCloseable {

  private static final String ROOT = "/2013-04-01/";
  private static final int MOST_PER_PAGE = 300;
  private static final int MOST_ZONES_PER_PAGE = 100;

  private final Zones zones;
  private final InstantSource clock;
  private final TokenBucket account;
  private final Map<String, TokenBucket> actions = new ConcurrentHashMap<>();
  private volatile Settings settings;

  private Route53(Zones zones, Settings settings, InstantSource clock) {
    this.zones = zones;
    this.clock = clock;
    this.settings = settings;
    this.account = new TokenBucket(settings.rate(), settings.burst(), clock);
  }

  public static Route53 inMemory(Settings settings, InstantSource clock) {
    return new Route53(Zones.inMemory(clock), settings, clock);
  }

  /** Keeps its zones in a folder, and finds them there again. */
  public static Route53 at(Path folder, Settings settings, InstantSource clock) throws IOException {
    return new Route53(Zones.at(folder, clock), settings, clock);
  }

  /** The zones, for a DNS server. */
  public ZoneSource zones() {
    return zones;
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
    return request.path().startsWith(ROOT);
  }

  @Override
  public String action(AwsRequest request) {
    return Route.of(request).map(Route::action).orElse("Unknown");
  }

  /** A request's action and the id in its path. */
  private record Route(String action, String id) {

    static Optional<Route> of(AwsRequest request) {
      String[] path = request.path().substring(ROOT.length()).split("/", -1);
      String id = path.length > 1 ? path[1] : "";
      String shape =
          switch (path.length) {
            case 1 -> path[0];
            case 2 -> path[0] + (id.isEmpty() ? "" : "/*");
            case 3 -> path[0] + "/*/" + path[2];
            case 4 -> path[3].isEmpty() ? path[0] + "/*/" + path[2] : "";
            default -> "";
          };
      String action =
          switch (request.method() + " " + shape) {
            case "POST hostedzone" -> "CreateHostedZone";
            case "GET hostedzone" -> "ListHostedZones";
            case "GET hostedzonesbyname" -> "ListHostedZonesByName";
            case "GET hostedzonecount" -> "GetHostedZoneCount";
            case "GET hostedzone/*" -> "GetHostedZone";
            case "DELETE hostedzone/*" -> "DeleteHostedZone";
            case "POST hostedzone/*/rrset" -> "ChangeResourceRecordSets";
            case "GET hostedzone/*/rrset" -> "ListResourceRecordSets";
            case "GET change/*" -> "GetChange";
            default -> "";
          };
      return action.isEmpty() ? Optional.empty() : Optional.of(new Route(action, id));
    }
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
      case "CreateHostedZone" -> create(request);
      case "ListHostedZones" -> list(query);
      case "ListHostedZonesByName" -> listByName(query);
      case "GetHostedZoneCount" ->
          ok("GetHostedZoneCountResponse", x -> x.with("HostedZoneCount", zones.all().size()));
      case "GetHostedZone" -> get(zone(route.id()));
      case "DeleteHostedZone" -> delete(zone(route.id()));
      case "ChangeResourceRecordSets" -> change(zone(route.id()), request);
      case "ListResourceRecordSets" -> listSets(zone(route.id()), query);
      default -> getChange(route.id());
    };
  }

  private HostedZone zone(String id) throws Refusal {
    return zones.find(id).orElseThrow(() -> Refusal.noSuchZone(id));
  }

  private AwsReply create(AwsRequest request) throws Refusal {
    Element body = Wire.document(request.body(), "CreateHostedZoneRequest");
    String text = Xml.text(body, "Name").orElse("");
    String name =
        DnsNames.normalised(text)
            .orElseThrow(
                () -> Refusal.of(400, "InvalidDomainName", text + " is not a domain name"));
    String reference =
        Xml.text(body, "CallerReference")
            .orElseThrow(() -> Refusal.invalidInput("CallerReference is missing"));
    String comment =
        Xml.child(body, "HostedZoneConfig").flatMap(c -> Xml.text(c, "Comment")).orElse("");
    HostedZone zone = zones.create(name, reference, comment);
    String change = zones.newChange();
    return reply(
        201,
        Xml.document(
            "CreateHostedZoneResponse",
            x -> {
              x.with("HostedZone", z -> Wire.write(z, zone));
              x.with("ChangeInfo", c -> writeChange(c, change));
              delegation(x, zone);
            }),
        Map.of("location", "https://route53.amazonaws.com" + ROOT + "hostedzone/" + zone.id()));
  }

  private static void delegation(Xml x, HostedZone zone) {
    List<String> servers =
        zone.at(zone.apex()).stream()
            .filter(set -> set.type().equals("NS"))
            .flatMap(set -> set.values().stream())
            .toList();
    x.with(
        "DelegationSet",
        d -> d.with("NameServers", n -> servers.forEach(s -> n.with("NameServer", s))));
  }

  private AwsReply get(HostedZone zone) {
    return ok(
        "GetHostedZoneResponse",
        x -> {
          x.with("HostedZone", z -> Wire.write(z, zone));
          delegation(x, zone);
        });
  }

  private AwsReply delete(HostedZone zone) throws Refusal {
    zones.delete(zone);
    String change = zones.newChange();
    return ok("DeleteHostedZoneResponse", x -> x.with("ChangeInfo", c -> writeChange(c, change)));
  }

  private AwsReply list(Query query) throws Refusal {
    int most = query.number("maxitems", MOST_ZONES_PER_PAGE);
    List<HostedZone> all =
        zones.all().stream()
            .sorted(java.util.Comparator.comparing(HostedZone::id))
            .filter(zone -> zone.id().compareTo(query.text("marker").orElse("")) >= 0)
            .toList();
    boolean truncated = all.size() > most;
    return ok(
        "ListHostedZonesResponse",
        x -> {
          writeZones(x, all.subList(0, truncated ? most : all.size()));
          x.with("Marker", query.text("marker"))
              .with("IsTruncated", truncated)
              .with("NextMarker", truncated ? Optional.of(all.get(most).id()) : Optional.empty())
              .with("MaxItems", most);
        });
  }

  private AwsReply listByName(Query query) throws Refusal {
    int most = query.number("maxitems", MOST_ZONES_PER_PAGE);
    String start = query.text("dnsname").flatMap(DnsNames::normalised).orElse("");
    String startId = query.text("hostedzoneid").orElse("");
    List<HostedZone> all =
        zones.all().stream().filter(zone -> isFrom(zone, start, startId)).toList();
    boolean truncated = all.size() > most;
    return ok(
        "ListHostedZonesByNameResponse",
        x -> {
          writeZones(x, all.subList(0, truncated ? most : all.size()));
          x.with("DNSName", query.text("dnsname"))
              .with("HostedZoneId", query.text("hostedzoneid"))
              .with("IsTruncated", truncated);
          if (truncated) {
            x.with("NextDNSName", all.get(most).apex())
                .with("NextHostedZoneId", all.get(most).id());
          }
          x.with("MaxItems", most);
        });
  }

  private static boolean isFrom(HostedZone zone, String start, String startId) {
    if (start.isEmpty()) {
      return true;
    }
    int order = DnsNames.sortKey(zone.apex()).compareTo(DnsNames.sortKey(start));
    return order > 0 || (order == 0 && zone.id().compareTo(startId) >= 0);
  }

  private static void writeZones(Xml x, List<HostedZone> page) {
    x.with(
        "HostedZones",
        list -> page.forEach(zone -> list.with("HostedZone", z -> Wire.write(z, zone))));
  }

  private AwsReply change(HostedZone zone, AwsRequest request) throws Refusal {
    List<Change> batch = Wire.changes(request.body());
    Optional<String> size = ZoneRules.sizeFault(batch);
    if (size.isPresent()) {
      throw Refusal.invalidBatch(List.of(size.get()));
    }
    Instant now = clock.instant();
    if (!zone.occupy(now, now.plus(settings.zoneBusy()))) {
      throw Refusal.priorRequest();
    }
    String change = zones.apply(zone, batch);
    return ok(
        "ChangeResourceRecordSetsResponse", x -> x.with("ChangeInfo", c -> writeChange(c, change)));
  }

  private AwsReply listSets(HostedZone zone, Query query) throws Refusal {
    int most = Math.min(query.number("maxitems", MOST_PER_PAGE), MOST_PER_PAGE);
    Optional<String> name = query.text("name");
    Optional<String> type = query.text("type");
    if (name.isEmpty() && type.isPresent()) {
      throw Refusal.invalidInput("A start type needs a start name");
    }
    if (type.isEmpty() && query.text("identifier").isPresent()) {
      throw Refusal.invalidInput("A start identifier needs a start name and type");
    }
    String start = name.flatMap(DnsNames::normalised).orElse("");
    List<RecordSet> sets =
        zone.from(
            start.isEmpty()
                ? new RecordSet.Key("", "", "")
                : RecordSet.key(start, type.orElse(""), query.text("identifier").orElse("")),
            most + 1);
    boolean truncated = sets.size() > most;
    return ok(
        "ListResourceRecordSetsResponse",
        x -> {
          x.with(
              "ResourceRecordSets",
              list ->
                  sets.stream()
                      .limit(most)
                      .forEach(set -> list.with("ResourceRecordSet", s -> Wire.write(s, set))));
          x.with("IsTruncated", truncated);
          if (truncated) {
            RecordSet next = sets.get(most);
            x.with("NextRecordName", next.name())
                .with("NextRecordType", next.type())
                .with("NextRecordIdentifier", Optional.ofNullable(next.setIdentifier()));
          }
          x.with("MaxItems", most);
        });
  }

  private AwsReply getChange(String id) throws Refusal {
    if (zones.change(id).isEmpty()) {
      throw Refusal.of(404, "NoSuchChange", "A change with ID " + id + " does not exist");
    }
    return ok("GetChangeResponse", x -> x.with("ChangeInfo", c -> writeChange(c, id)));
  }

  private void writeChange(Xml x, String id) {
    Instant at = zones.change(id).orElseThrow();
    Duration age = Duration.between(at, clock.instant());
    Wire.writeChange(x, id, age.compareTo(settings.insync()) >= 0, at);
  }

  private static AwsReply ok(String root, Consumer<Xml> content) {
    return reply(200, Xml.document(root, content), Map.of());
  }

  private static AwsReply reply(int status, String body, Map<String, String> more) {
    Map<String, String> headers = new LinkedHashMap<>(more);
    headers.put("content-type", "text/xml");
    headers.put("x-amzn-requestid", UUID.randomUUID().toString());
    return new AwsReply(status, headers, body);
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
    Settings now = settings;
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("ratePerSecond", now.rate());
    values.put("burst", now.burst());
    values.put("insyncMillis", (double) now.insync().toMillis());
    values.put("zoneBusyMillis", (double) now.zoneBusy().toMillis());
    return values;
  }

  @Override
  public void set(String setting, double value) {
    Settings now = settings;
    if (value < 0) {
      throw new IllegalArgumentException(setting + " must not be negative");
    }
    Duration millis = Duration.ofMillis((long) value);
    configure(
        switch (setting) {
          case "ratePerSecond" -> new Settings(value, now.burst(), now.insync(), now.zoneBusy());
          case "burst" -> new Settings(now.rate(), value, now.insync(), now.zoneBusy());
          case "insyncMillis" -> new Settings(now.rate(), now.burst(), millis, now.zoneBusy());
          case "zoneBusyMillis" -> new Settings(now.rate(), now.burst(), now.insync(), millis);
          default ->
              throw new IllegalArgumentException(
                  "there is ratePerSecond, burst, insyncMillis, zoneBusyMillis");
        });
  }

  /** Changes all settings, and fills the buckets. */
  public void configure(Settings next) {
    settings = next;
    account.limit(next.rate(), next.burst());
    actions.values().forEach(bucket -> bucket.limit(next.rate(), next.burst()));
  }
}
