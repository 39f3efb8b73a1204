package dev.ddns53.core.recheck;

import static dev.ddns53.core.recheck.Runs.NAME;
import static dev.ddns53.core.recheck.Runs.addresses;
import static dev.ddns53.core.recheck.Runs.fixed;
import static dev.ddns53.core.recheck.Runs.name;
import static dev.ddns53.core.recheck.Runs.site;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.World;
import dev.ddns53.core.address.AliasTarget;
import dev.ddns53.core.address.Cidr;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.Allow;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.Name.OnDrift;
import dev.ddns53.core.fleet.Name.Policy;
import dev.ddns53.core.fleet.Probe;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.notice.HistoryEntry;
import dev.ddns53.core.port.Probes.Answer;
import dev.ddns53.core.recheck.RecheckResult.Standing;
import dev.ddns53.core.record.Publication;
import dev.ddns53.fake.FakeRecords;
import dev.ddns53.fake.FakeState;
import dev.ddns53.fake.Planted;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Members that fall silent or no longer answer, and others that take over. */
class FailOverTest {

  private static final Optional<Probe> PROBE =
      Optional.of(new Probe(new Probe.Check.Tcp(443), 3, 2));
  private static final String PRIMARY = "198.51.100.7";
  private static final String STANDBY = "192.0.2.80";
  private static final AliasTarget TARGET =
      new AliasTarget(World.fqdn("d1.cloudfront.net"), new ZoneId("Z2FDTNDATAQYW2"));

  private static Runs pair(Policy policy) {
    return new Runs()
        .sites("tokyo")
        .register(name(OnDrift.ALERT, PROBE, policy, site("tokyo"), fixed(STANDBY)))
        .report("tokyo", PRIMARY);
  }

  /** So many runs, each with a report of the site before it, so that it is not stale. */
  private static void runs(int count, Runs runs) {
    IntStream.range(0, count)
        .forEach(
            i -> {
              runs.run();
              runs.report("tokyo", PRIMARY);
            });
  }

  @Test
  void primaryDownThreeTimes_standbyTakesOverThenPrimaryComesBackAfterTwo() {
    Runs runs = pair(Policy.FIRST_HEALTHY);
    runs.told();
    runs.probes.down(PRIMARY);
    runs(2, runs);
    assertEquals(PRIMARY, runs.published());
    assertEquals(List.of(), runs.told());
    runs(1, runs);
    assertEquals(STANDBY, runs.published());
    Map<String, String> facts = runs.world.state.notices().getLast().facts();
    assertEquals("192.0.2.80 (TTL 60)", facts.get("A"));
    assertEquals("198.51.100.7 (TTL 60)", facts.get("old-A"));
    assertEquals("tokyo (198.51.100.7: connection refused)", facts.get("down"));
    runs(5, runs);
    assertEquals(List.of("failed-over"), runs.told());

    runs.probes.up(PRIMARY);
    runs(1, runs);
    assertEquals(STANDBY, runs.published());
    runs(1, runs);
    assertEquals(PRIMARY, runs.published());
    runs(3, runs);
    assertEquals(List.of("failed-back"), runs.told());
    assertEquals(
        List.of(HistoryEntry.What.FAILED_OVER, HistoryEntry.What.FAILED_BACK),
        runs.world.state.history(NAME).stream()
            .map(HistoryEntry::what)
            .filter(what -> what != HistoryEntry.What.REPORTED)
            .toList());
  }

  @Test
  void primaryThatFlaps_neverFailsOverAndNeverBack() {
    Runs runs = pair(Policy.FIRST_HEALTHY);
    runs.told();
    for (int i = 0; i < 4; i++) {
      runs.probes.down(PRIMARY);
      runs(2, runs);
      runs.probes.up(PRIMARY);
      runs(1, runs);
    }
    assertEquals(PRIMARY, runs.published());
    runs.probes.down(PRIMARY);
    runs(3, runs);
    for (int i = 0; i < 4; i++) {
      runs.probes.up(PRIMARY);
      runs(1, runs);
      runs.probes.down(PRIMARY);
      runs(1, runs);
    }
    assertEquals(STANDBY, runs.published());
    assertEquals(List.of("failed-over"), runs.told());
  }

