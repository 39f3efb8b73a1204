package dev.ddns53;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.core.Limits;
import dev.ddns53.core.address.Cidr;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.fleet.Allow;
import dev.ddns53.core.fleet.HostPart;
import dev.ddns53.core.fleet.KeyGeneration;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.record.Content;
import dev.ddns53.fake.FakeRecords;
import dev.ddns53.fake.FakeState.Write;
import dev.ddns53.fake.Planted;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as routers send them, what they are told, and what happened behind it. */
final class Dyndns2Test {

  private static final String VPN = "vpn.example.com";
  private static final String WWW = "www.example.com";
  private static final String FOREIGN = "osaka.example.com";

  private final World world =
      new World().router("tokyo", Allow.DEFAULT, VPN, WWW).site("osaka", FOREIGN);

  private static String basic(String user, String password) {
    return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
  }

  private String token() {
    return world.token("tokyo", World.FIRST_KEY);
  }

  private Requests request(String query) {
    return Requests.of("GET", "/nic/update", "")
        .query(query)
        .header("authorization", basic("tokyo", token()));
  }

  private Answer call(String query) {
    return world.send(request(query));
  }

  private void assertTold(int status, String body, Answer answer) {
    assertEquals(status + " " + body, answer.status() + " " + answer.body());
    assertEquals("text/plain; charset=utf-8", answer.headers().get("content-type"));
  }

  private String held(String name) {
    return Stream.of(Family.IPV4, Family.IPV6)
        .flatMap(family -> world.records.published(World.fqdn(name), family).stream())
        .map(Content::text)
        .map(text -> text.replace(" (TTL 60)", ""))
        .collect(Collectors.joining(" "));
  }

