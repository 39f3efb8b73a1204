package dev.ddns53.bench;

import dev.ddns53.Wiring;
import dev.ddns53.aws.TableSchema;
import dev.ddns53.bench.lambda.LoopbackTls;
import dev.ddns53.bench.lambda.Relay;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.auth.Body;
import dev.ddns53.emulator.Emulator;
import dev.ddns53.emulator.route53.Settings;
import dev.ddns53.local.FrontEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The services that a measured function calls, and sites that report to it, each in a quiet zone.
 */
final class ColdWorld implements AutoCloseable {

  private static final String HOST = "bench.example.com";
  private static final Duration REGISTERED_AGO = Duration.ofHours(1);
  private static final IpAddress SOURCE = IpAddress.parse("198.51.100.7").orElseThrow();

  private final Emulator emulator;
  private final Wiring wiring;
  private final Landings landings;
  private final Optional<LoopbackTls> tls;
  private final BenchFleet fleet;
  private int used;

  private ColdWorld(Emulator emulator, int sites, Optional<LoopbackTls> tls) {
    this.emulator = emulator;
    this.tls = tls;
    wiring =
        Wiring.of(Bench.CONFIG, new Wiring.Endpoints(emulator.aws(), emulator.uncountedDynamodb()));
    TableSchema.createWithoutStream(
        wiring.clients().dynamodb(), Bench.CONFIG.registryTable(), Bench.CONFIG.stateTable());
    World.makeMasterKey(wiring);
    landings = new Landings(emulator);
    fleet = BenchFleet.create(wiring, sites, Instant.now().minus(REGISTERED_AGO));
    fleet.add(IntStream.range(0, sites).mapToObj(i -> BenchSite.plain(i, i)).toList());
  }

  /**
   * Starts services without limits, as Route 53 is when nothing else goes on.
   *
   * @param sites registered, and reported long ago
   * @param tls what functions reach them over; empty for plain HTTP
   */
  static ColdWorld start(int sites, Optional<LoopbackTls> tls) throws IOException {
    Emulator emulator = Emulator.inMemory(Settings.UNLIMITED);
    try {
      return new ColdWorld(emulator, sites, tls);
    } catch (RuntimeException e) {
      emulator.close();
      throw e;
    }
  }

  Emulator emulator() {
    return emulator;
  }

  /** A way to Route 53 and SSM. */
  Relay aws() throws IOException {
    return relay(emulator.aws());
  }

  /**
   * A way to DynamoDB.
   *
   * @param counted whether calls are counted, by one hop more
   */
  Relay dynamodb(boolean counted) throws IOException {
    return relay(counted ? emulator.dynamodb() : emulator.uncountedDynamodb());
  }

  private Relay relay(URI service) throws IOException {
    return tls.isPresent() ? Relay.overTls(service, tls.get().context()) : Relay.to(service);
  }

  /** What makes a JVM trust these ways. */
  List<String> flags() {
    return tls.map(LoopbackTls::flags).orElse(List.of());
  }

  /** What makes others trust them. */
  Map<String, String> environment() {
    return tls.map(LoopbackTls::environment).orElse(Map.of());
  }

  /** A site that nobody has used yet. */
  BenchSite nextSite() {
    return BenchSite.plain(used, used++);
  }

  /** What API Gateway hands to the function when a site reports. */
  byte[] event(BenchSite site, int generation) {
    String body = site.body(generation);
    Map<String, List<String>> headers = new HashMap<>();
    headers.put("Host", List.of(HOST));
    headers.put("Content-Type", List.of("application/json"));
    headers.put("User-Agent", List.of("curl/8.14.1"));
    new SiteSignature(site.id().value(), fleet.key(site))
        .headers(HOST, body)
        .forEach((name, value) -> headers.put(name, List.of(value)));
    Body octets = Body.of(body.getBytes(StandardCharsets.UTF_8));
    return new FrontEvent("POST", "/v1/update", headers, octets, SOURCE, Instant.now()).json();
  }

  /** Whether Route 53 holds what a site reported. */
  boolean isPublished(BenchSite site, int generation) {
    IpAddress address = site.addresses(generation).get(Family.IPV4);
    return address != null && landings.stands(site.fqdns().getFirst(), Family.IPV4, address);
  }

  @Override
  public void close() throws IOException {
    wiring.clients().close();
    emulator.close();
  }
}
