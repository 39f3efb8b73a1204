package dev.ddns53.cli.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ddns53.core.fleet.FormerRegistration.Remains;
import dev.ddns53.core.port.Registry.Fleet;
import dev.ddns53.core.record.RecordSet;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OcclusionsTest {

  private static final Fleet NOTHING = new Fleet(List.of(), List.of());
  private static final RecordSet NS = FakeSets.set("NS", "ns-1.example.org.");
  private static final String NAME = "vpn.tokyo.example.com";

  private static Plan plan(Fleet now) {
    return Plan.of(
        now,
        FleetReader.parse(
            "fleet.yaml",
            "{sites: {tokyo: {}}, names: {" + NAME + ": {zone: Z0, members: [tokyo]}}}"),
        new Registrations(
            Instant.EPOCH.plusSeconds(1), Remains.WITHDRAW, "ops", Registrations.Finished.NONE));
  }

  private static String line(String by) {
    return "! name "
        + NAME
        + " is occluded by "
        + by
        + ": resolvers never ask zone example.com (Z0) for it";
  }

  private static List<String> lines(FakeSets sets, FakeZones zones) {
    return new Occlusions(sets, new Zones(zones)).lines(plan(NOTHING));
  }

  private static FakeZones zones() {
    return new FakeZones().with("Z0", "example.com");
  }

  @ParameterizedTest
  @CsvSource({
    "vpn.tokyo.example.com, true",
    "tokyo.example.com, true",
    "example.com, false",
    "osaka.example.com, false",
    "o.example.com, false",
    "www.vpn.tokyo.example.com, false"
  })
  void nsSetOrChildZone_hidesWhatIsBelowIt(String place, boolean hides) {
    assertEquals(
        hides ? List.of(line("the delegation (NS) at " + place)) : List.of(),
        lines(new FakeSets().with("Z0", place, NS), zones()));
    assertEquals(
        hides ? List.of(line("the hosted zone " + place)) : List.of(),
        lines(new FakeSets(), zones().with("Z1", place)));
  }

  @Test
  void otherSetsAndOtherZones_hideNothing() {
    FakeSets sets =
        new FakeSets()
            .with("Z0", "tokyo.example.com", FakeSets.set("A", "192.0.2.1"))
            .with("Z7", "tokyo.example.com", NS);
    assertEquals(List.of(), lines(sets, zones().with("Z2", "tokyo.example.com", true)));
  }

  @Test
  void nameInAPrivateZone_publicZonesHideNothing() {
    FakeZones zones =
        new FakeZones().with("Z0", "example.com", true).with("Z1", "tokyo.example.com");
    assertEquals(List.of(), lines(new FakeSets(), zones));
  }

  @Test
  void twoCuts_theUpperOneIsMetFirst() {
    FakeSets sets = new FakeSets().with("Z0", NAME, NS).with("Z0", "tokyo.example.com", NS);
    assertEquals(List.of(line("the delegation (NS) at tokyo.example.com")), lines(sets, zones()));
  }

  @Test
  void zoneThatCannotBeRead_saysSo() {
    assertEquals(
        List.of(
            "! nobody can tell whether names in zone example.com (Z0) are occluded: Route 53 cannot"
                + " be read"),
        lines(new FakeSets().broken(), zones()));
  }
}
