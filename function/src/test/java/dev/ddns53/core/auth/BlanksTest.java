package dev.ddns53.core.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ddns53.Requests;
import dev.ddns53.Signer;
import dev.ddns53.World;
import dev.ddns53.core.fleet.KeyGeneration;
import dev.ddns53.core.fleet.SiteId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blanks in signed headers, as curl from 7.86 writes them canonically. */
final class BlanksTest {

  private static final Instant SIGNED = Instant.parse("2026-11-25T01:09:30Z");

  private static World world() {
    World world =
        new World(state -> new Authenticator(state, new Recorded()))
            .site(Vector.BLANKS_SITE, "vpn.nagoya.example.com");
    world.at(SIGNED);
    return world;
  }

  private record Recorded() implements LiveSecrets.Source {
    @Override
    public String live(SiteId site, KeyGeneration generation) {
      return Vector.BLANKS_SECRET;
    }

    @Override
    public String decoy(SiteId site) {
      return "nobody's";
    }
  }

  static List<Vector> all() {
    return Vector.blanks();
  }

  @Test
  void recorded_six() {
    assertEquals(6, all().size());
  }

  @ParameterizedTest
  @MethodSource("all")
  void recordedByCurl_accepted(Vector vector) {
    assertEquals(200, world().send(vector.request()).status());
    assertEquals(200, world().send(vector.request().base64(true)).status());
  }

  /** Runs of blanks are one blank wherever they come from; nothing else is. */
  @ParameterizedTest
  @ValueSource(strings = {"a b", " a b", "a b ", "a   b", "a\tb", "\t a \t b\t"})
  void sameButForBlanks_accepted(String value) {
    assertEquals(200, world().send(signed("a b").header("x-note", value)).status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ab",
        "A b",
        "a b c",
        "a\u00a0b",
        "a\u2003b",
        "\u2003a b",
        "a\nb",
        "a b\n",
        "a\rb",
        "a,b",
        ""
      })
  void otherwiseChanged_refused(String value) {
    world().send(signed("a b").header("x-note", value)).assertProblem(401, "signature-wrong");
  }

  @Test
  void coveredButNotArrived_emptyIfItWasSignedSo() {
    assertEquals(200, world().send(signed("").without("x-note")).status());
    world().send(signed("a").without("x-note")).assertProblem(401, "signature-wrong");
    world().send(signed("").header("x-note", "a")).assertProblem(401, "signature-wrong");
  }

  private static Requests signed(String note) {
    return Signer.of(Vector.BLANKS_SITE, Vector.BLANKS_SECRET)
        .sign(
            Requests.update("{}").header("x-note", note),
            SIGNED,
            List.of("host", "x-ddns-date", "x-note"));
  }
}
