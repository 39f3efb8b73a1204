package dev.ddns53.core.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The IANA special-purpose registries, entry by entry, as they stood on 2025-10-09. Reachable or
 * not, such an address is not one site's; only documentation that examples use is accepted.
 */
final class SpecialPurposeTest {

  private static final int REGISTERED = 50;

  private static IpAddress last(Cidr range) {
    byte[] octets = range.network().octets();
    for (int bit = range.prefix(); bit < 8 * octets.length; bit++) {
      octets[bit / 8] |= (byte) (0x80 >> (bit % 8));
    }
    return IpAddress.of(octets);
  }

  private static IpAddress ip(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/8, false, refused",
    "0.0.0.0/32, false, refused",
    "10.0.0.0/8, false, refused",
    "100.64.0.0/10, false, refused",
    "127.0.0.0/8, false, refused",
    "169.254.0.0/16, false, refused",
    "172.16.0.0/12, false, refused",
    "192.0.0.0/24, false, refused",
    "192.0.0.0/29, false, refused",
    "192.0.0.8/32, false, refused",
    "192.0.0.9/32, true, refused",
    "192.0.0.10/32, true, refused",
    "192.0.0.170/32, false, refused",
    "192.0.0.171/32, false, refused",
    "192.0.2.0/24, false, accepted",
    "192.31.196.0/24, true, refused",
    "192.52.193.0/24, true, refused",
    "192.88.99.0/24, n/a, refused",
    "192.88.99.2/32, false, refused",
    "192.168.0.0/16, false, refused",
    "192.175.48.0/24, true, refused",
    "198.18.0.0/15, false, refused",
    "198.51.100.0/24, false, accepted",
    "203.0.113.0/24, false, accepted",
    "240.0.0.0/4, false, refused",
    "255.255.255.255/32, false, refused",
    "::1/128, false, refused",
    "::/128, false, refused",
    "64:ff9b::/96, true, refused",
    "64:ff9b:1::/48, false, refused",
    "100::/64, false, refused",
    "100:0:0:1::/64, false, refused",
    "2001::/23, false, refused",
    "2001::/32, n/a, refused",
    "2001:1::1/128, true, refused",
    "2001:1::2/128, true, refused",
    "2001:1::3/128, true, refused",
    "2001:2::/48, false, refused",
    "2001:3::/32, true, refused",
    "2001:4:112::/48, true, refused",
    "2001:10::/28, n/a, refused",
    "2001:20::/28, true, refused",
    "2001:30::/28, true, refused",
    "2001:db8::/32, false, accepted",
    "2002::/16, n/a, refused",
    "2620:4f:8000::/48, true, refused",
    "3fff::/20, false, refused",
    "5f00::/16, false, refused",
    "fc00::/7, false, refused",
    "fe80::/10, false, refused"
  })
  void registered_judgedFromItsFirstToItsLastAddress(String block, String reach, String verdict) {
    Cidr range = Cidr.parse(block).orElseThrow();
    SpecialBlock entry =
        SpecialBlock.ALL.stream()
            .filter(each -> each.range().equals(range))
            .findFirst()
            .orElseThrow();
    assertEquals(
        reach.equals("n/a") ? "NONE" : reach.toUpperCase(java.util.Locale.ROOT),
        entry.reach().name());
    boolean refused = verdict.equals("refused");
    assertEquals(refused, SpecialRange.of(range.network()).isPresent());
    assertEquals(refused, SpecialRange.of(last(range)).isPresent());
  }

  @Test
  void table_hasTheRegistriesAndSixBlocksMore() {
    assertEquals(REGISTERED + 6, SpecialBlock.ALL.size());
    assertEquals(
        SpecialBlock.ALL.size(),
        SpecialBlock.ALL.stream().map(SpecialBlock::range).distinct().count());
    assertTrue(SpecialBlock.ALL.stream().allMatch(block -> block.name().contains(", RFC ")));
  }

  /** The registry's entry that cannot be met: such an address is IPv4 to us, and judged as that. */
  @Test
  void mapped_judgedAsTheIpv4AddressThatItCarries() {
    assertEquals(Optional.empty(), SpecialRange.of(ip("::ffff:9.9.9.9")));
    assertEquals(Optional.of(SpecialRange.RELAY), SpecialRange.of(ip("::ffff:192.88.99.1")));
    assertEquals(Optional.of(SpecialRange.LINK_LOCAL), SpecialRange.of(ip("::ffff:a9fe:a9fe")));
  }

  /** What is inside another entry is judged by itself. */
  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, UNSPECIFIED",
    "0.0.0.1, THIS_NETWORK",
    "192.0.0.9, SERVICE",
    "192.0.0.11, DS_LITE",
    "255.255.255.255, BROADCAST",
    "255.255.255.254, RESERVED",
    "::, UNSPECIFIED",
    "::1, LOOPBACK",
    "::2, IPV4_INSIDE",
    "2001:0:1::, TEREDO",
    "2001:5::, PROTOCOL",
    "2001:1::3, SERVICE",
    "2001:1::4, PROTOCOL"
  })
  void nested_narrowestDecides(String address, SpecialRange special) {
    assertEquals(Optional.of(special), SpecialRange.of(ip(address)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.9.9.9",
        "192.88.98.1",
        "223.255.255.255",
        "2000::1",
        "2400::1",
        "2600::1",
        "2606:4700::1111",
        "2a00::1",
        "2c00::1",
        "3fff:1000::1"
      })
  void anyOther_accepted(String address) {
    assertEquals(Optional.empty(), SpecialRange.of(ip(address)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1::", "200::1", "400::1", "800::1", "1000::1", "1fff::1", "4000::1", "6000::1", "8000::1",
        "a000::1", "c000::1", "e000::1", "f000::1", "f800::1", "fe00::1"
      })
  void outsideGlobalUnicast_refused(String address) {
    assertEquals(Optional.of(SpecialRange.UNASSIGNED), SpecialRange.of(ip(address)));
  }
}
