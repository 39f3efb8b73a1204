package dev.ddns53.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.World;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.auth.Authentication.Authenticated;
import dev.ddns53.core.auth.Proof;
import dev.ddns53.core.fleet.Allow;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.Registration;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteEntry;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.port.State.NameRows;
import dev.ddns53.core.record.ChangeId;
import dev.ddns53.core.record.Content;
import dev.ddns53.core.record.Election;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.Registrations;
import dev.ddns53.core.record.Report;
import dev.ddns53.core.record.Reported;
import dev.ddns53.core.record.SiteState;
import dev.ddns53.core.record.SiteState.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DecisionTest {

  private static final Instant T = Instant.parse("2026-11-23T20:20:46Z");
  private static final SiteId TOKYO = new SiteId("tokyo");
  private static final Fqdn FQDN = new Fqdn("vpn.example.com");
  private static final Site SITE =
      new Site(
          TOKYO,
          new SiteEntry(Duration.ofHours(1), Allow.DEFAULT, false),
          List.of(FQDN),
          List.of(World.ZONE),
          List.of());
  private static final Name NAME = World.registered(FQDN, List.of(new Member.OfSite(TOKYO)));

  private static IpAddress ip(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  private static Map<Family, Optional<IpAddress>> addresses(String texts) {
    Map<Family, Optional<IpAddress>> all = new EnumMap<>(Family.class);
    Stream.of(texts.split(" ", -1))
        .map(DecisionTest::ip)
        .forEach(address -> all.put(address.family(), Optional.of(address)));
    return all;
  }

  private static Sighting sighting(Instant at) {
    return new Sighting(at, ip("198.51.100.7"), "curl");
  }

  /** The site's row after one accepted report of 192.0.2.1, signed at T as "s". */
  private static SiteState heard() {
    Report report = Report.of(Optional.of(ip("192.0.2.1")), T, "s");
    return SiteState.unheard(TOKYO).heard(Map.of(Family.IPV4, report), sighting(T));
  }

  /** The name's row, in which 192.0.2.1 is due. */
  private static NameState due() {
    NameDocument document = NameDocument.of(NAME);
    NameState row = Registrations.current(NameState.unpublished(FQDN).next(), document, T);
    return Election.after(row, NAME, TOKYO, addresses("192.0.2.1"), T);
  }

  private static NameState published() {
    return due().published(due().due(), Optional.of(new ChangeId("C1")), T);
  }

  private static Decision decide(
      SiteState site, NameState name, long second, String signature, String addresses) {
    Instant signed = T.plusSeconds(second);
    Authenticated caller = new Authenticated(SITE, site, new Proof.BySignature(signed, signature));
    Reported said = Reported.of(addresses(addresses));
    return ReportOrder.refusal(caller, said, said.families(), signed)
        .<Decision>map(Decision.Refused::new)
        .orElseGet(
            () ->
                Decision.of(
                    caller,
                    said,
                    List.of(new NameRows(NameDocument.of(NAME), name)),
                    sighting(signed),
                    signed));
  }

  private static String text(Decision decision) {
    return switch (decision) {
      case Decision.Refused refused -> refused.problem().code().slug();
      case Decision.Unchanged unchanged ->
          "unchanged" + unchanged.renewed().map(site -> ", renewed").orElse("");
      case Decision.Changed changed -> "changed, names " + changed.names().size();
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // second, signature, addresses
        "-1| o| 192.0.2.1| outdated",
        "-1| o| 192.0.2.2| outdated",
        "-1| s| 192.0.2.1| outdated",
        "-300| o| 192.0.2.2 2001:db8::2| outdated",
        "-1| o| 2001:db8::2| changed, names 1",
        "0| o| 192.0.2.1| same-second",
        "0| o| 192.0.2.2| same-second",
        "0| o| 192.0.2.1 2001:db8::2| same-second",
        "0| o| 2001:db8::2| changed, names 1",
        "0| s| 192.0.2.1| unchanged",
        "1| o| 192.0.2.1| unchanged",
        "599| o| 192.0.2.1| unchanged",
        "600| o| 192.0.2.1| unchanged, renewed",
        "3600| o| 192.0.2.1| unchanged, renewed",
        "1| o| 192.0.2.2| changed, names 1",
        "1| o| 192.0.2.1 2001:db8::2| changed, names 1"
      })
  void afterAPublishedReport(long second, String signature, String addresses, String decision) {
    assertEquals(decision, text(decide(heard(), published(), second, signature, addresses)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // the name has not heard of the address yet
        "0| s| 192.0.2.1| changed, names 1",
        "1| o| 192.0.2.1| changed, names 1",
        "0| o| 192.0.2.1| same-second",
        "-1| o| 192.0.2.1| outdated"
      })
  void afterAReportForOtherNames(long second, String signature, String addresses, String decision) {
    NameState fresh = NameState.unpublished(FQDN);
    assertEquals(decision, text(decide(heard(), fresh, second, signature, addresses)));
  }

  @Test
  void firstReport_changed() {
    Decision decision =
        decide(SiteState.unheard(TOKYO), NameState.unpublished(FQDN), 0, "s", "192.0.2.1");
    Decision.Changed changed = assertInstanceOf(Decision.Changed.class, decision);
    assertEquals(heard().newest(), changed.site().newest());
    assertEquals(T.plusSeconds(30), changed.site().budget());
    assertEquals(1, changed.names().getFirst().version());
  }

  /** While it is pending it is the same publication: nothing new to store. */
  @Test
  void sameAgainWhilePending_unchanged() {
    assertEquals("unchanged", text(decide(heard(), due(), 1, "o", "192.0.2.1")));
  }

  @Test
  void siteWithoutNames_itsMoveIsStored() {
    Decision decision =
        Decision.of(
            new Authenticated(SITE, heard(), new Proof.BySignature(T.plusSeconds(1), "o")),
            Reported.of(addresses("192.0.2.2")),
            List.of(),
            sighting(T.plusSeconds(1)),
            T.plusSeconds(1));
    assertEquals("changed, names 0", text(decision));
  }

  @Test
  void replay_keepsTheOldSighting() {
    Decision.Changed changed =
        assertInstanceOf(
            Decision.Changed.class,
            decide(heard(), NameState.unpublished(FQDN), 0, "s", "192.0.2.1"));
    assertEquals(heard().seen(), changed.site().seen());
    assertEquals(heard().newest(), changed.site().newest());
  }

  @Test
  void renewal_keepsTheReportsOfTheOtherFamily() {
    SiteState both =
        heard()
            .heard(
                Map.of(
                    Family.IPV6, Report.of(Optional.of(ip("2001:db8::1")), T.minusSeconds(9), "x")),
                sighting(T));
    Decision.Unchanged unchanged =
        assertInstanceOf(
            Decision.Unchanged.class, decide(both, published(), 600, "o", "192.0.2.1"));
    SiteState renewed = unchanged.renewed().orElseThrow();
    assertEquals(both.newest(Family.IPV6), renewed.newest(Family.IPV6));
    assertEquals(T.plusSeconds(600), renewed.newest(Family.IPV4).orElseThrow().at());
    assertEquals(both.version() + 1, renewed.version());
  }

  /** A family is not held back by the other's newer report. */
  @Test
  void orderOfFamilies_eachItsOwn() {
    SiteState ahead =
        heard()
            .heard(
                Map.of(
                    Family.IPV6, Report.of(Optional.of(ip("2001:db8::1")), T.plusSeconds(60), "x")),
                sighting(T));
    assertEquals("changed, names 1", text(decide(ahead, published(), 1, "o", "192.0.2.2")));
    assertEquals("outdated", text(decide(ahead, published(), 1, "o", "192.0.2.2 2001:db8::2")));
    assertTrue(decide(ahead, published(), 1, "o", "192.0.2.1") instanceof Decision.Unchanged);
  }

  @Test
  void changesBeyondTheBudget_refusedWithTheTimeToWait() {
    SiteState site = heard();
    for (int change = 0; change < 20; change++) {
      assertEquals(Duration.ZERO, site.waitForChange(T));
      site = site.changed(SiteState.Moves.NONE, T);
    }
    Decision.Refused refused =
        assertInstanceOf(Decision.Refused.class, decide(site, published(), 1, "o", "192.0.2.2"));
    assertEquals("too-many-changes", refused.problem().code().slug());
    assertEquals(Optional.of(Duration.ofSeconds(29)), refused.problem().retryAfter());
    assertEquals("changed, names 1", text(decide(site, published(), 30, "o", "192.0.2.2")));
    assertEquals("unchanged", text(decide(site, published(), 1, "o", "192.0.2.1")));
  }

  /** The accepted octets once more, any time later: no news of the site. */
  @ParameterizedTest
  @CsvSource({"0", "599", "600", "86400"})
  void replayLater_renewsNothing(long later) {
    Authenticated caller = new Authenticated(SITE, heard(), new Proof.BySignature(T, "s"));
    Instant now = T.plusSeconds(later);
    List<NameRows> known = List.of(new NameRows(NameDocument.of(NAME), published()));
    assertEquals(
        new Decision.Unchanged(Optional.empty()),
        Decision.of(caller, Reported.of(addresses("192.0.2.1")), known, sighting(now), now));
    List<NameRows> fresh =
        List.of(new NameRows(NameDocument.of(NAME), NameState.unpublished(FQDN)));
    Decision.Changed changed =
        assertInstanceOf(
            Decision.Changed.class,
            Decision.of(caller, Reported.of(addresses("192.0.2.1")), fresh, sighting(now), now));
    assertEquals(heard().seen(), changed.site().seen());
  }

  /** One family of the octets is known, the other is not: that is no replay. */
  @Test
  void sameSignatureOfOneFamilyOnly_isHeard() {
    Instant now = T.plusSeconds(60);
    Decision.Changed changed =
        assertInstanceOf(
            Decision.Changed.class,
            Decision.of(
                new Authenticated(SITE, heard(), new Proof.BySignature(T, "s")),
                Reported.of(addresses("192.0.2.1 2001:db8::1")),
                List.of(new NameRows(NameDocument.of(NAME), published())),
                sighting(now),
                now));
    assertEquals(Optional.of(sighting(now)), changed.site().seen());
  }

  /** So many contents of one record may be under way; a change that adds one more waits. */
  @ParameterizedTest
  @CsvSource({"30, true", "31, true", "32, false", "33, false"})
  void contentsUnderWay_thirtyTwoAtMost(int underWay, boolean taken) {
    NameState row = published();
    for (int i = 0; i < underWay; i++) {
      row =
          Election.after(
              row.next(), NAME, TOKYO, addresses("192.0.2." + (100 + i)), T.plusSeconds(1));
    }
    assertEquals(underWay, row.record(Family.IPV4).orElseThrow().candidates().size());
    Decision decision = decide(heard(), row, 2, "o", "192.0.2.2");
    if (taken) {
      assertEquals("changed, names 1", text(decision));
    } else {
      Decision.Refused refused = assertInstanceOf(Decision.Refused.class, decision);
      assertEquals("too-many-changes", refused.problem().code().slug());
      assertEquals(Optional.of(Duration.ofSeconds(30)), refused.problem().retryAfter());
    }
  }

  @Test
  void rowOfAnotherRegistration_sameAddressIsAChange() {
    NameState before = due();
    NameState other =
        new NameState(
            FQDN,
            before.version(),
            new Registration(T.minusSeconds(1_000)),
            before.said(),
            before.records(),
            before.health(),
            Map.of(),
            Set.of());
    Decision.Changed changed =
        assertInstanceOf(Decision.Changed.class, decide(heard(), other, 1, "o", "192.0.2.1"));
    NameState row = changed.names().getFirst();
    assertEquals(World.REGISTERED, row.registered());
    assertEquals(Set.of(Family.IPV4), row.due());
    assertEquals(Content.NOTHING, row.record(Family.IPV4).orElseThrow().known());
  }
}
