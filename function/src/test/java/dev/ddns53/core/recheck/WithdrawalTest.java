package dev.ddns53.core.recheck;

import static dev.ddns53.core.recheck.Runs.NAME;
import static dev.ddns53.core.recheck.Runs.addresses;
import static dev.ddns53.core.recheck.Runs.name;
import static dev.ddns53.core.recheck.Runs.site;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.World;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.FormerRegistration;
import dev.ddns53.core.fleet.FormerRegistration.Remains;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.Name.OnDrift;
import dev.ddns53.core.fleet.Name.Policy;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.Registration;
import dev.ddns53.core.notice.HistoryEntry;
import dev.ddns53.fake.FakeRecords;
import dev.ddns53.fake.Planted;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of the record of a name that was removed, or moved to another zone. */
final class WithdrawalTest {

  private static final ZoneId OTHER = new ZoneId("Z0OTHER");

  private static FormerRegistration former(Runs runs, Remains remains) {
    return new FormerRegistration(World.REGISTERED, World.ZONE, runs.world.now(), remains, "alice");
  }

  /** A published name that an operator removes now. */
  private static Runs removed(Remains remains) {
    Runs runs = Runs.published(OnDrift.ALERT);
    runs.world.state.register(
        new NameDocument(NAME, Optional.empty(), List.of(former(runs, remains))));
    return runs;
  }

  private static boolean settled(Runs runs) {
    return runs.world.state.stored(NAME).settled().contains(World.REGISTERED);
  }

  private static List<HistoryEntry.What> kept(Runs runs) {
    return runs.world.state.history(NAME).stream()
        .map(HistoryEntry::what)
        .filter(what -> what != HistoryEntry.What.REPORTED)
        .toList();
  }

  @Test
  void removedName_deletedAtOnceAndFinishedAfterAnHour() {
    Runs runs = removed(Remains.WITHDRAW);
    runs.run();
    assertEquals("", runs.published());
    assertEquals(List.of(HistoryEntry.What.WITHDRAWN), kept(runs));
    HistoryEntry entry = runs.world.state.history(NAME).getLast();
    assertEquals("alice", entry.facts().get("by"));
    assertEquals("198.51.100.7 (TTL 60)", entry.facts().get("old-A"));
    runs.run();
    runs.world.pass(Duration.ofMinutes(50));
    runs.now();
    assertEquals(false, settled(runs), "a call of before may land for an hour");
    runs.world.pass(Duration.ofMinutes(11));
    runs.now();
    assertTrue(settled(runs));
    assertEquals(List.of(), runs.told());
    assertEquals(List.of(HistoryEntry.What.WITHDRAWN), kept(runs));
  }

  /** A call of ours lands after the withdrawal: it is deleted again, and the hour begins anew. */
  @Test
  void lateCallLands_withdrawnAgain() {
    Runs runs = removed(Remains.WITHDRAW);
    runs.run();
    runs.world.pass(Duration.ofMinutes(30));
    runs.world.records.edit(NAME, addresses("198.51.100.7"));
    runs.now();
    assertEquals("", runs.published());
    runs.world.pass(Duration.ofMinutes(40));
    runs.now();
    assertEquals(false, settled(runs));
    runs.world.pass(Duration.ofMinutes(61));
    runs.now();
    runs.now();
    assertTrue(settled(runs));
  }

  @Test
  void recordsThatShallStay_stay() {
    Runs runs = removed(Remains.KEEP);
    runs.run();
    runs.world.pass(Duration.ofHours(2));
    runs.now();
    assertEquals("198.51.100.7", runs.published());
    assertEquals(0, runs.world.records.deletions().size());
  }

