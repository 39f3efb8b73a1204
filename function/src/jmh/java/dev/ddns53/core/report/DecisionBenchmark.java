package dev.ddns53.core.report;

import static dev.ddns53.World.fqdn;

import dev.ddns53.Requests;
import dev.ddns53.World;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.auth.Authentication.Authenticated;
import dev.ddns53.core.auth.Proof;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.port.State.NameRows;
import dev.ddns53.core.port.State.SiteRows;
import dev.ddns53.core.record.Reported;
import dev.ddns53.core.record.SiteState.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a report means for what is stored, of a site whose one name is published. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DecisionBenchmark {

  private static final SiteId TOKYO = new SiteId("tokyo");

  private final List<NameRows> names;
  private final Authenticated caller;
  private final Sighting sighting;
  private final Instant now;

  public DecisionBenchmark() {
    World world = new World().site("tokyo", "tokyo.example.com");
    world.update("tokyo", "{\"ipv4\":\"203.0.113.9\"}").assertRecord(200, "updated");
    world.pass(Duration.ofHours(1));
    now = world.now();
    SiteRows site = world.state.site(TOKYO);
    names = world.state.names(List.of(fqdn("tokyo.example.com")));
    caller =
        new Authenticated(
            site.site().orElseThrow(), site.state(), new Proof.BySignature(now, "1".repeat(64)));
    sighting = new Sighting(now, IpAddress.parse(Requests.SOURCE).orElseThrow(), "bench");
  }

  private Decision decide(String address) {
    Reported reported = Reported.of(Map.of(Family.IPV4, IpAddress.parse(address)));
    return Decision.of(caller, reported, names, sighting, now);
  }

  @Benchmark
  public Decision same() {
    return decide("203.0.113.9");
  }

  @Benchmark
  public Decision another() {
    return decide("203.0.113.10");
  }

  /** No address any more. */
  @Benchmark
  public Decision none() {
    return Decision.of(
        caller, Reported.of(Map.of(Family.IPV4, Optional.empty())), names, sighting, now);
  }
}
