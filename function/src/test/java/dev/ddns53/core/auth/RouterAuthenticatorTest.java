package dev.ddns53.core.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.ddns53.Requests;
import dev.ddns53.World;
import dev.ddns53.core.Limits;
import dev.ddns53.core.address.Cidr;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.fleet.Allow;
import dev.ddns53.core.fleet.KeyGeneration;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.problem.Problem;
import dev.ddns53.core.record.Report;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which router is calling, asked of the authenticator alone. */
final class RouterAuthenticatorTest {

  private static final SiteId TOKYO = new SiteId("tokyo");

  private final World world =
      new World().router("tokyo", Allow.DEFAULT, "vpn.example.com").site("osaka", "o.example.com");
  private final RouterAuthenticator routers = new RouterAuthenticator(world.state, world.keys);

  private static Request request(Map<String, String> headers, String source) {
    return new Request(
        "GET",
        "/nic/update",
        "",
        headers,
        Body.EMPTY,
        IpAddress.parse(source).orElseThrow(),
        Set.of(Requests.HOST));
  }

  private static Map<String, String> basic(String user, String password) {
    String pair = user + ":" + password;
    return Map.of(
        "authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
  }

  private Authentication.OfRequest authenticate(String user, String password) {
    return routers.authenticate(request(basic(user, password), Requests.SOURCE), world.now());
  }

  private String token() {
    return world.token("tokyo", World.FIRST_KEY);
  }

  /** The user is the site, or a name that it feeds, in any case. */
  @ParameterizedTest
  @ValueSource(strings = {"tokyo", "vpn.example.com", "VPN.Example.com."})
  void rightToken_theSiteFromNowOn(String user) {
    Authentication.Authenticated caller =
        assertInstanceOf(Authentication.Authenticated.class, authenticate(user, token()));
    assertEquals(TOKYO, caller.site().id());
    assertEquals(world.state.stored(TOKYO), caller.state());
    assertEquals(world.now(), caller.proof().at());
    assertEquals(Report.BY_TOKEN, caller.proof().signature());
  }

  @ParameterizedTest
  @CsvSource({
    "tokyo, x",
    "tokyo, ''",
    "vpn.example.com, x",
    "nowhere, x",
    "nowhere.example.com, x"
  })
  void wrongToken_provesNothing(String user, String password) {
    Authentication.OfRequest who = authenticate(user, password);
    Problem problem =
        switch (who) {
          case Authentication.Unproved unproved -> unproved.problem();
          case Authentication.Unauthenticated none -> none.problem();
          case Authentication.Unauthorized other -> throw new AssertionError(other);
          case Authentication.Authenticated other -> throw new AssertionError(other);
        };
    assertEquals(Problem.tokenWrong(), problem);
  }

  /** Only who exists can be told to an operator; all are answered alike. */
  @ParameterizedTest
  @CsvSource({"tokyo, tokyo", "vpn.example.com, tokyo", "o.example.com, osaka"})
  void wrongToken_toldOfTheSiteThatWasClaimed(String user, String site) {
    Authentication.Unproved unproved =
        assertInstanceOf(Authentication.Unproved.class, authenticate(user, "x"));
    assertEquals(
        Optional.of(new SiteId(site)), unproved.claimed().site().map(claimed -> claimed.id()));
  }

  /** Each character of the token counts, so no part of it will do for the whole. */
  @Test
  void tokenCutOffOrWithMore_provesNothing() {
    String token = token();
    Stream<String> parts =
        Stream.iterate(0, length -> length + 1)
            .limit(token.length())
            .map(length -> token.substring(0, length));
    Stream.concat(parts, Stream.of(token + "x", token + ":", " " + token))
        .forEach(
            other ->
                assertInstanceOf(
                    Authentication.Unproved.class, authenticate("tokyo", other), other));
  }

  /** Its operator must say that a site has a router; a site without keys has no token. */
  @Test
  void siteWithoutRouterOrKeys_hasNoToken() {
    assertInstanceOf(
        Authentication.Unproved.class,
        authenticate("osaka", world.token("osaka", World.FIRST_KEY)));
    world.router("keyless", Allow.DEFAULT, List.of(), "k.example.com");
    assertInstanceOf(
        Authentication.Unproved.class,
        authenticate("keyless", world.keys.decoy(new SiteId("keyless"))));
    assertInstanceOf(
        Authentication.Unproved.class,
        authenticate("nowhere", world.keys.decoy(new SiteId("nowhere"))));
  }

  @Test
  void liveKeys_haveATokenEach_andNoOther() {
    List<KeyGeneration> both = List.of(World.FIRST_KEY, World.SECOND_KEY);
    for (KeyGeneration key : both) {
      assertEquals(
          key.equals(World.FIRST_KEY),
          authenticate("tokyo", world.token("tokyo", key)) instanceof Authentication.Authenticated);
    }
    world.router("tokyo", Allow.DEFAULT, both, "vpn.example.com");
    for (KeyGeneration key : both) {
      assertInstanceOf(
          Authentication.Authenticated.class, authenticate("tokyo", world.token("tokyo", key)));
    }
  }

  /** An id may look like a name that another site feeds: then it is the id. */
  @Test
  void idLikeAnothersName_theSiteOfThatId() {
    world.router("vpn.example.com", Allow.DEFAULT);
    SiteId alike = new SiteId("vpn.example.com");
    Authentication.Authenticated caller =
        assertInstanceOf(
            Authentication.Authenticated.class,
            authenticate("vpn.example.com", world.token("vpn.example.com", World.FIRST_KEY)));
    assertEquals(alike, caller.site().id());
    assertInstanceOf(Authentication.Unproved.class, authenticate("vpn.example.com", token()));
  }

  /** A name of several sites: whose token it is decides. */
  @Test
  void nameOfSeveralSites_theOneWhoseTokenItIs() {
    world.router("kyoto", Allow.DEFAULT).name("both.example.com", "osaka", "kyoto", "tokyo");
    for (String site : List.of("kyoto", "tokyo")) {
      Authentication.Authenticated caller =
          assertInstanceOf(
              Authentication.Authenticated.class,
              authenticate("both.example.com", world.token(site, World.FIRST_KEY)));
      assertEquals(new SiteId(site), caller.site().id());
    }
  }

  @ParameterizedTest
  @CsvSource({"203.0.113.7, true", "203.0.114.0, false", "2001:db8::7, false"})
  void source_mustBeAllowed(String source, boolean allowed) {
    Allow list =
        new Allow(List.of(Cidr.parse("203.0.113.0/24").orElseThrow()), List.of(), false, false);
    world.router("tokyo", list, "vpn.example.com");
    Authentication who =
        routers.authenticate(request(basic("tokyo", token()), source), world.now());
    if (allowed) {
      assertInstanceOf(Authentication.Authenticated.class, who);
    } else {
      Authentication.Unauthorized refused =
          assertInstanceOf(Authentication.Unauthorized.class, who);
      assertEquals(Problem.Code.SOURCE_NOT_ALLOWED, refused.problem().code());
      assertEquals(TOKYO, refused.site().id());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Basic", "Basic ", "Basic ???", "Bearer dG9reW86eA==", "xBasic dG9reW86eA=="})
  void noUserAndPassword_askedFor(String header) {
    assertMissing(Map.of("authorization", header));
    assertMissing(Map.of());
    assertMissing(
        Map.of(
            "authorization",
            "Basic " + Base64.getEncoder().encodeToString("tokyo".getBytes(UTF_8))));
    assertMissing(Map.of("authorization", "Basic A"));
  }

  private void assertMissing(Map<String, String> headers) {
    Authentication.Unauthenticated none =
        assertInstanceOf(
            Authentication.Unauthenticated.class,
            routers.authenticate(request(headers, Requests.SOURCE), world.now()));
    assertEquals(Problem.tokenMissing(), none.problem());
  }

  /** A user that can be neither a site nor a name is told so without a look at any table. */
  @ParameterizedTest
  @ValueSource(strings = {"", "to kyo", "to/kyo"})
  void userThatCannotBe_nothingRead(String user) {
    World.Calls before = world.calls();
    Authentication.Unauthenticated none =
        assertInstanceOf(Authentication.Unauthenticated.class, authenticate(user, token()));
    assertEquals(Problem.tokenWrong(), none.problem());
    assertEquals(0, world.calls().since(before).siteReads());
  }

  /** The scheme in any case; the password may hold colons; a header has an end. */
  @Test
  void credentials_readAsRfc7617HasThem() {
    BasicCredentials read =
        BasicCredentials.of(
                request(Map.of("authorization", "bAsIC   dG9reW86YTpi "), Requests.SOURCE))
            .orElseThrow();
    assertEquals(new BasicCredentials("tokyo", "a:b"), read);
    assertEquals("tokyo:…", read.toString());
    assertFalse(read.toString().contains("a:b"));
    assertEquals(
        Optional.of(new BasicCredentials("", "x")),
        BasicCredentials.of(request(basic("", "x"), Requests.SOURCE)));
    int most = Limits.AUTHORIZATION_CHARS;
    String longest = "Basic " + "OjpA".repeat((most - 8) / 4);
    String fits = longest + " ".repeat(most - longest.length());
    assertEquals(true, credentials(fits).isPresent());
    assertEquals(false, credentials(fits + " ").isPresent());
  }

  private static Optional<BasicCredentials> credentials(String header) {
    return BasicCredentials.of(request(Map.of("authorization", header), Requests.SOURCE));
  }

  /** A token says nothing of order: each look at the rows is a call of its own. */
  @Test
  void proofByToken_holdsSinceTheCallAndTellsNoReplay() {
    Instant at = Instant.parse("2026-11-23T20:20:46.999Z");
    Instant second = Instant.parse("2026-11-23T20:20:46Z");
    Proof proof = new Proof.ByToken(at);
    assertEquals(second, proof.at());
    assertEquals(false, proof.tellsOrder());
    assertEquals(false, proof.isOf(Report.of(Optional.empty(), second, Report.BY_TOKEN)));
    assertEquals(second.plusSeconds(9), proof.again(at.plusSeconds(9)).at());
  }

  /** A signature says when, so it is the same at any time, and of its own request alone. */
  @Test
  void proofBySignature_staysTheSame() {
    Proof proof = new Proof.BySignature(World.START, "s");
    assertEquals(proof, proof.again(World.START.plusSeconds(9)));
    assertEquals(true, proof.tellsOrder());
    assertEquals(true, proof.isOf(Report.of(Optional.empty(), World.START, "s")));
    assertEquals(false, proof.isOf(Report.of(Optional.empty(), World.START, "t")));
  }
}
