package dev.ddns53.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.cli.fleet.FakeSets;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ttl;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.Adoption;
import dev.ddns53.core.fleet.FormerRegistration;
import dev.ddns53.core.fleet.FormerRegistration.Remains;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.Registration;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.Publication;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.RecordState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator adopts or repairs. */
final class ReplacedTest {

  private static final Fqdn NAME = new Fqdn("vpn.example.com");
  private static final Instant NOW = Instant.parse("2026-11-23T20:20:46Z");
  private static final RecordSet OURS = FakeSets.set("A", "203.0.113.7");

  private static final NameState UNPUBLISHED = NameState.unpublished(NAME);

  /** A row that published {@link #OURS}. */
  private static final NameState PUBLISHED =
      UNPUBLISHED.with(
          Family.IPV4,
          RecordState.first(publication("203.0.113.7"), 1).published(Optional.empty(), NOW));

  private static Publication publication(String address) {
    return Publication.of(
        Family.IPV4, new Ttl(60), List.of(IpAddress.parse(address).orElseThrow()));
  }

  private static RecordSet set(String type, String kind) {
    String target =
        kind.contains("alias")
            ? "\"AliasTarget\":{\"HostedZoneId\":\"Z2\",\"DNSName\":\"elb.example.com.\",\"EvaluateTargetHealth\":true}"
            : "\"TTL\":300,\"ResourceRecords\":[{\"Value\":\"value\"}]";
    String routing = kind.contains("routed") ? ",\"SetIdentifier\":\"one\",\"Weight\":1" : "";
    return FakeSets.set("{\"Type\":\"" + type + "\"," + target + routing + "}");
  }

  @ParameterizedTest
  @CsvSource({
    // type, kind, adopted where nothing was ours, repaired where an A record was
    "A, simple, true, true",
    "A, alias, true, true",
    "A, routed, true, true",
    "A, routed alias, true, true",
    "AAAA, simple, true, false",
    "AAAA, alias, true, false",
    "AAAA, routed, true, false",
    "CNAME, simple, true, true",
    "CNAME, routed, true, true"
  })
  void typeAndKind_decide(String type, String kind, boolean adopted, boolean repaired) {
    RecordSet set = set(type, kind);
    assertEquals(adopted, Replaced.foreign(UNPUBLISHED, List.of(set)).sets().contains(set));
    assertEquals(repaired, Replaced.drifted(PUBLISHED, List.of(set)).sets().contains(set));
    assertTrue(Replaced.drifted(UNPUBLISHED, List.of(set)).isNothing());
  }

  @Test
  void routedSets_allOfThemOnce() {
    RecordSet one = set("A", "routed");
    RecordSet two = FakeSets.set(one.json().replace("\"one\"", "\"two\""));
    RecordSet cname = set("CNAME", "simple");
    assertEquals(
        List.of(one, two, cname), Replaced.foreign(UNPUBLISHED, List.of(one, two, cname)).sets());
  }

  @Test
  void ours_neverReplaced() {
    RecordSet foreign = set("AAAA", "simple");
    assertEquals(List.of(foreign), Replaced.foreign(PUBLISHED, List.of(OURS, foreign)).sets());
    Replaced drifted = Replaced.drifted(PUBLISHED, List.of(OURS, foreign));
    assertTrue(drifted.isNothing());
    assertEquals(Set.of(), drifted.deleted());
  }

  @Test
  void candidate_isNoDrift() {
    NameState changing = PUBLISHED.next().wanting(Family.IPV4, publication("203.0.113.8"), NOW);
    for (String address : List.of("203.0.113.7", "203.0.113.8")) {
      List<RecordSet> standing = List.of(FakeSets.set("A", address));
      assertTrue(Replaced.drifted(changing, standing).isNothing(), address);
      assertTrue(Replaced.foreign(changing, standing).isNothing(), address);
    }
  }

  @Test
  void deletedRecord_repairMakesItAgain_adoptionDoesNot() {
    Replaced drifted = Replaced.drifted(PUBLISHED, List.of());
    assertEquals(List.of("will be made again: the deleted A record"), drifted.lines());
    Adoption agreed = drifted.adoption(NameDocument.none(NAME), NOW, "ops");
    assertEquals(Set.of(Family.IPV4), agreed.deleted());
    assertEquals(List.of(), agreed.sets());
    assertTrue(Replaced.foreign(PUBLISHED, List.of()).isNothing());
  }

  @Test
  void adoption_holdsExactlyWhatWasSeen() {
    RecordSet seen = set("A", "routed");
    Registration last = new Registration(NOW);
    NameDocument document =
        new NameDocument(
            NAME,
            Optional.empty(),
            List.of(new FormerRegistration(last, new ZoneId("Z0"), NOW, Remains.KEEP, "somebody")));
    Adoption adoption = Replaced.foreign(UNPUBLISHED, List.of(seen)).adoption(document, NOW, "ops");
    assertEquals(List.of(seen.json()), adoption.sets());
    assertEquals("ops", adoption.by());
    assertTrue(adoption.stamp().compareTo(last) > 0);
  }

  @Test
  void strangersValues_madeHarmless() {
    RecordSet odd =
        FakeSets.set(
            "{\"Type\":\"A\",\"TTL\":300,\"ResourceRecords\":[{\"Value\":\"\\u001b[2J\"}]}");
    assertEquals(
        List.of("will be replaced: a record of type A (?[2J, TTL 300)"),
        Replaced.foreign(UNPUBLISHED, List.of(odd)).lines());
  }
}
