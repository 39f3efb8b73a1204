package dev.ddns53;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ddns53.core.address.Cidr;
import dev.ddns53.core.fleet.Allow;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A hundred thousand requests that somebody bent, in two ways:
 *
 * <pre>
 *  bent          what must hold
 *  ────────────  ──────────────────────────────────────────────────────────────────────────
 *  after         refused as what it is, unless all that is signed is as it was (then it is a
 *  signing       replay of the newest request, and does nothing); nothing written
 *  before        the site may report one address only, which no mutation makes: refused, nothing
 *  signing       written
 * </pre>
 *
 * No answer is a fault, and each is a whole problem.
 */
final class MutationTest {

  private static final long SEED = 53;
  private static final int REQUESTS = 100_000;
  private static final int ROUND = 1_000;
  private static final Set<String> ROUTERS_REFUSALS =
      Set.of("badauth", "dnserr", "911", "nohost", "notfqdn", "numhost");

  private final Random random = new Random(SEED);
  private final Mutator mutator = new Mutator(random);
  private int unchanged;
  private int routed;

  /** Each original was accepted and is the newest of its site: once more, it is a replay. */
  private final class Round {

    private final World world = new World();
    private final List<Requests> originals;
    private World.Calls before;

    Round() {
      Allow one =
          new Allow(
              List.of(),
              List.of(Cidr.parse("2001:db8:5eed:5eed:5eed:5eed:5eed:5eed").orElseThrow()),
              false,
              false);
      world.site("tokyo", "vpn.tokyo.example.com", "www.tokyo.example.com");
      world.site("osaka", "vpn.osaka.example.com");
      world.site("kyoto", "vpn.kyoto.example.com");
      world.site("sealed", one, "vpn.sealed.example.com");
      world.router("nagoya", one, "vpn.nagoya.example.com");
      Signer kyoto = world.signer("kyoto", World.FIRST_KEY);
      Requests described =
          Requests.update("{\"ipv4\":\"auto\"}").header("user-agent", "curl/8.21.0");
      originals =
          List.of(
              world.signed("tokyo", "{\"ipv4\":\"198.51.100.9\",\"ipv6\":\"2001:db8::9\"}"),
              world.signed("osaka", "{\"names\":[\"vpn.osaka.example.com\"]}").base64(true),
              kyoto.sign(
                  described.header("host", "ddns.example.com:8443").domain("ddns.example.com:8443"),
                  world.now(),
                  List.of("content-type", "host", "user-agent", "x-ddns-date")),
              world.signer("tokyo", World.FIRST_KEY).sign(Requests.status(), world.now()));
      for (Requests request : originals) {
        assertEquals(200, world.send(request).status());
        world.pass(Duration.ofSeconds(2));
      }
      world.pass(Duration.ofSeconds(1));
      before = world.calls();
    }

    void bentAfterSigning() {
      Requests original = pick(originals);
      Requests mutant = mutator.bend(original, pick(originals));
      Answer answer = world.send(mutant);
      if (Essence.isAddressRequest(mutant)) {
        assertEquals(200, answer.status());
      } else if (originals.stream().anyMatch(each -> Essence.sameSigned(each, mutant))) {
        assertEquals(200, answer.status(), answer::body);
        unchanged++;
      } else {
        assertRefused(answer, mutant);
      }
      assertNothingWritten();
    }

    void bentBeforeSigning() {
      Requests mutant = mutator.bend(Mutator.forSealed(), pick(originals));
      Requests signed = world.signer("sealed", World.FIRST_KEY).sign(mutant, world.now());
      Answer answer = world.send(signed);
      if (Essence.isAddressRequest(mutant) || Essence.isStatusRequest(mutant)) {
        assertTrue(answer.status() < 500, answer::body);
      } else {
        assertRefused(answer, mutant);
      }
      assertNothingWritten();
    }

    /** A router whose site may report one address only, which no mutation makes. */
    void bentRouter() {
      String credentials = "nagoya:" + world.token("nagoya", World.FIRST_KEY);
      Requests router =
          Requests.of("GET", "/nic/update", "")
              .query("hostname=vpn.nagoya.example.com&myip=203.0.113.7")
              .header(
                  "authorization",
                  "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)));
      Requests mutant = mutator.bend(router, pick(originals));
      Answer answer = world.send(mutant);
      if (Essence.isAddressRequest(mutant)) {
        assertEquals(200, answer.status());
      } else if (originals.stream().noneMatch(each -> Essence.sameSigned(each, mutant))) {
        assertRefused(answer, mutant);
        routed += answer.body().startsWith("dnserr") ? 1 : 0;
      }
      assertNothingWritten();
    }

    private void assertNothingWritten() {
      assertTrue(world.calls().since(before).wroteNothing(), "something was written");
    }

    private void assertRefused(Answer answer, Requests request) {
      if (Essence.isRouterRequest(request)) {
        assertTrue(Set.of(200, 401, 503).contains(answer.status()), answer::toString);
        assertTrue(answer.body().lines().allMatch(ROUTERS_REFUSALS::contains), answer::body);
        return;
      }
      JsonNode problem = answer.json();
      assertTrue(answer.status() >= 400 && answer.status() < 500, answer::toString);
      answer.assertProblem(answer.status(), problem.path("code").asText());
      assertTrue(!answer.code().isEmpty() && answer.body().length() < 2_000, answer::toString);
    }
  }

  private Requests pick(List<Requests> from) {
    return from.get(random.nextInt(from.size()));
  }

  @Test
  void bentRequests_writeNothingAndGetAProblem() {
    for (int done = 0; done < REQUESTS; done += ROUND) {
      Round round = new Round();
      for (int i = 0; i < ROUND; i++) {
        try {
          if (i % 10 == 0) {
            round.bentRouter();
          } else if (i % 2 == 0) {
            round.bentAfterSigning();
          } else {
            round.bentBeforeSigning();
          }
        } catch (AssertionError | RuntimeException e) {
          throw new AssertionError(
              "seed " + SEED + ", request " + (done + i) + ": " + mutator.lastAsText(), e);
        }
      }
    }
    assertTrue(routed > 100, "requests of routers that were proved: " + routed);
    assertTrue(unchanged > 100, "mutants that change nothing that is signed: " + unchanged);
    assertTrue(
        unchanged < REQUESTS / 4, "mutants that change nothing that is signed: " + unchanged);
  }
}