  /** The first call in a new zone: what is told, what each name holds, and how many changes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # ddclient: encodes nothing, several hosts
          system=dyndns&hostname=vpn.example.com,www.example.com&myip=203.0.113.7 | good 203.0.113.7/good 203.0.113.7 | 203.0.113.7 | 203.0.113.7 | 1
          # inadyn: one host, encoded
          hostname=vpn.example.com&myip=2001%3adb8%3a%3a9 | good 2001:db8::9 | 2001:db8::9 | '' | 1
          # FRITZ!Box: both families, unknown parameters, no encoding
          hostname=vpn.example.com&myip=203.0.113.7&myipv6=2001:db8::9&wildcard=NOCHG&mx=&backmx=NO&offline=NO | good 203.0.113.7,2001:db8::9 | 203.0.113.7 2001:db8::9 | '' | 1
          # Speedport: IPv6 first, both in one parameter
          hostname=vpn.example.com&myip=2001:db8::9,203.0.113.7 | good 2001:db8::9,203.0.113.7 | 203.0.113.7 2001:db8::9 | '' | 1
          hostname=vpn.example.com&myip=203.0.113.7,2001:DB8::9 | good 203.0.113.7,2001:DB8::9 | 203.0.113.7 2001:db8::9 | '' | 1
          # UniFi, ddclient for IPv6: no address, or an empty one, is the caller's
          hostname=vpn.example.com | good 198.51.100.7 | 198.51.100.7 | '' | 1
          hostname=vpn.example.com&myip= | good 198.51.100.7 | 198.51.100.7 | '' | 1
          hostname=vpn.example.com&myip=&myipv6= | good 198.51.100.7 | 198.51.100.7 | '' | 1
          # all names of the site
          myip=203.0.113.7 | good 203.0.113.7 | 203.0.113.7 | 203.0.113.7 | 1
          hostname=&myip=203.0.113.7 | good 203.0.113.7 | 203.0.113.7 | 203.0.113.7 | 1
          '' | good 198.51.100.7 | 198.51.100.7 | 198.51.100.7 | 1
          # mixed case, a dot at the end, blanks, the same twice
          hostname=VPN.Example.COM&myip=203.0.113.7 | good 203.0.113.7 | 203.0.113.7 | '' | 1
          hostname=vpn.example.com.,%20www.example.com&myip=203.0.113.7 | good 203.0.113.7/good 203.0.113.7 | 203.0.113.7 | 203.0.113.7 | 1
          hostname=vpn.example.com&hostname=vpn.example.com&myip=203.0.113.7&myip=203.0.113.7 | good 203.0.113.7,203.0.113.7/good 203.0.113.7,203.0.113.7 | 203.0.113.7 | '' | 1
          # mapped, and with the length of a prefix
          hostname=vpn.example.com&myip=::ffff:203.0.113.7 | good ::ffff:203.0.113.7 | 203.0.113.7 | '' | 1
          hostname=vpn.example.com&myipv6=2001:db8::9/64 | good 2001:db8::9/64 | 2001:db8::9 | '' | 1
          # deSEC's way and FRITZ!Box's to say a prefix, which is no address of these names
          hostname=vpn.example.com&myipv6=2001:db8:1:2::/64 | nochg 2001:db8:1:2::/64 | '' | '' | 0
          hostname=vpn.example.com&myip=203.0.113.7&myipv6=2001:db8::9&ip6lanprefix=2001:db8:1:2::/64 | good 203.0.113.7,2001:db8::9 | 203.0.113.7 2001:db8::9 | '' | 1
          hostname=vpn.example.com&myip=203.0.113.7&ip6lanprefix= | good 203.0.113.7 | 203.0.113.7 | '' | 1
          # somebody else's, unknown, and no name at all
          hostname=osaka.example.com&myip=203.0.113.7 | nohost | '' | '' | 0
          hostname=vpn.example.com,osaka.example.com,www.example.com&myip=203.0.113.7 | good 203.0.113.7/nohost/good 203.0.113.7 | 203.0.113.7 | 203.0.113.7 | 1
          hostname=nobody.example.com | nohost | '' | '' | 0
          hostname=v_p%20n..example.com,vpn.example.com&myip=203.0.113.7 | notfqdn/good 203.0.113.7 | 203.0.113.7 | '' | 1
          hostname=-&myip=203.0.113.7 | notfqdn | '' | '' | 0
          """)
  void firstCall(String query, String told, String vpn, String www, int changes) {
    World.Calls before = world.calls();
    assertTold(200, told.replace("/g", "\ng").replace("/n", "\nn"), call(query));
    assertEquals(vpn, held(VPN));
    assertEquals(www, held(WWW));
    assertEquals("", held(FOREIGN));
    assertEquals(changes, world.calls().since(before).changes());
  }

  /** A host in the router's prefix moves with it, and so does nothing else. */
  @Test
  void prefix_movesTheHostsInIt() {
    world.state.register(
        World.registered(
            World.fqdn(WWW),
            List.of(new Member.OfHost(new SiteId("tokyo"), new HostPart(0x53, 0)))));
    assertTold(
        200,
        "good 203.0.113.7\ngood 203.0.113.7",
        call("hostname=" + VPN + "," + WWW + "&myip=203.0.113.7&ip6lanprefix=2001:db8:1:2::/64"));
    assertEquals("203.0.113.7", held(VPN));
    assertEquals("203.0.113.7 2001:db8:1:2::53", held(WWW));
    world.pass(Duration.ofSeconds(2));
    assertTold(
        200, "good 2001:db8:1:3::/64", call("hostname=" + WWW + "&ip6lanprefix=2001:db8:1:3::/64"));
    assertEquals("203.0.113.7 2001:db8:1:3::53", held(WWW));
  }

  /** What passes by itself is 503, with nothing written; no client gives up for good. */
  @ParameterizedTest
  @CsvSource({
    "hostname=vpn.example.com&myip=10.0.0.1, dnserr",
    "hostname=vpn.example.com&myip=100.64.1.1, dnserr",
    "hostname=vpn.example.com&myip=0.0.0.0, dnserr",
    "hostname=vpn.example.com&myip=<ipaddr>, dnserr",
    "hostname=vpn.example.com&myip=vpn.example.com, dnserr",
    "hostname=vpn.example.com&myip=203.0.113.07, dnserr",
    "hostname=vpn.example.com&myipv6=2001:db8:1:2::/64&ip6lanprefix=2001:db8:1:3::/64, dnserr",
    "hostname=vpn.example.com&myip=203.0.113.7&ip6lanprefix=2001:db8:1:2::1/64, dnserr",
    "hostname=vpn.example.com&myip=203.0.113.7&ip6lanprefix=here, dnserr",
    "hostname=vpn.example.com&myip=203.0.113.7&myip=203.0.113.8, dnserr",
    "hostname=vpn.example.com&myip=203.0.113.7/64x, dnserr",
    "hostname=vpn.example.com&myip=%zz, dnserr",
  })
  void addressThatCannotBe(String query, String told) {
    World.Calls before = world.calls();
    assertTold(503, told, call(query));
    assertEquals("", held(VPN));
    assertEquals(0, world.calls().since(before).changes());
    assertEquals("30", call(query).headers().get("retry-after"));
  }

