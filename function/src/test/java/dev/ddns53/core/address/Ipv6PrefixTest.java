package dev.ddns53.core.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a provider delegates to a site, and what is none of that. */
final class Ipv6PrefixTest {

  @ParameterizedTest
  @CsvSource({
    "2001:db8:1::/48, 2001:db8:1::/48, 65536",
    "2001:DB8:1::/49, 2001:db8:1::/49, 32768",
    "2001:db8:1:200::/56, 2001:db8:1:200::/56, 256",
    "2001:db8:1:2::/63, 2001:db8:1:2::/63, 2",
    "2001:db8:1:2:0:0:0:0/64, 2001:db8:1:2::/64, 1"
  })
  void prefix_readAndWritten(String text, String canonical, int subnets) {
    Ipv6Prefix prefix = Ipv6Prefix.parse(text).orElseThrow();
    assertEquals(canonical, prefix.toString());
    assertEquals(subnets, prefix.subnets());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2001:db8::/47",
        "2001:db8:1:2::/65",
        "2001:db8:1:2::1/128",
        "2001:db8:1:2::1/64",
        "2001:db8:1:2::",
        "/2001:db8:1:2::",
        "/64",
        "203.0.113.0/24",
        "::ffff:203.0.113.0/48",
        ""
      })
  void noPrefix_refused(String text) {
    assertEquals(Optional.empty(), Ipv6Prefix.parse(text));
  }

  @Test
  void network_isItsFirstAddress() {
    assertEquals(
        IpAddress.parse("2001:db8:1:200::").orElseThrow(),
        Ipv6Prefix.parse("2001:db8:1:200::/56").orElseThrow().network());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2001:db8::/47", "2001:db8:1:2::/65", "203.0.113.7/32", "0.0.0.0/0"})
  void anyOtherRange_cannotBe(String range) {
    Cidr other = Cidr.parse(range).orElseThrow();
    assertThrows(IllegalArgumentException.class, () -> new Ipv6Prefix(other));
  }
}
