package dev.ddns53.core.report;

import static dev.ddns53.World.fqdn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.World;
import dev.ddns53.core.fleet.HostPart;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.notice.HistoryEntry;
import dev.ddns53.core.notice.Notice;
import dev.ddns53.core.port.State.Rows;
import dev.ddns53.fake.Planted;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an accepted change tells people and keeps. */
final class ChangesTest {

  private final World world = new World().site("tokyo", "vpn.tokyo.example.com", "b.example.com");

  private void report(String ipv4) {
    assertTrue(world.update("tokyo", "{\"ipv4\":\"" + ipv4 + "\"}").isAccepted());
    world.pass(Duration.ofSeconds(1));
  }

  private List<Map<String, String>> history(String name) {
    return world.state.history(fqdn(name)).stream().map(HistoryEntry::facts).toList();
  }

  @Test
  void siteMoves_oneNoticeAndEachNamesHistory() {
    World.Calls before = world.calls();
    report("192.0.2.1");
    report("192.0.2.2");
    // for each report two reads, a transaction and a mark for each name
    assertEquals(new World.Calls(2, 2, 6, 0, 2), world.calls().since(before));
    assertEquals(
        List.of(Map.of("ipv4", "192.0.2.1", "names", "b.example.com,vpn.tokyo.example.com")),
        world.state.notices().stream().map(Notice::facts).toList());
    assertEquals(
        List.of(
            Map.of("site", "tokyo", "ipv4", "192.0.2.1", "A", "192.0.2.1"),
            Map.of("site", "tokyo", "ipv4", "192.0.2.2", "A", "192.0.2.2", "old-A", "192.0.2.1")),
        history("b.example.com"));
  }

  @Test
  void siteStays_nothingIsTold() {
    report("192.0.2.1");
    report("192.0.2.1");
    world.pass(Duration.ofHours(1));
    report("192.0.2.1");
    assertEquals(1, world.state.notices().size());
    assertEquals(1, history("b.example.com").size());
  }

  @Test
  void standbyMoves_itsReportIsKeptAndNothingIsDue() {
    World pair = new World().site("osaka", "hq.example.com").site("tokyo", "hq.example.com");
    pair.name("hq.example.com", "tokyo", "osaka");
    pair.update("tokyo", "{\"ipv4\":\"192.0.2.1\"}");
    pair.update("osaka", "{\"ipv4\":\"192.0.2.2\"}");
    assertEquals(
        List.of(
            Map.of("site", "tokyo", "ipv4", "192.0.2.1", "A", "192.0.2.1"),
            Map.of("site", "osaka", "ipv4", "192.0.2.2")),
        pair.state.history(fqdn("hq.example.com")).stream().map(HistoryEntry::facts).toList());
    assertEquals(2, pair.state.notices().size());
  }

  @Test
  void recordOfAnother_isStoredKeptAndToldAsBlocked() {
    world.records.plant(fqdn("b.example.com"), Planted.simple("A", "203.0.113.1"));
    world.update("tokyo", "{\"ipv4\":\"192.0.2.1\"}").assertProblem(409, "not-ours");
    assertEquals(
        List.of("address-changed", "record-blocked", "update-refused"),
        world.state.notices().stream().map(notice -> notice.kind().slug()).toList());
    assertEquals(
        HistoryEntry.What.BLOCKED, world.state.history(fqdn("b.example.com")).getLast().what());
    assertEquals(1, world.records.planted(fqdn("b.example.com")).size());
  }

  @Test
  void movesThatFollowEachOther_toldOnceInTenMinutesWithTheirNumber() {
    for (int i = 1; i <= 5; i++) {
      world.update("tokyo", "{\"ipv4\":\"192.0.2." + i + "\"}");
      world.pass(Duration.ofMinutes(1));
    }
    world.pass(Duration.ofMinutes(6));
    world.update("tokyo", "{\"ipv4\":\"192.0.2.9\"}");
    List<Notice> notices = world.state.notices();
    assertEquals(2, notices.size());
    assertEquals("4", notices.getLast().facts().get("more-changes"));
  }

  /** What a name held before is told of that name alone. */
  @Test
  void oneNameWasReportedBefore_itsHistoryAloneSaysWhatItHeld() {
    world.update("tokyo", "{\"ipv4\":\"192.0.2.1\",\"names\":[\"b.example.com\"]}");
    world.pass(Duration.ofSeconds(1));
    report("192.0.2.2");
    assertEquals(
        List.of(Map.of("site", "tokyo", "ipv4", "192.0.2.2", "A", "192.0.2.2")),
        history("vpn.tokyo.example.com"));
    assertEquals("192.0.2.1", history("b.example.com").getLast().get("old-A"));
  }

  /** A site that was silent is back: that is told, with its address where that is new. */
  @Test
  void silentSiteIsHeard_toldSinceWhen() {
    report("192.0.2.1");
    SiteId tokyo = new SiteId("tokyo");
    world.pass(Duration.ofHours(2));
    String since = world.now().toString();
    assertTrue(world.state.replace(Rows.of(world.state.stored(tokyo).silent(world.now()))));
    report("192.0.2.1");
    Notice back = world.state.notices().getLast();
    assertEquals(Notice.Kind.RECOVERED, back.kind());
    assertEquals(Map.of("silent-since", since), back.facts());
    assertEquals(Optional.of(tokyo), back.site());
    assertEquals(Optional.empty(), world.state.stored(tokyo).stale());
  }

  /** A host's history has the host's address, and the site's names the site's. */
  @Test
  void hostAndSite_eachNamesHistoryHasItsOwnAddress() {
    Member host = new Member.OfHost(new SiteId("tokyo"), new HostPart(0x53, 0));
    world.state.register(World.registered(fqdn("b.example.com"), List.of(host)));
    world.update("tokyo", "{\"ipv6\":\"2001:db8::1\",\"ipv6Prefix\":\"2001:db8:1:2::/64\"}");
    assertEquals("2001:db8:1:2::53", history("b.example.com").getLast().get("ipv6"));
    assertEquals("2001:db8::1", history("vpn.tokyo.example.com").getLast().get("ipv6"));
    Map<String, String> told = world.state.notices().getLast().facts();
    assertEquals("2001:db8::1", told.get("ipv6"));
    assertEquals("2001:db8:1:2::/64", told.get("ipv6-prefix"));
  }

  /** A report of a prefix alone says nothing of the site's own address. */
  @Test
  void prefixMoves_toldWithWhatItWas() {
    world.update("tokyo", "{\"ipv6Prefix\":\"2001:db8:1:2::/64\"}");
    world.pass(Duration.ofMinutes(11));
    world.update("tokyo", "{\"ipv6Prefix\":\"2001:db8:1:3::/64\"}");
    Map<String, String> told = world.state.notices().getLast().facts();
    assertEquals("2001:db8:1:3::/64", told.get("ipv6-prefix"));
    assertEquals("2001:db8:1:2::/64", told.get("old-ipv6-prefix"));
    assertEquals(false, told.containsKey("ipv6"));
  }
}