  @Test
  void twentyHosts_taken_oneMoreIsNot() {
    String twenty =
        IntStream.range(0, 19)
            .mapToObj(i -> "h" + i + ".example.com")
            .collect(Collectors.joining(","));
    Answer most = call("hostname=" + twenty + "," + VPN + "&myip=203.0.113.7");
    assertTrue(most.body().endsWith("nohost\ngood 203.0.113.7"), most.body());
    World.Calls before = world.calls();
    assertTold(200, "numhost", call("hostname=" + twenty + "," + VPN + ",x.example.com"));
    assertTrue(world.calls().since(before).wroteNothing());
  }

  @Test
  void again_nochg_andTheOtherFamilyIsUntouched() {
    call("hostname=" + VPN + "&myip=203.0.113.7&myipv6=2001:db8::9");
    world.pass(Duration.ofMinutes(1));
    World.Calls before = world.calls();
    assertTold(200, "nochg 203.0.113.7", call("hostname=" + VPN + "&myip=203.0.113.7"));
    assertTold(200, "nochg 2001:DB8::9", call("hostname=" + VPN + "&myip=2001:DB8::9"));
    assertTrue(world.calls().since(before).wroteNothing());
    assertTold(200, "good 203.0.113.8", call("hostname=" + VPN + "&myip=203.0.113.8"));
    assertEquals("203.0.113.8 2001:db8::9", held(VPN));
    world.pass(Duration.ofMinutes(1));
    assertTold(200, "good 2001:db8::a", call("hostname=" + VPN + "&myipv6=2001:db8::a"));
    assertEquals("203.0.113.8 2001:db8::a", held(VPN));
    world.pass(Duration.ofDays(30));
    assertTold(200, "nochg 2001:db8::a", call("hostname=" + VPN + "&myipv6=2001:db8::a"));
  }

  /** A token signs no time: two changes of one second both count, and the later one wins. */
  @Test
  void twoChangesInOneSecond_theLastStands() {
    assertTold(200, "good 203.0.113.7", call("hostname=" + VPN + "&myip=203.0.113.7"));
    assertEquals("good 203.0.113.8", call("hostname=" + VPN + "&myip=203.0.113.8").body());
    world.stream(VPN);
    assertEquals("203.0.113.8", held(VPN));
  }

  @Test
  void lostRace_lookedAtAgain() {
    world.state.beforeNextWrites(() -> world.update("tokyo", "{\"ipv4\":\"203.0.113.9\"}"));
    assertEquals("good 203.0.113.7", call("hostname=" + VPN + "&myip=203.0.113.7").body());
    world.stream(VPN);
    assertEquals("203.0.113.7", held(VPN));
  }

