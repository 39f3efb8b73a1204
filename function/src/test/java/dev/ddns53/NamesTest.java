package dev.ddns53;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.core.Limits;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.fleet.Allow;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names a site may ask for. */
final class NamesTest {

  private static final String LABEL_63 = "a".repeat(63);

  private final World world =
      new World()
          .site("tokyo", "vpn.tokyo.example.com", "www.tokyo.example.com")
          .site("osaka", "vpn.osaka.example.com");

  private static String body(Stream<String> names) {
    return names.collect(Collectors.joining("\",\"", "{\"names\":[\"", "\"]}"));
  }

  private static String body(String... names) {
    return body(Stream.of(names));
  }

  private Answer assertRefused(String body, int status, String code) {
    Answer answer = world.update("tokyo", body).assertProblem(status, code);
    assertTrue(world.calls().wroteNothing());
    assertEquals(0, world.records.reads());
    return answer;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vpn.osaka.example.com",
        "tokyo.example.com",
        "vpn.tokyo.example.org",
        "x.vpn.tokyo.example.com",
        "vpn.tokyo.example.com.example.com",
        "*.tokyo.example.com",
        "example.com",
        "nobodys.example.net"
      })
  void nameOfAnother_refusedWithItsName(String name) {
    String detail = assertRefused(body(name), 403, "name-not-yours").json().path("detail").asText();
    assertTrue(detail.contains(name), detail);
    assertRefused(body("vpn.tokyo.example.com", name), 403, "name-not-yours");
  }

  @Test
  void registeredAndUnregisteredNamesOfOthers_refusedAlike() {
    String theirs = assertRefused(body("vpn.osaka.example.com"), 403, "name-not-yours").body();
    String nobodys = assertRefused(body("vpn.nowhe.example.com"), 403, "name-not-yours").body();
    assertEquals(theirs.replace("osaka", "nowhe"), nobodys);
    assertEquals(0, world.state.nameReads());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vpn.tokyo.example.com",
        "VPN.Tokyo.EXAMPLE.com",
        "vpn.tokyo.example.com.",
        "VPN.TOKYO.EXAMPLE.COM."
      })
  void ownNameOtherwiseSpelled_theSame(String name) {
    Answer answer = world.update("tokyo", body(name)).assertRecord(200, "updated");
    assertEquals("vpn.tokyo.example.com", answer.json().at("/records/0/name").asText());
    assertEquals(1, answer.json().path("records").size());
  }

  @Test
  void sameNameInManySpellings_once() {
    Answer answer =
        world.update(
            "tokyo",
            body("vpn.tokyo.example.com", "VPN.tokyo.example.com", "vpn.tokyo.example.com."));
    assertEquals(200, answer.status());
    assertEquals(1, answer.json().path("records").size());
  }

  @Test
  void internationalName_asItsALabels() {
    world.site("koeln", "xn--kln-sna.example.com");
    Answer answer = world.update("koeln", body("XN--KLN-SNA.example.com"));
    assertEquals("xn--kln-sna.example.com", answer.json().at("/records/0/name").asText());
  }

  /** Only UTS #46 knows for sure, and its tables are not here. */
  @ParameterizedTest
  @CsvSource({
    "k\u00f6ln.example.com, write \\\"xn--kln-sna.example.com\\\"",
    "K\u00d6LN.example.com., write \\\"xn--kln-sna.example.com\\\"",
    "stra\u00dfe.example.com, must be a domain name in ASCII",
    "fa\u00df.de, must be a domain name in ASCII"
  })
  void nameInOtherLetters_refusedWithWhatToWriteWhereThatIsSure(String name, String advice) {
    world.site("koeln", "xn--kln-sna.example.com", "strasse.example.com");
    Answer answer = world.update("koeln", body(name)).assertProblem(400, "body-invalid");
    assertTrue(answer.body().contains(advice), answer.body());
    assertTrue(world.calls().wroteNothing());
  }

  static Stream<String> malformed() {
    return Stream.of(
        "",
        " ",
        ".",
        "..",
        "com",
        "com.",
        ".vpn.tokyo.example.com",
        "vpn..tokyo.example.com",
        "vpn.tokyo.example.com..",
        "vpn.tokyo.example.com ",
        " vpn.tokyo.example.com",
        "vpn tokyo.example.com",
        "vpn.tokyo.example.com\\n",
        "vpn.tokyo.example.com\\u0000",
        "-vpn.tokyo.example.com",
        "vpn-.tokyo.example.com",
        "vpn.*.example.com",
        "**.example.com",
        "v*.example.com",
        "vpn\\\\052.example.com",
        "vpn/tokyo.example.com",
        "vpn@tokyo.example.com",
        "vpn:tokyo.example.com",
        "vpn,tokyo.example.com",
        "http://vpn.tokyo.example.com",
        "\u00ad.example.com",
        "\u200d.example.com",
        "\ufffd.example.com",
        "a" + LABEL_63 + ".example.com",
        "\u00f6".repeat(64) + ".example.com",
        Stream.of(LABEL_63, LABEL_63, LABEL_63, "a".repeat(62)).collect(Collectors.joining(".")),
        "x.".repeat(1_000) + "com",
        "\u00f6".repeat(1_500));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void malformedName_refused(String name) {
    assertRefused(body(name), 400, "body-invalid");
    assertRefused(body("vpn.tokyo.example.com", name), 400, "body-invalid");
  }

  @ParameterizedTest
  @CsvSource({"63, 403", "64, 400"})
  void longestLabel_isOf63Octets(int octets, int status) {
    assertEquals(status, world.update("tokyo", body("a".repeat(octets) + ".example.com")).status());
    assertTrue(world.calls().wroteNothing());
  }

  @ParameterizedTest
  @CsvSource({"253, 403", "254, 400"})
  void longestName_isOf253Characters(int characters, int status) {
    String long192 = (LABEL_63 + ".").repeat(3);
    String name = long192 + "a".repeat(characters - long192.length());
    assertEquals(characters, name.length());
    assertEquals(status, world.update("tokyo", body(name)).status());
    assertEquals(status, world.update("tokyo", body(name + ".")).status());
    assertTrue(world.calls().wroteNothing());
  }

  private static Stream<String> many(int count) {
    return IntStream.range(0, count).mapToObj(i -> "n" + i + ".example.com");
  }

  @Test
  void mostNames_allPublished() {
    world.site("many", many(Limits.NAMES_PER_SITE).toArray(String[]::new));
    Answer answer =
        world.update("many", body(many(Limits.NAMES_PER_SITE))).assertRecord(200, "updated");
    assertEquals(Limits.NAMES_PER_SITE, answer.json().path("records").size());
    assertEquals(1, world.records.changes());
  }

  @Test
  void oneNameMoreThanMost_refused() {
    world.site("many", many(Limits.NAMES_PER_SITE).toArray(String[]::new));
    Answer answer =
        world
            .update("many", body(many(Limits.NAMES_PER_SITE + 1)))
            .assertProblem(400, "body-invalid");
    assertTrue(answer.body().contains("at most " + Limits.NAMES_PER_SITE), answer.body());
    assertTrue(world.calls().wroteNothing());
  }

  @Test
  void sameNameTooOften_refused() {
    assertRefused(body(Stream.generate(() -> "a.b").limit(100)), 400, "body-invalid");
  }

  @Test
  void siteWithoutNames_acceptedWithoutRoute53() {
    world.register("bare", Allow.DEFAULT, List.of(), List.of(World.FIRST_KEY));
    Answer answer = world.update("bare", "{}");
    assertEquals(200, answer.status());
    assertEquals(0, answer.json().path("records").size());
    assertEquals(0, world.records.changes() + world.records.reads());
  }

  /** The registry's two sides disagree: nothing is written on the word of one. */
  @ParameterizedTest
  @ValueSource(strings = {"vpn.osaka.example.com", "unregistered.example.com"})
  void siteListsANameThatDoesNotListIt_unavailable(String name) {
    world.register("torn", Allow.DEFAULT, List.of(name), List.of(World.FIRST_KEY));
    world.update("torn", "{}").assertProblem(503, "unavailable");
    assertTrue(world.calls().wroteNothing());
    assertEquals(List.of(), world.records.history());
    assertEquals(0, world.state.stored(Fqdn.parse(name).orElseThrow()).version());
  }

  @Test
  void twoNames_onlyTheOneAskedForChanges() {
    world.update("tokyo", body("www.tokyo.example.com")).assertRecord(200, "updated");
    assertEquals(
        List.of("www.tokyo.example.com"),
        world.records.history().stream().map(set -> set.name().value()).toList());
  }
}
