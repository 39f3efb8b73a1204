package dev.ddns53.core.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ddns53.Answer;
import dev.ddns53.Requests;
import dev.ddns53.Signer;
import dev.ddns53.World;
import dev.ddns53.core.address.Cidr;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.fleet.Allow;
import dev.ddns53.core.fleet.KeyGeneration;
import dev.ddns53.core.fleet.SiteId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthenticationTest {

  private static final String NAME = "vpn.tokyo.example.com";
  private static final String MALFORMED = "signature-malformed";
  private static final String WRONG = "signature-wrong";

  private final World world = new World().site("tokyo", NAME);

  private Signer signer() {
    return world.signer("tokyo", World.FIRST_KEY);
  }

  private void assertRefused(Requests request, String code) {
    Answer answer = world.send(request).assertProblem(401, code);
    assertEquals("DDNS4-HMAC-SHA256", answer.headers().get("www-authenticate"));
    assertTrue(world.calls().wroteNothing());
    assertEquals(code.equals(WRONG) ? 1 : 0, world.state.siteReads());
  }

  @Test
  void signed_accepted() {
    world.update("tokyo", "{}").assertRecord(200, "updated");
    assertEquals(200, world.send(signer().sign(Requests.status(), world.now())).status());
  }

  static Stream<Arguments> alteredAfterSigning() {
    return Stream.of(
        authorization("empty", MALFORMED, value -> ""),
        authorization("blank", MALFORMED, value -> " "),
        authorization("doubled", MALFORMED, value -> value + "," + value),
        authorization("doubled, spaced", MALFORMED, value -> value + ", " + value),
        authorization("text before", MALFORMED, value -> " " + value),
        authorization("text behind", MALFORMED, value -> value + " "),
        authorization("line behind", MALFORMED, value -> value + "\n"),
        authorization("too long", MALFORMED, value -> value + " ".repeat(2048)),
        authorization("of AWS", MALFORMED, value -> value.replace("DDNS4-", "AWS4-")),
        authorization("other hash", MALFORMED, value -> value.replace("SHA256 ", "SHA512 ")),
        authorization("lower-case scheme", MALFORMED, value -> value.replace("DDNS4", "ddns4")),
        authorization("Basic", MALFORMED, value -> "Basic dG9reW86a2V5"),
        authorization("Bearer", MALFORMED, value -> "Bearer " + value),
        authorization("scheme only", MALFORMED, value -> "DDNS4-HMAC-SHA256"),
        authorization("other region", MALFORMED, value -> value.replace("/global/", "/eu-west-1/")),
        authorization("other service", MALFORMED, value -> value.replace("/update/", "/status/")),
        authorization("AWS's end", MALFORMED, value -> value.replace("ddns4_r", "aws4_r")),
        authorization("longer scope", MALFORMED, value -> value.replace("_request", "_request/x")),
        authorization("no scope", MALFORMED, value -> value.replace("/global/update", "")),
        authorization("other day", MALFORMED, value -> value.replace("20261123", "20261124")),
        authorization("short day", MALFORMED, value -> value.replace("20261123", "2026112")),
        authorization("long day", MALFORMED, value -> value.replace("20261123/", "20261123T/")),
        authorization("no site", MALFORMED, value -> value.replace("=tokyo/", "=/")),
        authorization("encoded site", MALFORMED, value -> value.replace("=tokyo/", "=to%6byo/")),
        authorization("two sites", MALFORMED, value -> value.replace("=tokyo/", "=tokyo/tokyo/")),
        authorization("site too long", MALFORMED, value -> value.replace("tokyo", "t".repeat(65))),
        authorization("longest site", WRONG, value -> value.replace("tokyo", "t".repeat(64))),
        authorization("other case", WRONG, value -> value.replace("tokyo", "Tokyo")),
        authorization("no host", MALFORMED, value -> value.replace("=host;", "=")),
        authorization("no date", MALFORMED, value -> value.replace(";x-ddns-date", "")),
        authorization("host twice", MALFORMED, value -> value.replace("=host", "=host;host")),
        authorization(
            "date twice", MALFORMED, value -> value.replace("date,", "date;x-ddns-date,")),
        authorization("header not sent", WRONG, value -> value.replace("=host", "=accept;host")),
        authorization("header more", WRONG, value -> value.replace("=host", "=content-type;host")),
        authorization(
            "other order", WRONG, value -> value.replace("host;x-ddns-date", "x-ddns-date;host")),
        authorization("capitals", MALFORMED, value -> value.replace("=host", "=Host")),
        authorization("no headers", MALFORMED, value -> value.replace("host;x-ddns-date", "")),
        authorization("empty header", MALFORMED, value -> value.replace("=host;", "=host;;")),
        authorization(
            "short signature", MALFORMED, value -> value.substring(0, value.length() - 1)),
        authorization("long signature", MALFORMED, value -> value + "0"),
        authorization(
            "no signature", MALFORMED, value -> value.replaceAll("Signature=.*", "Signature=")),
        authorization("not hexadecimal", MALFORMED, value -> value.replaceAll(".$", "g")),
        authorization("capital digits", MALFORMED, value -> value.replaceAll(".$", "A")),
        authorization("zeros", WRONG, value -> value.replaceAll("[0-9a-f]{64}$", "0".repeat(64))),
        date("20261123T202046Z,20261123T202046Z", MALFORMED),
        date("", MALFORMED),
        date("2026-11-23T20:20:46Z", MALFORMED),
        date("20261123T202046", MALFORMED),
        date("20261123t202046z", MALFORMED),
        date("20261123T202046+0000", MALFORMED),
        date("20261123T202046Z ", MALFORMED),
        date("20261123T242046Z", MALFORMED),
        date("20261123T202060Z", MALFORMED),
        date("20261131T202046Z", MALFORMED),
        date("20261124T202046Z", MALFORMED),
        date("20261123T202047Z", WRONG),
        date("20261123", MALFORMED),
        altered("authorization missing", "signature-missing", r -> r.without("authorization")),
        altered("date missing", MALFORMED, r -> r.without("x-ddns-date")),
        altered("host missing", MALFORMED, r -> r.without("host")),
        altered("host doubled", WRONG, r -> host(r, Requests.HOST + "," + Requests.HOST)),
        altered("other host", WRONG, r -> host(r, "ddns.example.net")),
        altered("longer host", WRONG, r -> host(r, Requests.HOST + ".")),
        altered("other body", WRONG, r -> r.body(new byte[] {'{', ' ', '}'})),
        altered("no body", WRONG, r -> r.body(new byte[0])),
        altered(
            "encoded in vain",
            WRONG,
            r -> r.body("e30=".getBytes(java.nio.charset.StandardCharsets.US_ASCII))),
        altered("status instead", WRONG, r -> r.method("GET").path("/v1/status")));
  }

  private static Requests host(Requests request, String host) {
    return request.header("host", host).domain(host);
  }

  private static Arguments authorization(String what, String code, UnaryOperator<String> change) {
    return altered(
        what, code, r -> r.header("authorization", change.apply(r.header("authorization"))));
  }

  private static Arguments date(String value, String code) {
    return altered("date " + value, code, r -> r.header("x-ddns-date", value));
  }

  private static Arguments altered(String what, String code, UnaryOperator<Requests> change) {
    return arguments(what, code, change);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("alteredAfterSigning")
  void alteredAfterSigning_refused(String what, String code, UnaryOperator<Requests> change) {
    Requests signed = world.signed("tokyo", "{}");
    Requests altered = change.apply(signed);
    assertNotEquals(signed, altered, what);
    assertRefused(altered, code);
  }

  @ParameterizedTest
  @CsvSource({"aws, global, update", "ddns, us-east-1, update", "ddns, global, execute-api"})
  void signedForAnotherScope_refused(String provider, String region, String service) {
    Signer other = new Signer("tokyo", signer().key(), provider, region, service);
    assertRefused(other.sign(Requests.update("{}"), world.now()), MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "x-ddns-date", "content-type", "host;content-type"})
  void signedWithoutHostOrDate_refused(String headers) {
    Requests signed =
        signer().sign(Requests.update("{}"), world.now(), List.of(headers.split(";", -1)));
    assertRefused(signed, MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-ddns-date;host",
        "content-type;host;x-ddns-date",
        "host;x-ddns-date;content-type",
        "host;user-agent;x-ddns-date"
      })
  void signedInAnyOrderWithMore_accepted(String headers) {
    Requests request = Requests.update("{}").header("user-agent", "curl/8.21.0");
    Requests signed = signer().sign(request, world.now(), List.of(headers.split(";", -1)));
    assertEquals(200, world.send(signed).status());
    world
        .send(signed.header(headers.contains("user") ? "user-agent" : "host", "x").domain("x"))
        .assertProblem(401, WRONG);
  }

  @Test
  void asManyHeadersAsFit_answered() {
    List<String> many = IntStream.range(0, 850).mapToObj(i -> "h").toList();
    Requests signed = signer().sign(Requests.update("{}").header("h", "1"), world.now(), many);
    assertTrue(signed.header("authorization").length() < 2048);
    assertRefused(signed, MALFORMED);
  }

  @Test
  void queryOfAnyKind_refusedBeforeAnythingIsRead() {
    for (String query : List.of("a", "a=b", "names=", "%", "X-Amz-Date=1")) {
      world.send(world.signed("tokyo", "{}").query(query)).assertProblem(400, "query-not-allowed");
    }
    assertEquals(0, world.state.siteReads());
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/update",
    "PUT, /v1/update",
    "post, /v1/update",
    "POST, /v1/update/",
    "POST, //v1/update",
    "POST, /V1/update",
    "POST, /v1/status",
    "POST, /ip",
    "GET, /"
  })
  void signedForAnotherPlace_notFound(String method, String path) {
    Requests request = Requests.of(method, path, "{}");
    world.send(signer().sign(request, world.now())).assertProblem(404, "not-found");
    assertEquals(0, world.state.siteReads());
  }

  /** How a caller without a key is told from none, in all that can be seen from outside. */
  @ParameterizedTest
  @ValueSource(strings = {"osaka", "keyless", "rotating"})
  void wrongKeyOfAnySite_likeAnUnknownSite(String site) {
    Derivations derivations = new Derivations(world.keys);
    World two = new World(state -> new Authenticator(state, derivations)).site("osaka");
    two.register("keyless", Allow.DEFAULT, List.of(), List.of());
    two.register("rotating", Allow.DEFAULT, List.of(), List.of(World.FIRST_KEY, World.SECOND_KEY));

    Answer unknown = two.send(Signer.of("nowhere", "guess").sign(Requests.update("{}"), two.now()));
    int derived = derivations.count.get();
    World.Calls calls = two.calls();
    Answer wrong = two.send(Signer.of(site, "guess").sign(Requests.update("{}"), two.now()));

    assertEquals(unknown, wrong);
    assertEquals(calls, two.calls().since(calls));
    assertEquals(2, derived);
    assertEquals(2 * derived, derivations.count.get());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tokyo", "nowhere"})
  void wrongKey_asksForTheMasterKeyAsOften(String site) {
    world.send(Signer.of(site, "guess").sign(Requests.update("{}"), world.now()));
    assertEquals(2, world.masters.calls());
  }

  @ParameterizedTest
  @ValueSource(longs = {-301, 301, 86_400})
  void wrongKeyAtAWrongTime_saysNothingOfTheClock(long seconds) {
    Instant then = world.now().plusSeconds(seconds);
    assertRefused(Signer.of("tokyo", "guess").sign(Requests.update("{}"), then), WRONG);
  }

  /** Counts what is derived. */
  private record Derivations(SiteKeys keys, AtomicInteger count) implements LiveSecrets.Source {

    Derivations(SiteKeys keys) {
      this(keys, new AtomicInteger());
    }

    @Override
    public String live(SiteId site, KeyGeneration generation) {
      count.incrementAndGet();
      return keys.derive(site, generation, SiteKeys.Purpose.SIGN);
    }

    @Override
    public String decoy(SiteId site) {
      count.incrementAndGet();
      return keys.decoy(site);
    }
  }

  /** A site that has but one key has no second, empty one. */
  @Test
  void routersSecretOrNone_isNoKey() {
    SiteId tokyo = new SiteId("tokyo");
    String router = world.keys.derive(tokyo, World.FIRST_KEY, SiteKeys.Purpose.ROUTER);
    for (String secret : List.of(router, "tokyo", "")) {
      world
          .send(Signer.of("tokyo", secret).sign(Requests.update("{}"), world.now()))
          .assertProblem(401, WRONG);
    }
  }

  @Test
  void keysOfSitesGenerationsPurposesAndMasters_allDiffer() {
    List<KeyGeneration> generations =
        List.of(
            World.FIRST_KEY,
            World.SECOND_KEY,
            new KeyGeneration(World.FIRST_KEY.issued(), 2),
            new KeyGeneration(World.FIRST_KEY.issued().plusSeconds(1), 1));
    List<String> all =
        Stream.of("a", "b", "a.1", "A")
            .flatMap(
                site ->
                    generations.stream()
                        .flatMap(
                            generation ->
                                Stream.of(SiteKeys.Purpose.values())
                                    .map(
                                        purpose ->
                                            world.keys.derive(
                                                new SiteId(site), generation, purpose))))
            .toList();
    assertEquals(all.size(), all.stream().distinct().count());
    assertEquals("[43]", all.stream().map(String::length).collect(Collectors.toSet()).toString());
  }

  @Test
  void twoGenerations_bothAccepted() {
    world.register(
        "tokyo", Allow.DEFAULT, List.of(NAME), List.of(World.FIRST_KEY, World.SECOND_KEY));
    for (KeyGeneration generation : List.of(World.FIRST_KEY, World.SECOND_KEY)) {
      Signer signer = world.signer("tokyo", generation);
      assertEquals(200, world.send(signer.sign(Requests.status(), world.now())).status());
    }
  }

  @Test
  void revokedGeneration_refusedByTheNextRequest() {
    world.update("tokyo", "{}").assertRecord(200, "updated");
    world.register("tokyo", Allow.DEFAULT, List.of(NAME), List.of(World.SECOND_KEY));
    world.pass(java.time.Duration.ofSeconds(1));
    World.Calls before = world.calls();
    world.update("tokyo", "{}").assertProblem(401, WRONG);
    assertTrue(world.calls().since(before).wroteNothing());
    Signer renewed = world.signer("tokyo", World.SECOND_KEY);
    assertEquals(200, world.send(renewed.sign(Requests.update("{}"), world.now())).status());
  }

  @Test
  void removedSite_refusedByTheNextRequest() {
    world.update("tokyo", "{}").assertRecord(200, "updated");
    world.state.remove(new SiteId("tokyo"));
    world.update("tokyo", "{}").assertProblem(401, WRONG);
  }

  @Test
  void masterKeyUnreadable_unavailable() {
    world.masters.fail();
    Answer answer = world.update("tokyo", "{}").assertProblem(503, "unavailable");
    assertEquals("30", answer.headers().get("retry-after"));
    assertTrue(world.calls().wroteNothing());
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.0, 200",
    "203.0.113.255, 200",
    "::ffff:203.0.113.9, 200",
    "2001:db8:1::1, 200",
    "203.0.112.255, 403",
    "203.0.114.0, 403",
    "2001:db8:2::, 403",
    "::203.0.113.9, 403"
  })
  void sourceList_decides(String source, int status) {
    Allow allow =
        new Allow(
            Stream.of("203.0.113.0/24", "2001:db8:1::/48")
                .map(range -> Cidr.parse(range).orElseThrow())
                .toList(),
            List.of(),
            false,
            false);
    world.site("kyoto", allow, "kyoto.example.com");
    Answer answer = world.send(world.signed("kyoto", "{}").from(source));
    assertEquals(status, answer.status(), answer.body());
    if (status == 403) {
      answer.assertProblem(403, "source-not-allowed");
      assertTrue(world.calls().wroteNothing());
    }
  }

  @Test
  void forbiddenSourceWithAWrongKey_saysNothingOfTheSource() {
    Allow allow =
        new Allow(List.of(Cidr.parse("203.0.113.0/24").orElseThrow()), List.of(), false, false);
    world.site("kyoto", allow, "kyoto.example.com");
    assertRefused(Signer.of("kyoto", "guess").sign(Requests.update("{}"), world.now()), WRONG);
  }

  /** What an exception or a log would show of a request. */
  @Test
  void requestAsText_methodAndPathWithoutItsSignature() {
    Requests signed = world.signed("tokyo", "{}");
    Request request =
        new Request(
            signed.method(),
            signed.path(),
            "",
            signed.headers(),
            signed.body(),
            IpAddress.parse(Requests.SOURCE).orElseThrow(),
            Set.of(Requests.HOST));
    assertEquals("POST /v1/update", request.toString());
  }
}