  @Test
  void memberThatARunCouldNotProbe_isToldAndCountsForNothing() {
    Runs runs = pair(Policy.FIRST_HEALTHY);
    runs.probes.answer(PRIMARY, Answer.NO_TIME);
    for (int i = 0; i < 4; i++) {
      RecheckResult result = runs.run();
      assertEquals(
          List.of(
              World.ZONE
                  + ": members of 1 names were not probed, since there was no time left: "
                  + NAME
                  + ". Another run tries them in another order"),
          result.troubles());
    }
    assertEquals(PRIMARY, runs.published());
    runs.probes.up(PRIMARY);
    assertEquals(List.of(), runs.run().troubles());
  }

  @Test
  void healthyMembers_probedWithoutAWrite() {
    Runs runs = pair(Policy.FIRST_HEALTHY);
    runs.run();
    World.Calls before = runs.world.calls();
    runs.now();
    assertTrue(runs.world.calls().since(before).wroteNothing());
    assertEquals(4, runs.probes.asked().size());
  }

  @Test
  void allDown_lastPublicationStaysAndIsToldOnce() {
    Runs runs = pair(Policy.FIRST_HEALTHY);
    runs.told();
    runs.probes.down(PRIMARY);
    runs(3, runs);
    runs.probes.down(STANDBY);
    runs(6, runs);
    assertEquals(STANDBY, runs.published());
    assertEquals(List.of("failed-over", "member-down"), runs.told());
  }

  @Test
  void allHealthy_downMemberLeavesAndComesBack() {
    Runs runs = pair(Policy.ALL_HEALTHY);
    runs.told();
    assertEquals("192.0.2.80, 198.51.100.7", runs.published());
    runs.probes.down(PRIMARY);
    runs(3, runs);
    assertEquals(STANDBY, runs.published());
    runs.probes.up(PRIMARY);
    runs(2, runs);
    assertEquals("192.0.2.80, 198.51.100.7", runs.published());
    assertEquals(List.of("failed-over", "failed-back"), runs.told());
  }

  @Test
  void notProbed_countsForNothing() {
    Runs runs = pair(Policy.FIRST_HEALTHY);
    runs.told();
    runs.probes.answer(PRIMARY, new Answer.NotProbed("no IPv6 here"));
    runs(5, runs);
    assertEquals(PRIMARY, runs.published());
    assertEquals(List.of(), runs.told());
  }

  @Test
  void downSiteMoves_publishedAtOnceWhereNobodyIsBetter() {
    Runs runs =
        new Runs()
            .sites("tokyo")
            .register(name(OnDrift.ALERT, PROBE, Policy.FIRST_HEALTHY, site("tokyo")))
            .report("tokyo", PRIMARY);
    runs.probes.down(PRIMARY);
    runs(4, runs);
    assertEquals(List.of("address-changed", "member-down"), runs.told());
    runs.report("tokyo", "198.51.100.8");
    assertEquals("198.51.100.8", runs.published());
    assertEquals(List.of("address-changed"), runs.told());
  }

  @Test
  void downSiteMoves_standbyStaysUntilItAnsweredTwice() {
    Runs runs = pair(Policy.FIRST_HEALTHY);
    runs.probes.down(PRIMARY);
    runs(3, runs);
    runs.report("tokyo", "198.51.100.8");
    assertEquals(STANDBY, runs.published());
    runs.run();
    assertEquals(STANDBY, runs.published());
    runs.run();
    assertEquals("198.51.100.8", runs.published());
  }

  @Test
  void siteSilent_staleOnceAndStandbyTakesOverUntilItIsHeard() {
    Runs runs =
        new Runs()
            .sites("tokyo", "osaka")
            .register(
                name(
                    OnDrift.ALERT,
                    Optional.empty(),
                    Policy.FIRST_HEALTHY,
                    site("tokyo"),
                    site("osaka")))
            .report("tokyo", PRIMARY)
            .report("osaka", "203.0.113.9");
    runs.told();
    assertEquals(PRIMARY, runs.published());
    for (int i = 0; i < 14; i++) {
      runs.run();
      runs.report("osaka", "203.0.113.9");
    }
    assertEquals("203.0.113.9", runs.published());
    assertEquals(List.of("stale", "failed-over"), runs.told());
    assertTrue(runs.world.state.stored(new SiteId("tokyo")).stale().isPresent());

    runs.report("tokyo", PRIMARY);
    assertEquals(List.of("recovered"), runs.told());
    assertTrue(runs.world.state.stored(new SiteId("tokyo")).stale().isEmpty());
    assertEquals("203.0.113.9", runs.published());
    runs.run();
    assertEquals(PRIMARY, runs.published());
    assertEquals(List.of("failed-back"), runs.told());
  }

