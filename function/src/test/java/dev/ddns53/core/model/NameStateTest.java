package dev.ddns53.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class NameStateTest {

  private static final SiteId TOKYO = new SiteId("tokyo");
  private static final SiteId OSAKA = new SiteId("osaka");
  private static final ChangeId CHANGE = new ChangeId("C1");
  private static final Instant NOW = Instant.parse("2026-11-23T20:20:46Z");
  private static final NameState FRESH = NameState.unpublished(new Fqdn("vpn.example.com"));

  private static IpAddress ip(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  private static Publication publication(String... addresses) {
    List<IpAddress> all = List.of(addresses).stream().map(NameStateTest::ip).toList();
    return Publication.of(all.getFirst().family(), Ttl.DEFAULT, all);
  }

  private static NameState said(NameState state, SiteId site, String address) {
    return state.saying(site, List.of(ip(address))).due(publication(address), NOW);
  }

  @Test
  void fresh_nothingSaidNothingPending() {
    assertEquals(0, FRESH.version());
    assertEquals(Map.of(), FRESH.said(Family.IPV4));
    assertEquals(Optional.empty(), FRESH.record(Family.IPV4));
    assertEquals(Set.of(), FRESH.pending());
  }

  @Test
  void saying_nextVersionOfThisSiteAndFamilyOnly() {
    NameState both =
        FRESH.saying(TOKYO, List.of(ip("192.0.2.1"))).saying(OSAKA, List.of(ip("::2")));
    NameState again = both.saying(TOKYO, List.of(ip("192.0.2.9")));
    assertEquals(3, again.version());
    assertEquals(Map.of(TOKYO, ip("192.0.2.9")), again.said(Family.IPV4));
    assertEquals(Map.of(OSAKA, ip("::2")), again.said(Family.IPV6));
    assertEquals(Map.of(TOKYO, ip("192.0.2.1")), both.said(Family.IPV4));
  }

  @Test
  void due_pendingUntilConfirmed() {
    NameState due = said(FRESH, TOKYO, "192.0.2.1");
    RecordState record = due.record(Family.IPV4).orElseThrow();
    assertEquals(Set.of(Family.IPV4), due.pending());
    assertFalse(record.isPublished());
    assertFalse(record.isOurs());

    NameState confirmed = due.confirmed(due.pending(), CHANGE, NOW);
    RecordState published = confirmed.record(Family.IPV4).orElseThrow();
    assertEquals(2, confirmed.version());
    assertEquals(Set.of(), confirmed.pending());
    assertTrue(published.isPublished());
    assertTrue(published.isOurs());
    assertEquals(Optional.of(CHANGE), published.changeId());
  }

  @Test
  void newPublication_staysOursWhilePending() {
    NameState confirmed =
        said(FRESH, TOKYO, "192.0.2.1").confirmed(Set.of(Family.IPV4), CHANGE, NOW);
    RecordState next = said(confirmed, TOKYO, "192.0.2.2").record(Family.IPV4).orElseThrow();
    assertFalse(next.isPublished());
    assertTrue(next.isOurs());
    assertEquals(1, next.published());
    assertEquals(3, next.version());
  }

  @Test
  void confirmed_onlyTheNamedFamilies() {
    NameState both =
        FRESH
            .saying(TOKYO, List.of(ip("192.0.2.1"), ip("::1:1")))
            .due(publication("192.0.2.1"), NOW)
            .due(publication("::1:1"), NOW);
    assertEquals(Set.of(Family.IPV4, Family.IPV6), both.pending());
    assertEquals(Set.of(Family.IPV6), both.confirmed(Set.of(Family.IPV4), CHANGE, NOW).pending());
  }

  @Test
  void confirmedOrDueWithoutARecord_nothing() {
    assertEquals(Map.of(), FRESH.confirmed(Set.of(Family.IPV4), CHANGE, NOW).records());
    assertEquals(Map.of(), FRESH.dueAgain(Set.of(Family.IPV4), NOW).records());
  }

  @Test
  void dueAgain_samePublicationNextVersion() {
    NameState confirmed =
        said(FRESH, TOKYO, "192.0.2.1").confirmed(Set.of(Family.IPV4), CHANGE, NOW);
    NameState again = confirmed.dueAgain(Set.of(Family.IPV4), NOW);
    RecordState record = again.record(Family.IPV4).orElseThrow();
    assertEquals(3, again.version());
    assertEquals(3, record.version());
    assertEquals(publication("192.0.2.1"), record.publication());
    assertEquals(Set.of(Family.IPV4), again.pending());
  }

  @Test
  void agreement_isOfTheWriteNotOfTheContent() {
    NameState due = said(FRESH, TOKYO, "192.0.2.1");
    NameState otherFamily = said(due, OSAKA, "::2");
    NameState sameContent = due.dueAgain(Set.of(Family.IPV4), NOW);
    assertTrue(due.agreesOn(Set.of(Family.IPV4), due));
    assertTrue(due.agreesOn(Set.of(Family.IPV4), otherFamily));
    assertFalse(due.agreesOn(Set.of(Family.IPV6), otherFamily));
    assertFalse(due.agreesOn(Set.of(Family.IPV4, Family.IPV6), otherFamily));
    assertFalse(due.agreesOn(Set.of(Family.IPV4), sameContent));
    assertFalse(due.agreesOn(Set.of(Family.IPV4), FRESH));
  }
}
