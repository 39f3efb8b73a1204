package dev.ddns53.core.address;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ddns53.core.fleet.Allow;
import dev.ddns53.core.fleet.KeyGeneration;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteEntry;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.port.MasterKey;
import dev.ddns53.core.record.Publication;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IdentifiersTest {

  @ParameterizedTest
  @CsvSource({
    "example.com, example.com",
    "Example.COM., example.com",
    "*.example.com, *.example.com",
    "_acme.example.com, _acme.example.com",
    "a-b.c--d.example.com, a-b.c--d.example.com",
    "1.2.3.4, 1.2.3.4",
    "XN--KLN-SNA.example.com, xn--kln-sna.example.com"
  })
  void name_readIntoItsCanonicalForm(String text, String canonical) {
    assertEquals(canonical, Fqdn.parse(text).orElseThrow().value());
    assertEquals(Fqdn.parse(text), Fqdn.parse(canonical));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "com",
        "*",
        "*.",
        "a..b",
        ".a.b",
        "a.b..",
        "-a.b",
        "a-.b",
        "a.*.b",
        "a b.c",
        "a\u0000.b",
        "a.b\n",
        "a\u3002b",
        "k\u00f6ln.example.com",
        "stra\u00dfe.example.com",
        "\uff45xample.com",
        "\u212a.example.com",
        "\u4f8b.example.com"
      })
  void noName_refused(String text) {
    assertEquals(Optional.empty(), Fqdn.parse(text));
  }

  /** Where IDNA2003 and UTS #46 differ, nothing is told. */
  @ParameterizedTest
  @CsvSource({
    "k\u00f6ln.example.com, xn--kln-sna.example.com",
    "K\u00d6LN.example.com, xn--kln-sna.example.com",
    "\u4f8b.example.com, xn--fsq.example.com",
    "stra\u00dfe.example.com, ",
    "\u03b2\u03cc\u03bb\u03bf\u03c2.example.com, ",
    "\uff45xample.com, ",
    "\u212a.example.com, k.example.com",
    "a\u200db.example.com, ",
    "example.com, "
  })
  void unicode_toldWhereItIsBeyondDoubt(String text, String ascii) {
    assertEquals(Optional.ofNullable(ascii), Fqdn.ofUnicode(text).map(Fqdn::value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Example.com", "example.com.", "com", ""})
  void nameNotInItsCanonicalForm_cannotBe(String text) {
    assertThrows(IllegalArgumentException.class, () -> new Fqdn(text));
  }

  /** RFC 1035, 2.3.4: 255 octets on the wire are 253 characters, and one more for a last dot. */
  @Test
  void name_upTo253Characters() {
    String longest = ("a".repeat(63) + ".").repeat(3) + "b".repeat(61);
    assertEquals(longest, Fqdn.parse(longest).orElseThrow().value());
    assertEquals(longest, Fqdn.parse(longest + ".").orElseThrow().value());
    assertEquals(longest, new Fqdn(longest).value());
    assertEquals(Optional.empty(), Fqdn.parse(longest + "b"));
    assertThrows(IllegalArgumentException.class, () -> new Fqdn(longest + "b"));
  }

  @Test
  void label_upTo63Characters() {
    assertEquals(67, Fqdn.parse("a".repeat(63) + ".com").orElseThrow().value().length());
    assertEquals(Optional.empty(), Fqdn.parse("a".repeat(64) + ".com"));
  }

  @Test
  void names_inAlphabeticalOrder() {
    assertEquals(
        "[*.example.com, a.example.com, b.example.com]",
        Stream.of("b.example.com", "*.example.com", "a.example.com")
            .map(Fqdn::new)
            .sorted()
            .toList()
            .toString());
  }

  /** As Route 53's console and the command show it. */
  @Test
  void aliasTarget_readable() {
    AliasTarget target = new AliasTarget(new Fqdn("lb.example.net"), new ZoneId("Z0EXAMPLE"));
    assertEquals("alias to lb.example.net (Z0EXAMPLE)", target.toString());
  }

  @Test
  void family_knownByItsRecordType() {
    assertEquals(Optional.of(Family.IPV4), Family.ofRecordType("A"));
    assertEquals(Optional.of(Family.IPV6), Family.ofRecordType("AAAA"));
    assertEquals(Optional.empty(), Family.ofRecordType("CNAME"));
    assertEquals(Optional.empty(), Family.ofRecordType("aaaa"));
  }

  @ParameterizedTest
  @CsvSource({"IPV4, A, ipv4, IPv4", "IPV6, AAAA, ipv6, IPv6"})
  void family_hasARecordTypeAFieldAndALabel(Family family, String type, String field, String text) {
    assertEquals(
        List.of(type, field, text),
        List.of(family.recordType(), family.field(), family.toString()));
  }

  @ParameterizedTest
  @CsvSource({
    "example.com, example.com, true",
    "vpn.example.com, example.com, true",
    "a.b.example.com, example.com, true",
    "*.example.com, example.com, true",
    "badexample.com, example.com, false",
    "example.com, vpn.example.com, false",
    "example.com.evil.org, example.com, false"
  })
  void within_byWholeLabels(String name, String zone, boolean within) {
    assertEquals(within, new Fqdn(name).isWithin(new Fqdn(zone)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "tokyo", "Tokyo", "web-1", "a.b_c-D", "-", "..", "0"})
  void siteId_taken(String text) {
    assertEquals(text, SiteId.parse(text).orElseThrow().value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "a b", "a/b", "a|b", "a%b", "a:b", "a\n", "\u00e9", "a,b", "a=b"})
  void noSiteId_refused(String text) {
    assertEquals(Optional.empty(), SiteId.parse(text));
    assertThrows(IllegalArgumentException.class, () -> new SiteId(text));
  }

  @Test
  void siteId_upTo64Characters() {
    assertEquals(64, SiteId.parse("a".repeat(64)).orElseThrow().value().length());
    assertEquals(Optional.empty(), SiteId.parse("a".repeat(65)));
  }

  @ParameterizedTest
  @CsvSource({
    "Z0EXAMPLE, Z0EXAMPLE",
    "/hostedzone/Z0EXAMPLE, Z0EXAMPLE",
    "z0example, ",
    "/hostedzone/, ",
    "/hostedzone//hostedzone/Z0, ",
    "hostedzone/Z0, ",
    "example.com, ",
    "'', "
  })
  void zoneId_withOrWithoutItsPrefix(String text, String id) {
    assertEquals(Optional.ofNullable(id), ZoneId.parse(text).map(ZoneId::value));
  }

  @Test
  void keyGeneration_hasWholeSecondsAndAMaster() {
    Instant second = Instant.parse("2026-01-01T00:00:00Z");
    assertDoesNotThrow(() -> new KeyGeneration(second, 1));
    assertDoesNotThrow(() -> new KeyGeneration(second, Long.MAX_VALUE));
    assertThrows(IllegalArgumentException.class, () -> new KeyGeneration(second, 0));
    assertThrows(IllegalArgumentException.class, () -> new KeyGeneration(second, -1));
    assertThrows(IllegalArgumentException.class, () -> new KeyGeneration(second.plusNanos(1), 1));
    assertThrows(IllegalArgumentException.class, () -> new KeyGeneration(second.plusMillis(1), 1));
  }

  @ParameterizedTest
  @CsvSource({"31, 1", "33, 1", "0, 1", "32, 0", "32, -1"})
  void masterKey_has256BitsAndAVersion(int octets, long version) {
    assertThrows(IllegalArgumentException.class, () -> new MasterKey(version, new byte[octets]));
  }

  @Test
  void masterKey_isOutOfReach() {
    byte[] secret = new byte[32];
    MasterKey key = new MasterKey(1, secret);
    secret[0] = 1;
    key.secret()[1] = 1;
    assertEquals(0, key.secret()[0] + key.secret()[1]);
  }

  @Test
  void ttl_isNeverNegative() {
    assertEquals(0, new Ttl(0).seconds());
    assertThrows(IllegalArgumentException.class, () -> new Ttl(-1));
  }

  @ParameterizedTest
  @CsvSource({
    "PT3S, PT1S",
    "PT30M, PT10M",
    "PT29M59S, PT9M59.666666666S",
    "PT1H, PT10M",
    "P2D, PT10M"
  })
  void refreshInterval_aThirdButTenMinutesAtMost(Duration staleAfter, Duration interval) {
    Site site =
        new Site(
            new SiteId("a"),
            new SiteEntry(staleAfter, Allow.DEFAULT, false),
            List.of(),
            List.of(),
            List.of());
    assertEquals(interval, site.refreshInterval());
  }

  @Test
  void publication_hasAddressesOfItsFamilyOnceAndInOrder() {
    List<IpAddress> addresses =
        List.of(ip("198.51.100.9"), ip("198.51.100.10"), ip("198.51.100.9"), ip("2.0.0.1"));
    Publication publication = Publication.of(Family.IPV4, Ttl.DEFAULT, addresses);
    assertEquals("[2.0.0.1, 198.51.100.9, 198.51.100.10]", publication.addresses().toString());
    assertThrows(
        IllegalArgumentException.class, () -> Publication.of(Family.IPV6, Ttl.DEFAULT, addresses));
    assertThrows(
        IllegalArgumentException.class, () -> Publication.of(Family.IPV4, Ttl.DEFAULT, List.of()));
  }

  private static IpAddress ip(String text) {
    return IpAddress.parse(text).orElseThrow();
  }
}
