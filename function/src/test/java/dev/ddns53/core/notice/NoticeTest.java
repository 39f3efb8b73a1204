package dev.ddns53.core.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ddns53.World;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.fleet.SiteId;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What listeners get of a notice, whatever its words are. */
final class NoticeTest {

  /** Subscriptions and rules name kinds by these words. */
  @Test
  void kinds_byTheWordsThatListenersChooseBy() {
    assertEquals(
        "address-changed drift-found drift-cleared stale recovered failed-over failed-back"
            + " member-down member-up update-refused record-rejected change-stuck record-blocked"
            + " record-denied zone-denied orphaned adoption-void",
        Arrays.stream(Notice.Kind.values())
            .map(Notice.Kind::slug)
            .collect(Collectors.joining(" ")));
  }

  /** Who notices a transition second writes the same id, and so nothing. */
  @Test
  void id_ofTheTransitionAlone() {
    Notice first = Notice.of(Notice.Kind.STALE, "tokyo#7", World.START);
    Notice later = Notice.of(Notice.Kind.STALE, "tokyo#7", World.START.plusSeconds(9));
    assertEquals("stale#tokyo#7", first.id());
    assertEquals(first.id(), later.about(new SiteId("tokyo")).with("source", "192.0.2.1").id());
  }

  @Test
  void subjectAndFacts_addedInOrder() {
    Fqdn name = new Fqdn("vpn.example.com");
    SiteId tokyo = new SiteId("tokyo");
    Notice notice =
        Notice.of(Notice.Kind.MEMBER_DOWN, "vpn#1", World.START)
            .about(tokyo)
            .with("z", "1")
            .about(name)
            .with("a", "2");
    assertEquals(Optional.of(tokyo), notice.site());
    assertEquals(Optional.of(name), notice.name());
    assertEquals("{z=1, a=2}", notice.facts().toString());
    assertThrows(UnsupportedOperationException.class, () -> notice.facts().put("x", "y"));
  }
}