  /** Somebody edited it: it is no longer ours to delete, so it is left and told once. */
  @Test
  void editedRecord_leftAndToldAsAnOrphan() {
    Runs runs = removed(Remains.WITHDRAW);
    runs.world.records.edit(NAME, addresses("203.0.113.9"));
    runs.run();
    assertEquals(List.of("orphaned"), runs.told());
    assertEquals(List.of(HistoryEntry.What.ORPHANED), kept(runs));
    assertEquals("203.0.113.9", runs.published());
    assertEquals(World.ZONE.value(), runs.world.state.notices().getLast().facts().get("zone"));
    runs.run();
    runs.world.pass(Duration.ofHours(2));
    runs.now();
    assertEquals(List.of(), runs.told());
    assertTrue(settled(runs));
    assertEquals("203.0.113.9", runs.published());
  }

  /** Its withdrawal was judged but not sent when somebody put another record in its place. */
  @Test
  void replacedBeforeItWasWithdrawn_leftAndToldAsAnOrphan() {
    Runs runs = removed(Remains.WITHDRAW);
    runs.world.records.nextChanges(FakeRecords.Change.UNCONFIRMED_NOT_APPLIED);
    runs.run();
    assertEquals(List.of(), runs.told());
    runs.world.records.delete(NAME, Family.IPV4);
    runs.world.records.plant(NAME, Planted.simple("A", "203.0.113.9"));
    runs.run();
    assertEquals(List.of("orphaned"), runs.told());
    assertEquals(1, runs.world.records.planted(NAME).size());
    runs.run();
    assertEquals(List.of(), runs.told());
  }

  @Test
  void deletedBySomebody_finishedWithoutAWord() {
    Runs runs = removed(Remains.WITHDRAW);
    runs.world.records.delete(NAME, Family.IPV4);
    runs.run();
    runs.world.pass(Duration.ofHours(2));
    runs.now();
    runs.now();
    assertTrue(settled(runs));
    assertEquals(List.of(), runs.told());
    assertEquals(1, runs.world.records.changes(), "the first publication alone");
  }

  /** What others placed beside a name that was never published is none of ours. */
  @Test
  void othersRecord_neverTouched() {
    Runs runs =
        new Runs()
            .sites("tokyo")
            .register(name(OnDrift.ALERT, Optional.empty(), Policy.FIRST_HEALTHY, site("tokyo")));
    runs.world.records.plant(NAME, Planted.simple("A", "203.0.113.1"));
    runs.report("tokyo", "198.51.100.7");
    runs.told();
    runs.world.state.register(
        new NameDocument(NAME, Optional.empty(), List.of(former(runs, Remains.WITHDRAW))));
    runs.run();
    runs.world.pass(Duration.ofHours(2));
    runs.now();
    assertEquals(1, runs.world.records.planted(NAME).size());
    assertEquals(List.of(), runs.told());
  }

  /** The name moved: published in its new zone, withdrawn in the old one by that zone's run. */
  @Test
  void movedName_withdrawnInItsOldZone() {
    Runs runs = Runs.published(OnDrift.ALERT);
    runs.world.records.zone(OTHER, NAME);
    Name here = name(OnDrift.ALERT, Optional.empty(), Policy.FIRST_HEALTHY, site("tokyo"));
    Name there =
        new Name(
            NAME,
            new Registration(runs.world.now()),
            OTHER,
            here.ttl(),
            here.policy(),
            here.members(),
            here.onDrift(),
            here.onGone(),
            here.probe(),
            Optional.empty());
    runs.world.state.register(
        new NameDocument(NAME, Optional.of(there), List.of(former(runs, Remains.WITHDRAW))));
    runs.world.pass(Duration.ofMinutes(5));
    assertEquals(1, runs.recheck.run(Optional.of(OTHER)).names().size());
    assertEquals(1, runs.world.records.standing(OTHER, NAME).size());
    assertEquals(1, runs.world.records.standing(World.ZONE, NAME).size());
    runs.world.pass(Duration.ofMinutes(5));
    assertEquals(List.of(), runs.now().names(), "it is told of in the zone that has it");
    assertEquals(0, runs.world.records.standing(World.ZONE, NAME).size());
    assertEquals(1, runs.world.records.standing(OTHER, NAME).size());
  }
}