  @Test
  void onlySiteSilentThenMoved_publishedByItsOwnReport() {
    Runs runs =
        new Runs()
            .sites("tokyo")
            .register(name(OnDrift.ALERT, Optional.empty(), Policy.FIRST_HEALTHY, site("tokyo")))
            .report("tokyo", PRIMARY);
    runs.world.pass(Duration.ofHours(2));
    runs.run();
    assertEquals(PRIMARY, runs.published());
    runs.report("tokyo", "198.51.100.8");
    assertEquals("198.51.100.8", runs.published());
    assertEquals(List.of("address-changed", "stale", "recovered"), runs.told());
  }

  @Test
  void allSilentThenTheSecondMoves_newestReportIsPublished() {
    Runs runs =
        new Runs()
            .sites("tokyo", "osaka")
            .register(
                name(
                    OnDrift.ALERT,
                    Optional.empty(),
                    Policy.FIRST_HEALTHY,
                    site("tokyo"),
                    site("osaka")))
            .report("tokyo", PRIMARY)
            .report("osaka", "203.0.113.9");
    runs.world.pass(Duration.ofHours(2));
    runs.run();
    assertEquals(PRIMARY, runs.published());
    runs.report("osaka", "203.0.113.10");
    assertEquals("203.0.113.10", runs.published());
  }

  @Test
  void siteNeverHeard_notStale() {
    Runs runs =
        new Runs()
            .sites("tokyo")
            .register(name(OnDrift.ALERT, Optional.empty(), Policy.FIRST_HEALTHY, site("tokyo")));
    runs.world.pass(Duration.ofDays(2));
    assertEquals(0, runs.run().stale());
    assertEquals(List.of(), runs.told());
  }

  @Test
  void sitesUnreadable_nobodyIsStale() {
    Runs runs = pair(Policy.FIRST_HEALTHY);
    runs.told();
    runs.world.pass(Duration.ofHours(2));
    runs.world.state.failReads();
    World.Calls before = runs.world.calls();
    org.junit.jupiter.api.Assertions.assertThrows(
        dev.ddns53.core.port.Unavailable.class, runs::run);
    assertTrue(runs.world.calls().since(before).wroteNothing());
    assertEquals(PRIMARY, runs.published());
  }

  @Test
  void primaryDown_aliasTakesOverAndLeavesAgain() {
    Runs runs =
        new Runs()
            .sites("tokyo")
            .register(
                name(
                    OnDrift.ALERT,
                    PROBE,
                    Policy.FIRST_HEALTHY,
                    site("tokyo"),
                    new Member.OfAlias(TARGET)))
            .report("tokyo", PRIMARY);
    runs.probes.down(PRIMARY);
    runs(3, runs);
    assertEquals(
        Optional.of(new Publication.Alias(Family.IPV4, TARGET)),
        runs.world.records.published(NAME, Family.IPV4));
    assertEquals(Optional.empty(), runs.world.records.published(NAME, Family.IPV6));
    assertEquals(Standing.IN_SYNC, runs.run().names().getFirst().standing());
    runs.probes.up(PRIMARY);
    runs(2, runs);
    assertEquals(PRIMARY, runs.published());
    assertEquals(List.of("address-changed", "failed-over", "failed-back"), runs.told());
  }

  @Test
  void aliasAlone_publishedByTheRunInBothFamilies() {
    Runs runs =
        new Runs()
            .register(
                name(
                    OnDrift.ALERT,
                    Optional.empty(),
                    Policy.FIRST_HEALTHY,
                    new Member.OfAlias(TARGET)));
    runs.run();
    for (Family family : Family.values()) {
      assertEquals(
          Optional.of(new Publication.Alias(family, TARGET)),
          runs.world.records.published(NAME, family));
    }
    assertEquals(Standing.IN_SYNC, runs.run().names().getFirst().standing());
    runs.world.records.edit(NAME, addresses("203.0.113.66"));
    assertEquals(Standing.DIFFERS, runs.run().names().getFirst().standing());
  }

