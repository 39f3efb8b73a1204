package dev.ddns53.core.auth;

import dev.ddns53.Requests;
import dev.ddns53.World;
import dev.ddns53.core.address.IpAddress;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Who is calling: keys are derived, the signature of a request compared; no call is made. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class VerifierBenchmark {

  private final World world = new World().site("tokyo", "tokyo.example.com");
  private final Authenticator authenticator =
      new Authenticator(world.state, new SiteKeys(world.masters));
  private final Request good = request(world.signed("tokyo", "{\"ipv4\":\"203.0.113.9\"}"));
  private final Request unknown =
      request(
          world
              .signer("nobody", World.FIRST_KEY)
              .sign(Requests.update("{\"ipv4\":\"203.0.113.9\"}"), world.now()));

  private static Request request(Requests request) {
    return new Request(
        request.method(),
        request.path(),
        request.query(),
        request.headers(),
        request.body(),
        IpAddress.parse(request.source()).orElseThrow(),
        Set.of(Requests.HOST));
  }

  /** A site's own signature. */
  @Benchmark
  public Authentication right() {
    return authenticator.authenticate(good, world.now());
  }

  /** A site that nobody knows costs the same. */
  @Benchmark
  public Authentication unknownSite() {
    return authenticator.authenticate(unknown, world.now());
  }
}
