package dev.ddns53.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ddns53.World;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.auth.Authentication.Authenticated;
import dev.ddns53.core.auth.Proof;
import dev.ddns53.core.fleet.Allow;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteEntry;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.problem.Problem;
import dev.ddns53.core.record.Report;
import dev.ddns53.core.record.Reported;
import dev.ddns53.core.record.SiteState;
import dev.ddns53.core.record.SiteState.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The truth table: which reports come too late, and which are a replay. */
final class ReportOrderTest {

  private static final Instant T = World.START;
  private static final SiteId TOKYO = new SiteId("tokyo");
  private static final String ACCEPTED = "192.0.2.1";
  private static final Site SITE =
      new Site(
          TOKYO,
          new SiteEntry(Duration.ofHours(1), Allow.DEFAULT, false),
          List.of(),
          List.of(World.ZONE),
          List.of());

  private static Optional<IpAddress> ip(String text) {
    return text.equals("none") ? Optional.empty() : IpAddress.parse(text);
  }

  private static Sighting sighting() {
    return new Sighting(T, ip("198.51.100.7").orElseThrow(), "curl");
  }

  /** A site whose newest report of IPv4 was signed at T as "s". */
  private static SiteState heard() {
    return SiteState.unheard(TOKYO)
        .heard(Map.of(Family.IPV4, Report.of(ip(ACCEPTED), T, "s")), sighting());
  }

  private static String refusal(
      SiteState site, long second, String signature, String four, String six, Set<Family> judged) {
    Map<Family, Optional<IpAddress>> addresses = new EnumMap<>(Family.class);
    if (!four.equals("-")) {
      addresses.put(Family.IPV4, ip(four));
    }
    if (!six.equals("-")) {
      addresses.put(Family.IPV6, ip(six));
    }
    Authenticated caller =
        new Authenticated(SITE, site, new Proof.BySignature(T.plusSeconds(second), signature));
    Set<Family> families = judged.isEmpty() ? addresses.keySet() : judged;
    return ReportOrder.refusal(caller, Reported.of(addresses), families, T)
        .map(problem -> problem.code().slug())
        .orElse("in order");
  }

  @ParameterizedTest
  @CsvSource({
    // second, signature, ipv4, ipv6
    "-1, o, 192.0.2.1, -, outdated",
    "-1, s, 192.0.2.1, -, outdated",
    "-1, o, 192.0.2.2, -, outdated",
    "-1, o, none, -, outdated",
    "-1, o, 192.0.2.2, 2001:db8::2, outdated",
    "-1, o, -, 2001:db8::2, in order",
    "0, o, 192.0.2.1, -, same-second",
    "0, o, 192.0.2.2, -, same-second",
    "0, o, none, -, same-second",
    "0, o, -, 2001:db8::2, in order",
    "0, s, 192.0.2.1, -, in order",
    "0, s, 192.0.2.2, -, same-second",
    "0, s, none, -, same-second",
    "1, s, 192.0.2.2, -, in order",
    "1, o, 192.0.2.1, -, in order",
    "1, o, none, -, in order"
  })
  void eachFamilyAgainstItsNewest(
      long second, String signature, String four, String six, String refusal) {
    assertEquals(refusal, refusal(heard(), second, signature, four, six, Set.of()));
  }

  /** The octets {@code {}} from a place of the other family: judged by both. */
  @ParameterizedTest
  @CsvSource({
    "-1, o, outdated",
    "-1, s, outdated",
    "0, s, same-second",
    "0, o, in order",
    "1, o, in order"
  })
  void familyOfThePlace_judgedByAll(long second, String signature, String refusal) {
    Set<Family> all = EnumSet.allOf(Family.class);
    assertEquals(refusal, refusal(heard(), second, signature, "-", "2001:db8::2", all));
  }

  @Test
  void firstReport_inOrder() {
    assertEquals("in order", refusal(SiteState.unheard(TOKYO), 0, "s", ACCEPTED, "-", Set.of()));
  }

  /** That a site has no address is a report like any other. */
  @ParameterizedTest
  @CsvSource({"none, in order", "192.0.2.1, same-second"})
  void replayOfNoAddress_changesNothing(String four, String refusal) {
    SiteState gone =
        SiteState.unheard(TOKYO)
            .heard(Map.of(Family.IPV4, Report.of(Optional.empty(), T, "s")), sighting());
    assertEquals(refusal, refusal(gone, 0, "s", four, "-", Set.of()));
  }

  @Test
  void bothFamiliesLate_toldOfTheFirst() {
    SiteState both =
        heard()
            .heard(
                Map.of(Family.IPV6, Report.of(ip("2001:db8::1"), T.plusSeconds(9), "x")),
                sighting());
    Authenticated caller =
        new Authenticated(SITE, both, new Proof.BySignature(T.minusSeconds(1), "o"));
    Map<Family, Optional<IpAddress>> addresses =
        Map.of(Family.IPV6, ip("2001:db8::2"), Family.IPV4, ip("192.0.2.2"));
    assertEquals(
        Optional.of(Problem.outdated(T.minusSeconds(1), T, T)),
        ReportOrder.refusal(caller, Reported.of(addresses), addresses.keySet(), T));
  }
}
