package dev.ddns53.core.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ddns53.World;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ipv6Prefix;
import dev.ddns53.core.fleet.HostPart;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.record.Reported.OfPrefix;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a site says in one report: of two families, and of its prefix. "-" is silence. */
final class ReportedTest {

  private static final SiteId TOKYO = new SiteId("tokyo");
  private static final Instant T = World.START;

  private static Optional<IpAddress> ip(String text) {
    return text.equals("none") ? Optional.empty() : IpAddress.parse(text);
  }

  private static Optional<Ipv6Prefix> prefix(String text) {
    return text.equals("none") ? Optional.empty() : Ipv6Prefix.parse(text);
  }

  private static Reported reported(String four, String six, String prefix) {
    Map<Family, Optional<IpAddress>> addresses = new EnumMap<>(Family.class);
    if (!four.equals("-")) {
      addresses.put(Family.IPV4, ip(four));
    }
    if (!six.equals("-")) {
      addresses.put(Family.IPV6, ip(six));
    }
    return new Reported(
        addresses,
        prefix.equals("-") ? Optional.empty() : Optional.of(new OfPrefix(prefix(prefix))));
  }

  @ParameterizedTest
  @CsvSource({
    "-, -, -, []",
    "192.0.2.1, -, -, [IPv4]",
    "-, none, -, [IPv6]",
    "none, 2001:db8::1, -, '[IPv4, IPv6]'",
    "192.0.2.1, -, 2001:db8:1:2::/64, '[IPv4, IPv6]'",
    "-, -, none, [IPv6]"
  })
  void families_ofWhichItSaysAnything(String four, String six, String prefix, String families) {
    assertEquals(families, reported(four, six, prefix).families().toString());
  }

  /** Against a report of IPv6 that had this address and this prefix. */
  @ParameterizedTest
  @CsvSource({
    "2001:db8::1, -, true",
    "2001:db8::2, -, false",
    "none, -, false",
    "-, 2001:db8:1:2::/64, true",
    "-, 2001:db8:1:3::/64, false",
    "-, none, false",
    "2001:db8::1, 2001:db8:1:2::/64, true",
    "2001:db8::2, 2001:db8:1:2::/64, false",
    "2001:db8::1, 2001:db8:1:3::/64, false"
  })
  void same_asFarAsItSaysAnything(String six, String prefix, boolean same) {
    Report before = new Report(ip("2001:db8::1"), prefix("2001:db8:1:2::/64"), T, "s");
    assertEquals(same, reported("-", six, prefix).isSame(Family.IPV6, before));
  }

  /** A prefix says nothing of IPv4. */
  @ParameterizedTest
  @CsvSource({"192.0.2.1, true", "192.0.2.2, false", "none, false"})
  void prefix_isNoNewsOfIpv4(String four, boolean same) {
    Report before = Report.of(ip("192.0.2.1"), T, "s");
    Reported reported = reported(four, "-", "2001:db8:1:2::/64");
    assertEquals(same, reported.isSame(Family.IPV4, before));
  }

  /** What a report leaves out stands as it was said before. */
  @ParameterizedTest
  @CsvSource({
    "2001:db8::2, -, 2001:db8::2, 2001:db8:1:2::/64",
    "none, -, none, 2001:db8:1:2::/64",
    "-, 2001:db8:1:3::/64, 2001:db8::1, 2001:db8:1:3::/64",
    "-, none, 2001:db8::1, none",
    "2001:db8::2, 2001:db8:1:3::/64, 2001:db8::2, 2001:db8:1:3::/64"
  })
  void newestReport_keepsWhatWasLeftOut(
      String six, String prefix, String newSix, String newPrefix) {
    Report before = new Report(ip("2001:db8::1"), prefix("2001:db8:1:2::/64"), T, "s");
    assertEquals(
        new Report(ip(newSix), prefix(newPrefix), T.plusSeconds(9), "t"),
        reported("-", six, prefix).report(Family.IPV6, Optional.of(before), T.plusSeconds(9), "t"));
  }

  @Test
  void firstReport_hasWhatWasSaidAlone() {
    Reported both = reported("192.0.2.1", "-", "2001:db8:1:2::/64");
    assertEquals(
        Report.of(ip("192.0.2.1"), T, "s"), both.report(Family.IPV4, Optional.empty(), T, "s"));
    assertEquals(
        new Report(Optional.empty(), prefix("2001:db8:1:2::/64"), T, "s"),
        both.report(Family.IPV6, Optional.empty(), T, "s"));
  }

  private static Name followedBy(Member member) {
    return World.registered(new Fqdn("vpn.example.com"), List.of(member));
  }

  /** A host has its own address in the prefix, and never the site's; IPv4 is the site's. */
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 2001:db8::1, 2001:db8:1:2::/64, '{IPv4=192.0.2.1, IPv6=2001:db8:1:2::53}'",
    "192.0.2.1, 2001:db8::1, -, {IPv4=192.0.2.1}",
    "-, -, 2001:db8:1:2::/64, {IPv6=2001:db8:1:2::53}",
    "-, -, none, {IPv6=none}",
    "none, -, -, {IPv4=none}"
  })
  void host_isWhatItBecomesInThePrefix(String four, String six, String prefix, String said) {
    Name name = followedBy(new Member.OfHost(TOKYO, new HostPart(0x53, 0)));
    assertEquals(said, text(reported(four, six, prefix).of(name, TOKYO)));
  }

  @Test
  void hostWhoseSubnetThePrefixLacks_hasNone() {
    Name name = followedBy(new Member.OfHost(TOKYO, new HostPart(0x53, 1)));
    assertEquals("{IPv6=none}", text(reported("-", "-", "2001:db8:1:2::/64").of(name, TOKYO)));
  }

  @Test
  void siteItself_isWhatItSaysOfItself() {
    assertEquals(
        "{IPv4=192.0.2.1, IPv6=2001:db8::1}",
        text(
            reported("192.0.2.1", "2001:db8::1", "2001:db8:1:2::/64")
                .of(followedBy(new Member.OfSite(TOKYO)), TOKYO)));
  }

  private static String text(Map<Family, Optional<IpAddress>> said) {
    Map<Family, String> texts = new TreeMap<>();
    said.forEach(
        (family, address) -> texts.put(family, address.map(IpAddress::toString).orElse("none")));
    return texts.toString();
  }

  @ParameterizedTest
  @CsvSource({"s, true", "token, false"})
  void report_signedUnlessARouterCalled(String signature, boolean signed) {
    assertEquals(signed, Report.of(Optional.empty(), T, signature).isSigned());
  }
}
