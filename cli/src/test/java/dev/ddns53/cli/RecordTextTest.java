package dev.ddns53.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.cli.fleet.FakeSets;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ttl;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.Registration;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.port.State.NameRows;
import dev.ddns53.core.record.Content;
import dev.ddns53.core.record.Drift;
import dev.ddns53.core.record.Health;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.Publication;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.core.record.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RecordTextTest {

  private static final Instant NOW = Instant.parse("2026-11-23T20:20:46Z");
  private static final Fqdn NAME = new Fqdn("vpn.example.com");
  private static final SiteId TOKYO = new SiteId("tokyo");
  private static final IpAddress ADDRESS = IpAddress.parse("203.0.113.7").orElseThrow();
  private static final Publication WANTED =
      Publication.of(Family.IPV4, new Ttl(60), List.of(ADDRESS));
  private static final RecordState DUE = RecordState.first(WANTED, 1);
  private static final RecordState PUBLISHED = DUE.published(Optional.empty(), NOW);
  private static final Registration OLD = new Registration(NOW);
  private static final Registration NEW = new Registration(NOW.plusSeconds(1));

  private static void assertStatus(String status, boolean asItShould, RecordState record) {
    assertEquals(status, RecordText.status(record));
    assertEquals(asItShould, RecordText.isAsItShould(record));
  }

  @Test
  void stages_eachToldAsItIs() {
    assertStatus("pending", true, DUE);
    assertStatus("published", true, PUBLISHED);
    assertStatus(
        "withdrawn",
        true,
        PUBLISHED.wanting(Content.NOTHING, 2, NOW).published(Optional.empty(), NOW));
    assertStatus(
        "blocked since 2026-11-23T20:20:46Z: a record of type CNAME (a.example.org., TTL 60) stands"
            + " there, which is not ours",
        false,
        DUE.blocked(List.of(FakeSets.set("CNAME", "a.example.org.")), false, NOW));
    assertStatus("rejected: no such TTL", false, DUE.at(new Stage.Rejected("no such TTL")));
    assertStatus("denied: ?[2J", false, DUE.at(new Stage.Denied("\u001b[2J")));
  }

  @Test
  void recordOverwrittenByHand_isDrift() {
    assertStatus(
        "drift since 2026-11-23T20:20:46Z: a record of type A (192.0.2.200, TTL 60) stands there",
        false,
        PUBLISHED.drifted(Optional.of(new Drift(List.of(FakeSets.set("A", "192.0.2.200")), NOW))));
    assertStatus(
        "drift since 2026-11-23T20:20:46Z: nothing stands there",
        false,
        PUBLISHED.drifted(Optional.of(new Drift(List.of(), NOW))));
  }

  private static String line(Registration registered, NameState row) {
    Name name =
        new Name(
            NAME,
            registered,
            new ZoneId("Z1"),
            new Ttl(60),
            Name.Policy.FIRST_HEALTHY,
            List.of(new Member.OfSite(TOKYO)),
            Name.OnDrift.ALERT,
            Name.OnGone.KEEP,
            Optional.empty(),
            Optional.empty());
    List<NameRows> rows =
        RecordText.current(List.of(new NameRows(NameDocument.of(name), row)), NOW);
    return RecordText.table(rows).lines().getLast();
  }

  private static NameState row(Map<Family, Map<SiteId, IpAddress>> said) {
    return new NameState(
        NAME, 1, OLD, said, Map.of(Family.IPV4, PUBLISHED), Health.NONE, Map.of(), Set.of());
  }

  @Test
  void recordOfAnotherRegistration_isNotPublished() {
    Map<Family, Map<SiteId, IpAddress>> said = Map.of(Family.IPV4, Map.of(TOKYO, ADDRESS));
    assertTrue(line(OLD, row(said)).endsWith("published"), line(OLD, row(said)));
    assertTrue(line(NEW, row(said)).endsWith("pending"), line(NEW, row(said)));
    assertFalse(line(NEW, row(said)).contains("203.0.113.7"), line(NEW, row(said)));
    assertTrue(line(NEW, row(Map.of())).endsWith("no report yet"), line(NEW, row(Map.of())));
  }
}
