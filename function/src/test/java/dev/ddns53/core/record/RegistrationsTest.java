package dev.ddns53.core.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.ddns53.World;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ttl;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.FormerRegistration;
import dev.ddns53.core.fleet.FormerRegistration.Remains;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.Registration;
import dev.ddns53.core.fleet.SiteId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes on of a row when its name is registered anew. */
final class RegistrationsTest {

  private static final Instant T = World.START;
  private static final Fqdn FQDN = new Fqdn("vpn.example.com");
  private static final SiteId TOKYO = new SiteId("tokyo");
  private static final SiteId OSAKA = new SiteId("osaka");
  private static final ZoneId OTHER = new ZoneId("Z0OTHER");
  private static final Registration OLD = new Registration(T.minusSeconds(900));
  private static final Registration OLDER = new Registration(T.minusSeconds(1800));

  private static IpAddress ip(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  private static Content publication(String address) {
    return Publication.of(Family.IPV4, Ttl.DEFAULT, List.of(ip(address)));
  }

  private static Name name(String... sites) {
    return World.registered(
        FQDN,
        List.of(sites).stream().<Member>map(id -> new Member.OfSite(new SiteId(id))).toList());
  }

  private static FormerRegistration former(
      Registration registration, ZoneId zone, Remains remains) {
    return new FormerRegistration(registration, zone, T, remains, "alice");
  }

  private static NameDocument document(Name name, FormerRegistration... former) {
    return new NameDocument(FQDN, Optional.of(name), List.of(former));
  }

  /** A row of the old registration, in which 192.0.2.1 of tokyo is published. */
  private static NameState row() {
    RecordState published =
        RecordState.first(publication("192.0.2.1"), 1).published(Optional.empty(), T);
    return new NameState(
        FQDN,
        7,
        OLD,
        Map.of(
            Family.IPV4, Map.of(TOKYO, ip("192.0.2.1"), OSAKA, ip("192.0.2.2")),
            Family.IPV6, Map.of(OSAKA, ip("2001:db8::2"))),
        Map.of(Family.IPV4, published),
        Health.NONE,
        Map.of(),
        Set.of());
  }

  @Test
  void rowOfThisRegistrationOrOfNone_asItIs() {
    NameState row = row();
    Name same = name("tokyo");
    NameState current = Registrations.current(row, document(same), T);
    assertSame(current, Registrations.current(current, document(same), T));
    assertSame(row, Registrations.current(row, NameDocument.none(FQDN), T));
  }

  @Test
  void anew_presentMembersWordsStayAndNothingIsOurs() {
    NameState anew = Registrations.current(row(), document(name("tokyo")), T);
    assertEquals(World.REGISTERED, anew.registered());
    assertEquals(7, anew.version());
    assertEquals(Map.of(Family.IPV4, Map.of(TOKYO, ip("192.0.2.1"))), anew.said());
    assertEquals(Map.of(), anew.records());
    assertEquals(Map.of(), anew.former());
    assertEquals(Set.of(), anew.settled());
  }

  /** What a stale site said is not believed under a new registration; health of members stays. */
  @Test
  void anew_staleSitesWordsGo() {
    NameState stale =
        row().with(row().health().stale(TOKYO, true).stale(new SiteId("kyoto"), true));
    NameState anew = Registrations.current(stale, document(name("tokyo", "osaka")), T);
    assertEquals(
        Map.of(
            Family.IPV4, Map.of(OSAKA, ip("192.0.2.2")),
            Family.IPV6, Map.of(OSAKA, ip("2001:db8::2"))),
        anew.said());
    assertEquals(Health.NONE.stale(TOKYO, true), anew.health());
  }

  /** What becomes of the old registration's record. */
  @ParameterizedTest
  @CsvSource({
    // its zone, its remains, settled before; then: taken over, waits beside, settled
    "Z0EXAMPLE, WITHDRAW, false, true, false, true",
    "Z0OTHER, WITHDRAW, false, false, true, false",
    "Z0EXAMPLE, KEEP, false, false, false, false",
    "Z0OTHER, KEEP, false, false, false, false",
    "Z0EXAMPLE, WITHDRAW, true, false, false, true",
    "Z0OTHER, WITHDRAW, true, false, false, true"
  })
  void recordsOfBefore(
      String zone, Remains remains, boolean done, boolean taken, boolean beside, boolean settled) {
    NameState before = done ? row().settling(OLD) : row();
    NameState anew =
        Registrations.current(
            before, document(name("tokyo"), former(OLD, new ZoneId(zone), remains)), T);
    assertEquals(taken ? Set.of(Family.IPV4) : Set.of(), anew.records().keySet());
    assertEquals(beside ? Map.of(OLD, row().records()) : Map.of(), anew.former());
    assertEquals(settled ? Set.of(OLD) : Set.of(), anew.settled());
    if (taken) {
      RecordState record = anew.record(Family.IPV4).orElseThrow();
      assertEquals(publication("192.0.2.1"), record.wanted());
      assertEquals(7, record.made());
      assertEquals(true, record.isDue() && record.mayBeOurs(Content.NOTHING));
    }
  }

  /** What a registration before the last one left to do is still to be done. */
  @Test
  void withdrawalOfAnEvenOlderOne_goesOn() {
    NameState before = row().withRemains(OLDER, row().records());
    NameState anew =
        Registrations.current(
            before,
            document(
                name("tokyo"),
                former(OLDER, OTHER, Remains.WITHDRAW),
                former(OLD, OTHER, Remains.KEEP)),
            T);
    assertEquals(Map.of(OLDER, row().records()), anew.former());
    assertEquals(Map.of(), anew.records());
  }

  @Test
  void nothingLeftOfAFormerOne_nothingWaits() {
    NameState anew =
        Registrations.current(
            row(), document(name("tokyo"), former(OLDER, OTHER, Remains.WITHDRAW)), T);
    assertEquals(Map.of(), anew.former());
  }

  @Test
  void formerRegistration_doneAndForgotten() {
    NameState row = row().withRemains(OLDER, row().records());
    assertEquals(row().records(), row.remains(OLDER));
    assertEquals(row().records(), row.remains(OLD));
    assertEquals(Map.of(), row.remains(World.REGISTERED));
    NameState done = row.settling(OLDER);
    assertEquals(Map.of(), done.former());
    assertEquals(Set.of(OLDER), done.settled());
    assertEquals(row.records(), done.records());
    assertEquals(Map.of(), row.withRemains(OLD, Map.of()).records());
  }

  /** A site that says it has none of a family has said nothing more of it. */
  @Test
  void addressTakenBack_nothingSaid() {
    NameState none =
        row().saying(OSAKA, Map.of(Family.IPV4, Optional.empty(), Family.IPV6, Optional.empty()));
    assertEquals(Map.of(Family.IPV4, Map.of(TOKYO, ip("192.0.2.1"))), none.said());
    assertEquals(Map.of(), none.said(Family.IPV6));
    assertEquals(
        Map.of(TOKYO, ip("192.0.2.9"), OSAKA, ip("192.0.2.2")),
        row().saying(TOKYO, Map.of(Family.IPV4, Optional.of(ip("192.0.2.9")))).said(Family.IPV4));
  }
}