  @Test
  void fixedMemberWhereAnothersRecordStands_leftAlone() {
    Runs runs =
        new Runs()
            .register(name(OnDrift.REPAIR, Optional.empty(), Policy.FIRST_HEALTHY, fixed(STANDBY)));
    runs.world.records.plant(NAME, Planted.simple("A", "192.0.2.1"));
    runs.run();
    assertEquals(List.of("record-blocked"), runs.told());
    runs.run();
    assertEquals(1, runs.world.records.planted(NAME).size());
    assertEquals(1, runs.world.records.changes());
    assertEquals(List.of(), runs.told());
  }

  @Test
  void firstPublicationWhileTheZoneIsUnreadable_isCreatedWhereThePlaceIsFree() {
    Runs runs =
        new Runs()
            .register(name(OnDrift.REPAIR, Optional.empty(), Policy.FIRST_HEALTHY, fixed(STANDBY)));
    runs.world.records.failReads();
    runs.run();
    assertEquals(STANDBY, runs.published());
  }

  @Test
  void entryEdited_publishedByTheRunWithoutANotice() {
    Runs runs = pair(Policy.FIRST_HEALTHY);
    runs.told();
    runs.register(name(OnDrift.ALERT, PROBE, Policy.FIRST_HEALTHY, fixed(STANDBY), site("tokyo")));
    runs.run();
    assertEquals(STANDBY, runs.published());
    assertEquals(List.of(), runs.told());
    assertEquals(HistoryEntry.What.ENTRY_CHANGED, runs.world.state.history(NAME).getLast().what());
  }

  @Test
  void twoRunsAtOnce_oneAnswerCountedAndOneNotice() {
    Runs runs = pair(Policy.FIRST_HEALTHY);
    runs.told();
    runs.probes.down(PRIMARY);
    for (int i = 0; i < 2; i++) {
      runs.world.pass(Runs.PERIOD);
      runs.world.state.beforeNextWrites(() -> runs.now());
      runs.now();
    }
    assertEquals(PRIMARY, runs.published());
    runs.world.pass(Runs.PERIOD);
    runs.world.state.beforeNextWrites(() -> runs.now());
    runs.now();
    assertEquals(STANDBY, runs.published());
    assertEquals(List.of("failed-over"), runs.told());
  }

  @Test
  void route53DoesNotAnswerTheFailOver_doneByTheNextRun() {
    Runs runs = pair(Policy.FIRST_HEALTHY);
    runs.told();
    runs.probes.down(PRIMARY);
    runs(2, runs);
    runs.world.records.nextChanges(FakeRecords.Change.UNCONFIRMED_NOT_APPLIED);
    runs.run();
    assertEquals(PRIMARY, runs.published());
    runs.run();
    assertEquals(STANDBY, runs.published());
    assertEquals(List.of("failed-over"), runs.told());
  }

  @Test
  void tableTakesNoWrite_nothingFailsOverThatIsNotStored() {
    Runs runs = pair(Policy.FIRST_HEALTHY);
    runs.told();
    runs.probes.down(PRIMARY);
    runs(2, runs);
    runs.world.state.nextWrites(FakeState.Write.UNCONFIRMED_NOT_WRITTEN);
    runs.run();
    assertEquals(PRIMARY, runs.published());
    assertEquals(List.of(), runs.told());
    runs.run();
    assertEquals(STANDBY, runs.published());
  }

  @Test
  void addressesThatASiteMayNoLongerReport_areNotProbed() {
    Allow loopback =
        new Allow(List.of(), List.of(Cidr.parse("127.0.0.0/8").orElseThrow()), false, false);
    Runs runs =
        new Runs()
            .sites(loopback, "tokyo")
            .register(name(OnDrift.ALERT, PROBE, Policy.FIRST_HEALTHY, site("tokyo")))
            .report("tokyo", "127.0.0.1");
    runs.run();
    assertEquals(List.of(Runs.address("127.0.0.1")), runs.probes.asked());
    runs.sites(Allow.DEFAULT, "tokyo");
    runs.run();
    assertEquals(1, runs.probes.asked().size());
  }

  @Test
  void namesWithoutProbe_areNotProbed() {
    Runs runs =
        new Runs()
            .sites("tokyo")
            .register(name(OnDrift.ALERT, Optional.empty(), Policy.FIRST_HEALTHY, site("tokyo")))
            .report("tokyo", PRIMARY);
    runs.run();
    assertEquals(List.of(), runs.probes.asked());
    assertFalse(runs.published().isEmpty());
  }
}
