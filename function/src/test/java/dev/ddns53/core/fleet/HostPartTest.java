package dev.ddns53.core.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ddns53.World;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ipv6Prefix;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A host's part of an address: what it makes of a prefix, and which addresses may be the host's.
 */
final class HostPartTest {

  private static HostPart host(String text) {
    return HostPart.ofHost(text).orElseThrow();
  }

  /** The host keeps its last 64 bits; the subnet counts from the prefix's first. */
  @ParameterizedTest
  @CsvSource({
    "::53, 0, 2001:db8:1:2::/64, 2001:db8:1:2::53",
    "::53, 1, 2001:db8:1:2::/64, none",
    "::53, 1, 2001:db8:1:2::/63, 2001:db8:1:3::53",
    "::53, 2, 2001:db8:1:2::/63, none",
    "::53, 255, 2001:db8:1:200::/56, 2001:db8:1:2ff::53",
    "::53, 256, 2001:db8:1:200::/56, none",
    "::53, 65535, 2001:db8:1::/48, 2001:db8:1:ffff::53",
    "::ffff:ffff:ffff:ffff, 0, 2001:db8:1:2::/64, 2001:db8:1:2:ffff:ffff:ffff:ffff"
  })
  void address_ofPrefixSubnetAndHost(String host, int subnet, String prefix, String address) {
    assertEquals(
        address,
        host(host)
            .in(subnet)
            .address(Ipv6Prefix.parse(prefix).orElseThrow())
            .map(IpAddress::toString)
            .orElse("none"));
  }

  /**
   * RFC 4291, appendix A: ff:fe between the halves, and the second bit of the first octet turned.
   */
  @ParameterizedTest
  @CsvSource({
    "00:25:90:0a:0b:0c, ::225:90ff:fe0a:b0c",
    "02-25-90-0A-0B-0C, ::25:90ff:fe0a:b0c",
    "00:00:00:00:00:00, ::200:ff:fe00:0"
  })
  void mac_becomesTheHostThatTheCardMakes(String mac, String host) {
    assertEquals(host, HostPart.ofMac(mac).orElseThrow().host());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00:25:90:0a:0b", "00:25:90:0a:0b:0c:0d", "00:25:90:0a:0b:0g"})
  void noMac_refused(String text) {
    assertEquals(Optional.empty(), HostPart.ofMac(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"::", "1::53", "0:0:0:1::53", "192.0.2.53", "::ffff:192.0.2.53", "53", ""})
  void noHost_refused(String text) {
    assertEquals(Optional.empty(), HostPart.ofHost(text));
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8:1:2::53, true",
    "2001:db8:ffff:ffff::53, true",
    "2001:db8:1:2::54, false",
    "2001:db8:1:2:1::53, false"
  })
  void addresses_thatMayBeTheHosts(String address, boolean may) {
    assertEquals(may, host("::53").in(7).isPartOf(IpAddress.parse(address).orElseThrow()));
  }

  @Test
  void text_namesTheSubnetWhereItIsNotTheFirst() {
    assertEquals("::53", host("::53").toString());
    assertEquals("::53 in subnet 0x1f", host("::53").in(0x1f).toString());
    assertEquals("::53", host("::53").in(0x1f).host());
    assertEquals(
        "::53 in subnet 0x1f at tokyo",
        new Member.OfHost(new SiteId("tokyo"), host("::53").in(0x1f)).text());
  }

  @Test
  void hostOfZerosOrSubnetOutOfRange_cannotBe() {
    assertThrows(IllegalArgumentException.class, () -> new HostPart(0, 0));
    assertThrows(IllegalArgumentException.class, () -> host("::53").in(-1));
    assertThrows(IllegalArgumentException.class, () -> host("::53").in(65_536));
    assertEquals(65_535, host("::53").in(65_535).subnet());
  }

  /** Of several members a name follows that host which is at the site asked for. */
  @Test
  void name_followsTheHostOfEachSite() {
    SiteId tokyo = new SiteId("tokyo");
    SiteId osaka = new SiteId("osaka");
    Name name =
        World.registered(
            new Fqdn("vpn.example.com"),
            List.of(
                new Member.OfSite(new SiteId("kyoto")),
                new Member.OfHost(tokyo, host("::53")),
                new Member.OfHost(osaka, host("::54"))));
    assertEquals(Optional.of(host("::53")), name.host(tokyo));
    assertEquals(Optional.of(host("::54")), name.host(osaka));
    assertEquals(Optional.empty(), name.host(new SiteId("kyoto")));
    assertEquals(true, name.isFedBy(osaka));
  }
}
