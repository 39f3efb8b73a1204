package dev.ddns53.core.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.ddns53.Requests;
import dev.ddns53.Signer;
import dev.ddns53.World;
import dev.ddns53.core.address.Cidr;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.fleet.Allow;
import dev.ddns53.core.fleet.InstanceSelector;
import dev.ddns53.core.fleet.InstanceSelector.Address;
import dev.ddns53.core.fleet.InstanceSelector.By;
import dev.ddns53.core.fleet.InstanceSelector.Which;
import dev.ddns53.core.fleet.KeyGeneration;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteEntry;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is calling, asked of the authenticator alone. */
final class AuthenticatorTest {

  private final World world = new World().site("tokyo");
  private final Authenticator authenticator = new Authenticator(world.state, world.keys);

  private static Request arrived(Requests sent, String source) {
    return new Request(
        sent.method(),
        sent.path(),
        sent.query(),
        sent.headers(),
        sent.body(),
        IpAddress.parse(source).orElseThrow(),
        Set.of(Requests.HOST));
  }

  private Authentication authenticate(Requests sent, String source) {
    return authenticator.authenticate(arrived(sent, source), world.now());
  }

  private Requests signed(String site, KeyGeneration key, Instant at) {
    return world.signer(site, key).sign(Requests.update("{}"), at);
  }

  private void register(String ranges, KeyGeneration... keys) {
    List<Cidr> sources =
        Stream.of(ranges.split(" ", -1)).map(text -> Cidr.parse(text).orElseThrow()).toList();
    world.register("tokyo", new Allow(sources, List.of(), false, false), List.of(), List.of(keys));
  }

  @Test
  void rightKey_theSiteAndWhatItSigned() {
    Requests sent = signed("tokyo", World.FIRST_KEY, world.now());
    Authentication.Authenticated caller =
        assertInstanceOf(Authentication.Authenticated.class, authenticate(sent, Requests.SOURCE));
    assertEquals(new SiteId("tokyo"), caller.site().id());
    assertEquals(world.state.stored(caller.site().id()), caller.state());
    assertEquals(world.now(), caller.proof().at());
    assertEquals(
        sent.header("authorization").replaceAll(".*Signature=", ""), caller.proof().signature());
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.0/24, 203.0.113.0, true",
    "203.0.113.0/24, 203.0.113.255, true",
    "203.0.113.0/24, 203.0.112.255, false",
    "203.0.113.0/24, 203.0.114.0, false",
    "203.0.113.0/24, 198.51.100.7, false",
    "203.0.113.0/24, 2001:db8::7, false",
    "203.0.113.0/24 2001:db8::/32, 2001:db8::7, true",
    "203.0.113.0/24 2001:db8::/32, 2001:db9::7, false"
  })
  void source_mustBeAllowed(String ranges, String source, boolean allowed) {
    register(ranges, World.FIRST_KEY);
    Authentication who = authenticate(signed("tokyo", World.FIRST_KEY, world.now()), source);
    if (allowed) {
      assertInstanceOf(Authentication.Authenticated.class, who);
    } else {
      Authentication.Unauthorized refused =
          assertInstanceOf(Authentication.Unauthorized.class, who);
      assertEquals(Problem.Code.SOURCE_NOT_ALLOWED, refused.problem().code());
      assertEquals(new SiteId("tokyo"), refused.site().id());
    }
  }

  @ParameterizedTest
  @CsvSource({"-301, false", "-300, true", "0, true", "300, true", "301, false"})
  void clock_fiveMinutesAtMost(long seconds, boolean within) {
    Authentication who =
        authenticate(
            signed("tokyo", World.FIRST_KEY, world.now().plusSeconds(seconds)), Requests.SOURCE);
    assertEquals(within, who instanceof Authentication.Authenticated);
    assertEquals(
        within ? Optional.empty() : Optional.of(Problem.Code.CLOCK_SKEW),
        who instanceof Authentication.Unauthorized refused
            ? Optional.of(refused.problem().code())
            : Optional.empty());
  }

  /** A wrong key learns nothing of clock and source, nor whether the site exists. */
  @ParameterizedTest
  @CsvSource({"tokyo, 0", "tokyo, 301", "nowhere, 0"})
  void wrongKey_provesNothing(String site, long seconds) {
    register("203.0.113.0/24", World.FIRST_KEY);
    Requests sent =
        Signer.of(site, "guess").sign(Requests.update("{}"), world.now().plusSeconds(seconds));
    Authentication.Unproved unproved =
        assertInstanceOf(Authentication.Unproved.class, authenticate(sent, Requests.SOURCE));
    assertEquals(Problem.signatureWrong(), unproved.problem());
    assertEquals(site.equals("tokyo"), unproved.claimed().site().isPresent());
  }

  /** What no live generation signed is refused, though the same master key made it. */
  @ParameterizedTest
  @CsvSource({"1, 1, true", "1, 2, false", "2, 1, false", "2, 2, true"})
  void keyThatIsNotLive_provesNothing(long live, long used, boolean proved) {
    KeyGeneration first = World.FIRST_KEY;
    KeyGeneration second = World.SECOND_KEY;
    register("0.0.0.0/0", live == 1 ? first : second);
    Authentication who =
        authenticate(signed("tokyo", used == 1 ? first : second, world.now()), Requests.SOURCE);
    assertEquals(proved, who instanceof Authentication.Authenticated);
  }

  /** AWS tells of instances: nobody may call for them, not even with a key of before. */
  @Test
  void instancesKey_provesNothing() {
    InstanceSelector selector =
        new InstanceSelector(new By.ByGroup("web"), Optional.empty(), Address.PUBLIC, Which.NEWEST);
    world.state.register(
        new Site(
            new SiteId("web"),
            new SiteEntry(Duration.ofHours(1), Allow.DEFAULT, false, Optional.of(selector)),
            List.of(),
            List.of(),
            List.of(World.FIRST_KEY)));
    Authentication.Unproved unproved =
        assertInstanceOf(
            Authentication.Unproved.class,
            authenticate(signed("web", World.FIRST_KEY, world.now()), Requests.SOURCE));
    assertEquals(Problem.signatureWrong(), unproved.problem());
  }

  /** A site without keys, or none at all, is nobody: also where a decoy would match. */
  @ParameterizedTest
  @CsvSource({"keyless", "nowhere"})
  void decoysKey_provesNothing(String site) {
    world.register("keyless", Allow.DEFAULT, List.of(), List.of());
    Requests sent =
        Signer.of(site, world.keys.decoy(new SiteId(site)))
            .sign(Requests.update("{}"), world.now());
    assertInstanceOf(Authentication.Unproved.class, authenticate(sent, Requests.SOURCE));
  }
}
