package dev.ddns53.core.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.Answer;
import dev.ddns53.Requests;
import dev.ddns53.Signer;
import dev.ddns53.World;
import dev.ddns53.core.fleet.KeyGeneration;
import dev.ddns53.core.fleet.SiteId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VectorsTest {

  private static World world() {
    return new World(state -> new Authenticator(state, new Recorded()))
        .site(Vector.SITE, "vpn.tokyo.example.com");
  }

  /** The key of the recorded requests for every site. */
  private record Recorded() implements LiveSecrets.Source {
    @Override
    public String live(SiteId site, KeyGeneration generation) {
      return Vector.SECRET;
    }

    @Override
    public String decoy(SiteId site) {
      return "nobody's";
    }
  }

  static List<Vector> all() {
    return Vector.all();
  }

  /** One of each signature: curl's versions agree on most. */
  static Collection<Vector> distinct() {
    TreeMap<String, Vector> bySignature = new TreeMap<>();
    all().forEach(vector -> bySignature.put(vector.request().header("authorization"), vector));
    return bySignature.values();
  }

  @Test
  void recorded_fortyOfEightVersions() {
    assertEquals(40, all().size());
    assertEquals(5, distinct().size());
  }

  @ParameterizedTest
  @MethodSource("all")
  void atItsTime_accepted(Vector vector) {
    assertEquals(200, world().send(vector.request()).status());
    assertEquals(200, world().send(vector.request().base64(true)).status());
  }

  @ParameterizedTest
  @MethodSource("all")
  void signerOfTheTests_signsAlike(Vector vector) {
    Requests signed =
        Signer.of(Vector.SITE, Vector.SECRET)
            .sign(vector.request(), World.START, vector.signedHeaders());
    assertEquals(vector.request().headers(), signed.headers());
  }

  @ParameterizedTest
  @MethodSource("all")
  void clockWithinTolerance_accepted(Vector vector) {
    for (int seconds : new int[] {-300, 300}) {
      World world = world();
      world.pass(Duration.ofSeconds(seconds));
      assertEquals(200, world.send(vector.request()).status());
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void clockBeyondTolerance_refusedWithOurTime(Vector vector) {
    for (int seconds : new int[] {-301, 301}) {
      World world = world();
      world.pass(Duration.ofSeconds(seconds));
      Answer answer = world.send(vector.request()).assertProblem(401, "clock-skew");
      assertEquals(world.now().toString(), answer.json().path("serverTime").asText());
      assertEquals(0, world.state.writes());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {300_001, -300_001})
  void clockAMillisecondBeyond_refused(long millis) {
    World world = world();
    world.pass(Duration.ofMillis(millis));
    world.send(all().getFirst().request()).assertProblem(401, "clock-skew");
  }

  @ParameterizedTest
  @MethodSource("all")
  void oneBitOfTheAuthorizationFlipped_refused(Vector vector) {
    eachBit(vector, request -> request.header("authorization"), VectorsTest::authorized);
  }

  @ParameterizedTest
  @MethodSource("all")
  void oneBitOfTheDateFlipped_refused(Vector vector) {
    eachBit(
        vector,
        request -> request.header("x-ddns-date"),
        (request, date) -> request.header("x-ddns-date", date));
  }

  @ParameterizedTest
  @MethodSource("all")
  void oneBitOfTheHostFlipped_refused(Vector vector) {
    eachBit(
        vector,
        request -> request.header("host"),
        (request, host) -> request.header("host", host).domain(host));
  }

  @ParameterizedTest
  @MethodSource("all")
  void oneBitOfAnotherSignedHeaderFlipped_refused(Vector vector) {
    for (String header : vector.signedHeaders()) {
      if (!header.equals("host")) {
        eachBit(
            vector,
            request -> request.header(header),
            (request, value) -> request.header(header, value));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void oneBitOfThePathFlipped_refused(Vector vector) {
    eachBit(vector, Requests::path, Requests::path);
  }

  @ParameterizedTest
  @MethodSource("all")
  void oneBitOfTheMethodFlipped_refused(Vector vector) {
    eachBit(vector, Requests::method, Requests::method);
  }

  @ParameterizedTest
  @MethodSource("all")
  void oneBitOfTheBodyFlipped_refused(Vector vector) {
    World world = world();
    byte[] body = vector.request().body().octets();
    for (int bit = 0; bit < 8 * body.length; bit++) {
      assertRefused(world, vector.request().body(flipped(body, bit)).base64(true));
    }
    assertRefused(world, vector.request().body(new byte[] {' '}));
  }

  private static Requests authorized(Requests request, String authorization) {
    return request.header("authorization", authorization);
  }

  private static void eachBit(
      Vector vector,
      Function<Requests, String> part,
      BiFunction<Requests, String, Requests> changed) {
    World world = world();
    byte[] text = part.apply(vector.request()).getBytes(StandardCharsets.ISO_8859_1);
    assertTrue(text.length > 0);
    for (int bit = 0; bit < 8 * text.length; bit++) {
      String other = new String(flipped(text, bit), StandardCharsets.ISO_8859_1);
      assertRefused(world, changed.apply(vector.request(), other));
    }
  }

  private static byte[] flipped(byte[] octets, int bit) {
    byte[] other = octets.clone();
    other[bit / 8] ^= (byte) (1 << (bit % 8));
    return other;
  }

  private static void assertRefused(World world, Requests request) {
    Answer answer = world.send(request);
    assertTrue(answer.status() == 401 || answer.status() == 404, answer::toString);
    assertTrue(world.calls().wroteNothing());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ddns.example.com:8443", "ddns.example.com"})
  void signedWithoutPort_acceptedAtEither(String host) {
    for (Vector vector : distinct()) {
      Requests arrived = vector.request().header("host", host).domain(host);
      assertEquals(200, world().send(arrived).status());
    }
  }

  @Test
  void signedWithPort_acceptedThereOnly() {
    Signer signer = Signer.of(Vector.SITE, Vector.SECRET);
    Requests signed =
        signer.sign(
            Requests.update("{}").header("host", "ddns.example.com:8443").domain("127.0.0.1"),
            World.START);
    assertEquals(200, world().send(signed).status());
    world().send(signed.header("host", "ddns.example.com")).assertProblem(401, "signature-wrong");
    world()
        .send(signed.header("host", "ddns.example.com:8444"))
        .assertProblem(401, "signature-wrong");
  }

  @Test
  void signedForTheGatewaysOwnName_acceptedBehindAnotherHost() {
    Requests signed =
        Signer.of(Vector.SITE, Vector.SECRET).sign(Requests.update("{}"), World.START);
    assertEquals(200, world().send(signed.header("host", "inner.example.net")).status());
    assertEquals(200, world().send(signed.domain("inner.example.net")).status());
  }
}
