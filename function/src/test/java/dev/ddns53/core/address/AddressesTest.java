package dev.ddns53.core.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.core.fleet.Allow;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressesTest {

  private static IpAddress ip(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  private static Cidr range(String text) {
    return Cidr.parse(text).orElseThrow();
  }

  /** RFC 5952, section 4, rule by rule. */
  @ParameterizedTest
  @CsvSource({
    "2001:0db8::0001, 2001:db8::1",
    "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:db8::1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "0:0:0:1:0:0:0:0, 0:0:0:1::",
    "2001:DB8::ABCD, 2001:db8::abcd",
    "0:0:0:0:0:0:0:0, ::",
    "0:0:0:0:0:0:0:1, ::1",
    "1:0:0:0:0:0:0:0, 1::",
    "0:0:1:2:3:4:5:6, ::1:2:3:4:5:6",
    "0:1:2:3:4:5:6:7, 0:1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:0, 1:2:3:4:5:6:7:0",
    "1:2:3:4:5:6:0:0, 1:2:3:4:5:6::",
    "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
    "::198.51.100.7, ::c633:6407",
    "64:ff9b::198.51.100.7, 64:ff9b::c633:6407"
  })
  void ipv6_writtenCanonically(String text, String canonical) {
    assertEquals(canonical, ip(text).toString());
    assertEquals(ip(text), ip(canonical));
    assertEquals(Family.IPV6, ip(text).family());
  }

  @ParameterizedTest
  @CsvSource({
    "::ffff:198.51.100.7, 198.51.100.7",
    "::FFFF:C633:6407, 198.51.100.7",
    "0:0:0:0:0:ffff:c633:6407, 198.51.100.7"
  })
  void mappedAddress_isIpv4(String text, String ipv4) {
    assertEquals(ip(ipv4), ip(text));
    assertEquals(Family.IPV4, ip(text).family());
  }

  @Test
  void anyOctets_readBackTheSame() {
    Random random = new Random(53);
    for (int i = 0; i < 20_000; i++) {
      byte[] octets = new byte[random.nextBoolean() ? 4 : 16];
      for (int at = 0; at < octets.length; at++) {
        octets[at] = random.nextInt(3) == 0 ? (byte) random.nextInt() : 0;
      }
      IpAddress address = IpAddress.of(octets);
      assertEquals(Optional.of(address), IpAddress.parse(address.toString()), address::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 5, 15, 17})
  void otherNumberOfOctets_noAddress(int octets) {
    assertThrows(IllegalArgumentException.class, () -> IpAddress.of(new byte[octets]));
  }

  @Test
  void order_isThatOfOctetsWithoutSign() {
    List<String> texts = List.of("1.0.0.0", "10.0.0.0", "128.0.0.1", "255.255.255.255");
    assertEquals(
        texts,
        texts.reversed().stream()
            .map(AddressesTest::ip)
            .sorted()
            .map(IpAddress::toString)
            .toList());
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0, 0.0.0.0/0",
    "203.0.113.0/24, 203.0.113.0/24",
    "203.0.113.7, 203.0.113.7/32",
    "203.0.113.7/32, 203.0.113.7/32",
    "203.0.113.6/31, 203.0.113.6/31",
    "128.0.0.0/1, 128.0.0.0/1",
    "::/0, ::/0",
    "2001:DB8::/32, 2001:db8::/32",
    "2001:db8::1, 2001:db8::1/128",
    "2001:db8:8000::/33, 2001:db8:8000::/33"
  })
  void range_readAndWritten(String text, String canonical) {
    assertEquals(canonical, range(text).toString());
    assertEquals(range(text), range(canonical));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/24",
        "203.0.113.0/",
        "203.0.113.0/33",
        "203.0.113.0/-1",
        "203.0.113.0/+24",
        "203.0.113.0/024",
        "203.0.113.0/24 ",
        "203.0.113.0 /24",
        "203.0.113.0/24/24",
        "203.0.113.0/255.255.255.0",
        "203.0.113.1/24",
        "203.0.113.7/31",
        "128.0.0.0/0",
        "2001:db8::/129",
        "2001:db8::1/64",
        "2001:db8:8000::/32",
        "::ffff:203.0.113.0/120",
        "::ffff:203.0.113.0/24",
        "::ffff:203.0.113.7",
        "::ffff:cb00:7107/128",
        "fe80::1%eth0",
        "203.0.113/24",
        "203.0.113.0/1000",
        "203.0.113.0/9999999999",
        "2001:db8::%1/64",
        "203.0.113.0/\u0662\u0664"
      })
  void noRange_refused(String text) {
    assertEquals(Optional.empty(), Cidr.parse(text));
  }

  /** Each with its reason and what to write. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "::ffff:203.0.113.0/120 | it is IPv4 written as IPv6: write 203.0.113.0/24",
        "::ffff:203.0.113.7/120 | it is IPv4 written as IPv6: write 203.0.113.0/24",
        "::ffff:203.0.113.7 | it is IPv4 written as IPv6: write 203.0.113.7",
        "0:0:0:0:0:FFFF:cb00:7107 | it is IPv4 written as IPv6: write 203.0.113.7",
        "::ffff:203.0.113.0/24 | it is IPv4 written as IPv6, where a prefix is 96 to 128: write"
            + " 203.0.113.0/24 if you mean that",
        "::ffff:203.0.113.0/64 | it is IPv4 written as IPv6, where a prefix is 96 to 128: write"
            + " 203.0.113.0",
        "fe80::1%eth0 | a zone id such as %eth0 means something on one machine only: write fe80::1",
        "fe80::%1/64 | a zone id such as %eth0 means something on one machine only: write"
            + " fe80::/64",
        "[2001:db8::1] | brackets belong to URLs: write 2001:db8::1",
        "203.0.113.7/24 | bits are set beyond the prefix: write 203.0.113.0/24 for the whole range,"
            + " or 203.0.113.7 for this address alone",
        "2001:db8::1/64 | bits are set beyond the prefix: write 2001:db8::/64 for the whole range,"
            + " or 2001:db8::1 for this address alone",
        "128.0.0.0/0 | bits are set beyond the prefix: write 0.0.0.0/0 for the whole range, or"
            + " 128.0.0.0 for this address alone",
        "203.0.113.0/33 | the prefix of an IPv4 range is a number from 0 to 32: write 203.0.113.0"
            + " for this address alone, or a range such as 203.0.113.0/24",
        "2001:db8::/129 | the prefix of an IPv6 range is a number from 0 to 128: write 2001:db8::"
            + " for this address alone, or a range such as 2001:db8::/120",
        "203.0.113.0/ | the prefix of an IPv4 range is a number from 0 to 32: write 203.0.113.0 for"
            + " this address alone, or a range such as 203.0.113.0/24",
        "203.0.113.0/024 | the prefix has a leading zero: write 203.0.113.0/24",
        "203.0.113.0/255.255.255.0 | a netmask is no prefix: write 203.0.113.0/24",
        "203.0.113.7/255.255.255.0 | a netmask is no prefix: write 203.0.113.0/24",
        "203.0.113.07/32 | a leading zero makes some readers take a number as octal: write"
            + " 203.0.113.7/32",
        "203.0.113/24 | it is no IPv4 or IPv6 address: write an address or range such as"
            + " 203.0.113.0/24 or 2001:db8::/32",
        "'203.0.113.0/24 ' | it has blanks around it: write 203.0.113.0/24",
        "::ffff:203.0.113.0/95 | it is IPv4 written as IPv6, where a prefix is 96 to 128: write"
            + " 203.0.113.0",
        "::ffff:203.0.113.0/96 | it is IPv4 written as IPv6: write 0.0.0.0/0",
        "::ffff:203.0.113.7/128 | it is IPv4 written as IPv6: write 203.0.113.7",
        "::ffff:203.0.113.7/129 | it is IPv4 written as IPv6, where a prefix is 96 to 128: write"
            + " 203.0.113.7",
        "::ffff:203.0.113.7/0 | it is IPv4 written as IPv6, where a prefix is 96 to 128: write"
            + " 203.0.113.7",
        "::ffff:203.0.113.7/1 | it is IPv4 written as IPv6, where a prefix is 96 to 128: write"
            + " 128.0.0.0/1 if you mean that",
        "::ffff:203.0.113.7/32 | it is IPv4 written as IPv6, where a prefix is 96 to 128: write"
            + " 203.0.113.7/32 if you mean that",
        "::ffff:203.0.113.7/33 | it is IPv4 written as IPv6, where a prefix is 96 to 128: write"
            + " 203.0.113.7",
        "::ffff:203.0.113.7/x | it is IPv4 written as IPv6, where a prefix is 96 to 128: write"
            + " 203.0.113.7",
        "203.0.113.7/255.255.255.255 | a netmask is no prefix: write 203.0.113.7/32",
        "203.0.113.7/128.0.0.0 | a netmask is no prefix: write 128.0.0.0/1",
        "203.0.113.7/0.0.0.0 | a netmask is no prefix: write 0.0.0.0/0",
        "203.0.113.0/255.0.255.0 | the prefix of an IPv4 range is a number from 0 to 32: write"
            + " 203.0.113.0 for this address alone, or a range such as 203.0.113.0/24",
        "2001:db8::/ffff:ff00:: | the prefix of an IPv6 range is a number from 0 to 128: write"
            + " 2001:db8:: for this address alone, or a range such as 2001:db8::/120"
      })
  void noRange_explained(String text, String explanation) {
    assertEquals(Optional.empty(), Cidr.parse(text));
    assertEquals(explanation, RangeFault.of(text));
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0, 255.255.255.255, true",
    "0.0.0.0/0, ::, false",
    "::/0, 0.0.0.0, false",
    "::/0, ::ffff:0.0.0.0, false",
    "203.0.113.128/25, 203.0.113.128, true",
    "203.0.113.128/25, 203.0.113.255, true",
    "203.0.113.128/25, 203.0.113.127, false",
    "203.0.113.7/32, 203.0.113.7, true",
    "203.0.113.7/32, 203.0.113.6, false",
    "2001:db8::/127, 2001:db8::1, true",
    "2001:db8::/127, 2001:db8::2, false"
  })
  void range_holdsAddressesOfItsFamilyAndPrefix(String range, String address, boolean holds) {
    assertEquals(holds, range(range).contains(ip(address)));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.0.0.0/8, true",
    "10.0.0.0/8, 10.1.0.0/16, true",
    "10.1.0.0/16, 10.0.0.0/8, false",
    "10.0.0.0/8, 11.0.0.0/16, false",
    "::/0, 10.0.0.0/8, false"
  })
  void range_holdsNarrowerRanges(String outer, String inner, boolean holds) {
    assertEquals(holds, range(outer).contains(range(inner)));
  }

  @ParameterizedTest
  @EnumSource(SpecialRange.class)
  void specialRange_explainsItself(SpecialRange special) {
    assertTrue(special.explanation().length() > 20, special::explanation);
    assertTrue(!special.explanation().endsWith("."), "a clause, not a sentence");
  }

  @Test
  void innerNetworks_areThoseOfOperators() {
    assertEquals(
        List.of(SpecialRange.CGNAT, SpecialRange.PRIVATE, SpecialRange.UNIQUE_LOCAL),
        Stream.of(SpecialRange.values()).filter(SpecialRange::isInternal).toList());
  }

  /** A range in the list opens a special range only when it means it. */
  @ParameterizedTest
  @CsvSource({
    "false, , 10.0.0.1, PRIVATE",
    "true, , 10.0.0.1, ",
    "true, , 127.0.0.1, LOOPBACK",
    "true, , 100.64.0.1, ",
    "true, , fd00::1, ",
    "true, , fe80::1, LINK_LOCAL",
    "false, 10.0.0.0/8, 10.0.0.1, ",
    "false, 10.0.0.0/9, 10.200.0.1, PRIVATE",
    "false, 0.0.0.0/0, 10.0.0.1, PRIVATE",
    "false, 127.0.0.1/32, 127.0.0.1, ",
    "false, 198.51.100.0/24, 198.51.100.1, "
  })
  void forbidden_unlessTheOperatorMeantIt(
      boolean internal, String addresses, String address, SpecialRange forbidden) {
    List<Cidr> ranges = addresses == null ? List.of() : List.of(range(addresses));
    Allow allow = new Allow(List.of(), ranges, internal, false);
    assertEquals(Optional.ofNullable(forbidden), allow.forbidden(ip(address)));
  }

  /** Documentation is open to all, so who names it means nothing special. */
  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24, 192.0.2.1, false",
    "10.0.0.0/8, 10.0.0.1, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "0.0.0.0/0, 10.0.0.1, false",
    "4000::/16, 4000::1, true",
    "::/0, 4000::1, false",
    "2000::/3, 2600::1, false"
  })
  void rangeNamedOnPurpose_liesInASpecialBlock(String range, String address, boolean meant) {
    assertEquals(meant, SpecialRange.isMeant(range(range), ip(address)));
  }

  @Test
  void zones_inTheOrderOfTheirIds() {
    ZoneId first = new ZoneId("Z0A");
    ZoneId second = new ZoneId("Z0B");
    assertEquals(List.of(first, second), Stream.of(second, first).sorted().toList());
  }
}