  /** Signed reports and a router's take turns: what was stored last stands. */
  @Test
  void aheadOfUsByItsClock_laterCallsOfTheRouterWait() {
    world
        .send(
            world
                .signer("tokyo", World.FIRST_KEY)
                .sign(Requests.update("{\"ipv4\":\"203.0.113.9\"}"), world.now().plusSeconds(60)))
        .assertRecord(200, "updated");
    assertTold(503, "911", call("hostname=" + VPN + "&myip=203.0.113.7"));
    assertEquals("203.0.113.9", held(VPN));
    world.pass(Duration.ofSeconds(61));
    assertTold(200, "good 203.0.113.7", call("hostname=" + VPN + "&myip=203.0.113.7"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nic/update", "/v3/update"})
  void bothPaths(String path) {
    Requests request = request("hostname=" + VPN + "&myip=203.0.113.7").path(path);
    assertTold(200, "good 203.0.113.7", world.send(request));
    world.send(request.method("POST")).assertProblem(404, "not-found");
  }

  @Test
  void schemeInAnyCase_andBlanks() {
    for (String scheme : List.of("basic", "BASIC", "BaSiC ")) {
      Requests request = request("myip=203.0.113.7");
      String credentials = request.header("authorization").substring(5).strip();
      Answer answer = world.send(request.header("authorization", scheme + " " + credentials));
      assertEquals(200, answer.status(), scheme);
    }
  }

  /** FRITZ!Box may send nothing but its host as the user. */
  @Test
  void userIsANameOfTheSite() {
    for (String user : List.of(VPN, "VPN.example.com", WWW + ".")) {
      Answer answer =
          world.send(request("myip=203.0.113.7").header("authorization", basic(user, token())));
      assertEquals(200, answer.status(), user);
    }
    assertTold(
        401,
        "badauth",
        world.send(request("myip=203.0.113.8").header("authorization", basic(FOREIGN, token()))));
    assertEquals("203.0.113.7", held(VPN));
  }

  private void assertBadauth(String authorization) {
    World.Calls before = world.calls();
    Answer answer =
        world.send(
            request("hostname=" + VPN + "&myip=203.0.113.7")
                .header("authorization", authorization));
    assertTold(401, "badauth", answer);
    assertEquals("Basic realm=\"ddns53\"", answer.headers().get("www-authenticate"));
    assertEquals(0, world.calls().since(before).changes());
    assertEquals("", held(VPN));
  }

  @Test
  void wrongTokens_badauth() {
    String signing = world.signer("tokyo", World.FIRST_KEY).key();
    assertBadauth(basic("tokyo", signing));
    assertBadauth(basic("tokyo", ""));
    assertBadauth(basic("tokyo", token() + "x"));
    assertBadauth(basic("tokyo", ":" + token()));
    assertBadauth(basic("tokyo", world.token("tokyo", World.SECOND_KEY)));
    assertBadauth(basic("nobody", token()));
    assertBadauth(basic("nobody.example.com", token()));
    assertBadauth(basic("to kyo", token()));
    assertBadauth(basic("", token()));
    assertBadauth("Basic ???");
    assertBadauth("Basic");
    assertBadauth("Bearer " + token());
    assertBadauth("Basic " + Base64.getEncoder().encodeToString("tokyo".getBytes(UTF_8)));
    assertBadauth("Basic " + "A".repeat(Limits.AUTHORIZATION_CHARS));
    assertTold(401, "badauth", world.send(request("").without("authorization")));
  }

  /** Off unless asked for: a site's operator must say that it has a router. */
  @Test
  void siteWithoutRouter_badauthForItsOwnToken() {
    Requests request =
        request("hostname=" + FOREIGN)
            .header("authorization", basic("osaka", world.token("osaka", World.FIRST_KEY)));
    assertTold(401, "badauth", world.send(request));
    assertEquals("", held(FOREIGN));
  }

  @Test
  void tokenAndSigningKey_noUseForOneAnother() {
    world
        .send(Signer.of("tokyo", token()).sign(Requests.update("{}"), world.now()))
        .assertProblem(401, "signature-wrong");
    world
        .send(Requests.status().header("authorization", basic("tokyo", token())))
        .assertProblem(401, "signature-malformed");
  }

  @Test
  void bothLiveKeys_haveATokenEach() {
    World two =
        new World().router("tokyo", Allow.DEFAULT, List.of(World.FIRST_KEY, World.SECOND_KEY), VPN);
    for (KeyGeneration key : List.of(World.FIRST_KEY, World.SECOND_KEY)) {
      Requests request = request("myip=203.0.113.7");
      Requests other = request.header("authorization", basic("tokyo", two.token("tokyo", key)));
      assertEquals(200, two.send(other).status());
    }
  }

  /** An unknown user costs what a wrong password costs, and is told as often. */
  @Test
  void unknownSite_costsAsMuchAsAWrongToken() {
    World.Calls known = callsOf(basic("tokyo", "x"));
    world.pass(Duration.ofMinutes(1));
    World.Calls unknown = callsOf(basic("nobody", "x"));
    assertEquals(known.siteReads(), unknown.siteReads());
    assertEquals(known.writes(), unknown.writes());
  }

  private World.Calls callsOf(String authorization) {
    World.Calls before = world.calls();
    assertEquals(401, world.send(request("").header("authorization", authorization)).status());
    return world.calls().since(before);
  }

  @Test
  void wrongToken_toldToTheOperator() {
    call("hostname=" + VPN);
    world.pass(Duration.ofHours(2));
    assertBadauthOf("tokyo");
    assertEquals("token-wrong", world.state.notices().getLast().facts().get("code"));
  }

  private void assertBadauthOf(String user) {
    assertEquals(
        401, world.send(request("").header("authorization", basic(user, "wrong"))).status());
  }

  @Test
  void callFromElsewhere_later_andTold() {
    Allow allow =
        new Allow(List.of(Cidr.parse("203.0.113.0/24").orElseThrow()), List.of(), false, false);
    World strict = new World().router("tokyo", allow, VPN);
    assertTold(503, "911", strict.send(request("hostname=" + VPN)));
    assertEquals("source-not-allowed", strict.state.notices().getLast().facts().get("code"));
    assertEquals(
        "good 203.0.113.9", strict.send(request("hostname=" + VPN).from("203.0.113.9")).body());
  }

  @Test
  void tooManyChanges_later_andNothingStored() {
    for (int i = 0; i < Limits.SITE_CHANGES; i++) {
      assertEquals(200, call("hostname=" + VPN + "&myip=203.0.113." + (i + 1)).status());
      world.stream(VPN);
    }
    String before = world.state.stored(new SiteId("tokyo")).newest().toString();
    assertTold(503, "911", call("hostname=" + VPN + "&myip=203.0.113.200"));
    assertEquals(before, world.state.stored(new SiteId("tokyo")).newest().toString());
  }

  @Test
  void servicesDown_later() {
    world.state.failReads();
    assertTold(503, "911", call("hostname=" + VPN));
    world.state.restoreReads();
    world.state.nextWrites(Write.UNCONFIRMED_NOT_WRITTEN);
    assertTold(503, "911", call("hostname=" + VPN));
    assertEquals("", held(VPN));
    assertTold(200, "good 198.51.100.7", call("hostname=" + VPN));
  }

  /** Accepted and not yet in Route 53: it will be, and so it is good. */
  @Test
  void pending_good() {
    world.records.nextChanges(FakeRecords.Change.BUSY, FakeRecords.Change.THROTTLED);
    world.records.nextChanges(
        FakeRecords.Change.BUSY,
        FakeRecords.Change.BUSY,
        FakeRecords.Change.BUSY,
        FakeRecords.Change.BUSY,
        FakeRecords.Change.BUSY);
    assertTold(200, "good 198.51.100.7", call("hostname=" + VPN));
    assertEquals("", held(VPN));
    world.stream(VPN);
    assertEquals("198.51.100.7", held(VPN));
  }

  /** Somebody else's record stands there: it stays, and the other host goes on. */
  @Test
  void foreignRecord_dnserrForThatHost() {
    world.records.plant(World.fqdn(VPN), Planted.simple("A", "192.0.2.1"));
    world.send(request("hostname=" + VPN + "," + WWW + "&myip=203.0.113.7"));
    world.stream(VPN, WWW);
    Answer again = call("hostname=" + VPN + "," + WWW + "&myip=203.0.113.7");
    assertTold(503, "dnserr\nnochg 203.0.113.7", again);
    assertEquals("203.0.113.7", held(WWW));
    assertEquals(1, world.records.planted(World.fqdn(VPN)).size());
  }

  /** inadyn takes any answer with one of these for success. */
  @Test
  void noErrorSaysAWordOfSuccess() {
    List<Answer> errors =
        List.of(
            call("hostname=" + FOREIGN),
            call("hostname=-"),
            call("hostname=" + VPN + "&myip=10.0.0.1"),
            call("hostname=" + String.join(",", java.util.Collections.nCopies(21, VPN))),
            world.send(request("").header("authorization", basic("tokyo", "x"))),
            world.send(request("").without("authorization")));
    for (Answer error : errors) {
      String body = error.body().toLowerCase(Locale.ROOT);
      for (String word : List.of("ok", "good", "true", "updated", "nochg")) {
        assertFalse(body.contains(word), body);
      }
    }
  }

  @Test
  void logSaysWho_andNoToken() {
    call("hostname=" + VPN + "&myip=203.0.113.7");
    assertBadauthOf("tokyo");
    assertTrue(world.log().contains("\"site\":\"tokyo\""), world.log());
    assertTrue(world.log().contains("token-wrong"), world.log());
    assertFalse(world.log().contains(token()), "the log holds the token");
    assertFalse(world.log().contains(basic("tokyo", token()).substring(6)));
  }
}
