package dev.ddns53.core.report;

import static dev.ddns53.World.fqdn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.World;
import dev.ddns53.core.model.HistoryEntry;
import dev.ddns53.core.model.Notice;
import dev.ddns53.fake.Planted;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
    // for each report two reads, a transaction and a mark for each name; the first looks what
    // stands there
    assertEquals(new World.Calls(2, 2, 6, 2, 2), world.calls().since(before));
    assertEquals(
        List.of(
            Map.of("ipv4", "192.0.2.1", "names", "b.example.com,vpn.tokyo.example.com"),
            Map.of(
                "ipv4",
                "192.0.2.2",
                "old-ipv4",
                "192.0.2.1",
                "names",
                "b.example.com,vpn.tokyo.example.com")),
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
  void recordOfAnother_neitherToldNorKept() {
    world.records.plant(fqdn("b.example.com"), Planted.simple("A", "203.0.113.1"));
    world.update("tokyo", "{\"ipv4\":\"192.0.2.1\"}").assertProblem(409, "not-ours");
    assertEquals(
        List.of(Map.of("ipv4", "192.0.2.1", "names", "vpn.tokyo.example.com")),
        world.state.notices().stream()
            .filter(notice -> notice.kind() == Notice.Kind.ADDRESS_CHANGED)
            .map(Notice::facts)
            .toList());
    assertEquals(List.of(), history("b.example.com"));
  }
}
