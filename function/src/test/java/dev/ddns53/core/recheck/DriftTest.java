package dev.ddns53.core.recheck;

import static dev.ddns53.core.recheck.Runs.NAME;
import static dev.ddns53.core.recheck.Runs.addresses;
import static dev.ddns53.core.recheck.Runs.name;
import static dev.ddns53.core.recheck.Runs.published;
import static dev.ddns53.core.recheck.Runs.site;
import static dev.ddns53.core.recheck.Runs.standing;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.Answer;
import dev.ddns53.World;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Ttl;
import dev.ddns53.core.fleet.Name.OnDrift;
import dev.ddns53.core.fleet.Name.Policy;
import dev.ddns53.core.notice.HistoryEntry;
import dev.ddns53.core.notice.Notice;
import dev.ddns53.core.port.Records.Progress;
import dev.ddns53.core.recheck.RecheckResult.Standing;
import dev.ddns53.core.record.ChangeId;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.Publication;
import dev.ddns53.fake.FakeRecords;
import dev.ddns53.fake.FakeState;
import dev.ddns53.fake.Planted;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A record set of ours that somebody touched. */
class DriftTest {

  /** What somebody does to the record set. */
  enum Touch {
    EDITED,
    DELETED,
    SECOND_VALUE,
    OTHER_TTL,
    ALIAS,
    CNAME,
    WEIGHTED;

    void apply(FakeRecords records) {
      switch (this) {
        case EDITED -> records.edit(NAME, addresses("203.0.113.66"));
        case DELETED -> records.delete(NAME, Family.IPV4);
        case SECOND_VALUE -> records.edit(NAME, addresses("198.51.100.7", "203.0.113.66"));
        case OTHER_TTL ->
            records.edit(
                NAME,
                Publication.of(
                    Family.IPV4, new Ttl(86_400), List.of(Runs.address("198.51.100.7"))));
        case ALIAS -> replace(records, Planted.alias("A", "evil.example.net"));
        case CNAME -> replace(records, Planted.simple("CNAME", "evil.example.net"));
        case WEIGHTED -> replace(records, Planted.weighted("A", "blue", "203.0.113.66"));
      }
    }

    private static void replace(FakeRecords records, Planted by) {
      records.delete(NAME, Family.IPV4);
      records.plant(NAME, by);
    }
  }

  @Test
  void asPublished_inSyncAndNothingWritten() {
    Runs runs = published(OnDrift.REPAIR);
    World.Calls before = runs.world.calls();
    assertEquals(Standing.IN_SYNC, standing(runs.run()));
    assertTrue(runs.world.calls().since(before).wroteNothing());
    assertEquals(List.of(), runs.told());
  }

  @ParameterizedTest
  @EnumSource
  void touched_toldOnceWithExpectedAndActualAndLeftAlone(Touch touch) {
    Runs runs = published(OnDrift.ALERT);
    touch.apply(runs.world.records);
    int changes = runs.world.records.changes();
    Standing first = standing(runs.run());
    assertEquals(touch == Touch.DELETED ? Standing.MISSING : Standing.DIFFERS, first);
    Notice notice = runs.news().getLast();
    assertEquals(Notice.Kind.DRIFT_FOUND, notice.kind());
    assertEquals(Optional.of(NAME), notice.name());
    assertEquals("198.51.100.7 (TTL 60)", notice.facts().get("A"));
    assertFalse(notice.facts().getOrDefault("found-A", "").isBlank());
    assertEquals("alert", notice.facts().get("action"));
    assertEquals(runs.world.now(), notice.at());

    assertEquals(first, standing(runs.run()));
    assertEquals(List.of(), runs.told());
    assertEquals(changes, runs.world.records.changes());
    assertEquals(HistoryEntry.What.DRIFT_FOUND, runs.world.state.history(NAME).getLast().what());
  }

  @ParameterizedTest
  @EnumSource
  void touchedWhereRepairIsPolicy_toldOnceAndRepaired(Touch touch) {
    Runs runs = published(OnDrift.REPAIR);
    touch.apply(runs.world.records);
    runs.run();
    Notice notice = runs.news().getLast();
    assertEquals("repair", notice.facts().get("action"));
    assertEquals(
        addresses("198.51.100.7"), runs.world.records.published(NAME, Family.IPV4).orElseThrow());
    assertEquals(List.of(), runs.world.records.planted(NAME));

    assertEquals(Standing.IN_SYNC, standing(runs.run()));
    assertEquals(List.of(), runs.told());
    NameState state = runs.world.state.stored(NAME);
    assertTrue(state.due().isEmpty());
    assertTrue(state.record(Family.IPV4).orElseThrow().drift().isEmpty());
  }

  @Test
  void touchedOtherwiseAgain_toldAgain() {
    Runs runs = published(OnDrift.ALERT);
    runs.world.records.edit(NAME, addresses("203.0.113.66"));
    runs.run();
    assertEquals(List.of("drift-found"), runs.told());
    runs.world.records.edit(NAME, addresses("203.0.113.67"));
    runs.run();
    assertEquals(List.of("drift-found"), runs.told());
  }

  @Test
  void putBackBySomebody_toldOnce() {
    Runs runs = published(OnDrift.ALERT);
    runs.world.records.edit(NAME, addresses("203.0.113.66"));
    runs.run();
    runs.world.records.edit(NAME, addresses("198.51.100.7"));
    runs.run();
    assertEquals(List.of("drift-found", "drift-cleared"), runs.told());
    runs.run();
    assertEquals(List.of(), runs.told());
  }

  @ParameterizedTest
  @EnumSource(names = {"EDITED", "DELETED", "SECOND_VALUE", "OTHER_TTL", "ALIAS"})
  void newReportAfterDrift_replacesWhatWasFoundAndSaysSo(Touch touch) {
    Runs runs = published(OnDrift.ALERT);
    touch.apply(runs.world.records);
    runs.run();
    runs.report("tokyo", "198.51.100.8");
    assertEquals("198.51.100.8", runs.published());
    assertEquals(List.of("drift-found"), runs.told());
    assertEquals(HistoryEntry.What.DRIFT_REPLACED, runs.world.state.history(NAME).getLast().what());
    assertEquals(Standing.IN_SYNC, standing(runs.run()));
    assertEquals(List.of("address-changed"), runs.told(), "told ten minutes after the first");
  }

  @ParameterizedTest
  @EnumSource(names = {"CNAME", "WEIGHTED"})
  void newReportAfterAnotherTypeCame_isStoredAndNothingIsReplaced(Touch touch) {
    Runs runs = published(OnDrift.ALERT);
    touch.apply(runs.world.records);
    runs.run();
    runs.report("tokyo", "198.51.100.8").run();
    assertEquals(1, runs.world.records.planted(NAME).size());
    assertEquals("", runs.published());
  }

  @ParameterizedTest
  @EnumSource
  void touchedWhereHoldIsPolicy_nothingIsReplacedAndTheSiteIsTold(Touch touch) {
    Runs runs = published(OnDrift.HOLD);
    touch.apply(runs.world.records);
    runs.run();
    assertEquals("hold", runs.news().getLast().facts().get("action"));
    int changes = runs.world.records.changes();
    Answer answer = runs.world.update("tokyo", "{\"ipv4\":\"198.51.100.8\"}");
    assertEquals(409, answer.status());
    assertEquals("drift", answer.code());
    runs.run();
    runs.run();
    assertEquals(changes, runs.world.records.changes());
  }

  @Test
  void editSeenByTheReportItself_toldFirstThenReplaced() {
    Runs runs = published(OnDrift.ALERT);
    runs.world.records.edit(NAME, addresses("203.0.113.66"));
    runs.report("tokyo", "198.51.100.8");
    assertEquals("198.51.100.8", runs.published());
    List<Notice> news = runs.news();
    assertEquals("replace", news.getLast().facts().get("action"));
    assertEquals("198.51.100.7 (TTL 60)", news.getLast().facts().get("A"));
    assertEquals(Standing.IN_SYNC, standing(runs.run()));
  }

  @Test
  void editHeld_changeThatFindsIt_409AndKept() {
    Runs runs = published(OnDrift.HOLD);
    runs.world.records.edit(NAME, addresses("203.0.113.66"));
    Answer answer = runs.world.update("tokyo", "{\"ipv4\":\"198.51.100.8\"}");
    assertEquals(409, answer.status());
    assertEquals("203.0.113.66", runs.published());
  }

  @Test
  void recordsThatAreNotOurs_neverDriftAndAreToldAsBlockedOnce() {
    Runs runs =
        new Runs()
            .sites("tokyo")
            .register(name(OnDrift.REPAIR, Optional.empty(), Policy.FIRST_HEALTHY, site("tokyo")));
    runs.world.records.plant(NAME, Planted.simple("A", "192.0.2.1"));
    runs.world.records.plant(World.fqdn("www.example.com"), Planted.simple("A", "192.0.2.1"));
    assertEquals(Standing.UNPUBLISHED, standing(runs.run()));
    runs.report("tokyo", "198.51.100.7");
    assertEquals(List.of("record-blocked", "update-refused"), runs.told().subList(1, 3));
    World.Calls before = runs.world.calls();
    assertEquals(Standing.BLOCKED, standing(runs.run()));
    assertTrue(runs.world.calls().since(before).wroteNothing());
    assertEquals(1, runs.world.records.planted(NAME).size());
  }

  @Test
  void otherFamilyPlantedBesideOurs_noDrift() {
    Runs runs = published(OnDrift.REPAIR);
    runs.world.records.plant(NAME, Planted.simple("AAAA", "2001:db8::1"));
    assertEquals(Standing.IN_SYNC, standing(runs.run()));
    assertEquals(List.of(), runs.told());
  }

  @Test
  void zoneUnreadable_unknownAndNothingWritten() {
    Runs runs = published(OnDrift.REPAIR);
    runs.world.records.delete(NAME, Family.IPV4);
    runs.world.records.failReads();
    World.Calls before = runs.world.calls();
    RecheckResult result = runs.run();
    assertEquals(Standing.UNKNOWN, standing(result));
    assertEquals(1, result.troubles().size());
    assertTrue(runs.world.calls().since(before).wroteNothing());
    runs.world.records.restoreReads();
    assertEquals(Standing.MISSING, standing(runs.run()));
  }

  @Test
  void listingBreaksOff_whatCameIsJudgedAndTheRestUnknown() {
    Runs runs = published(OnDrift.REPAIR);
    for (String other :
        List.of("a.example.com", "b.example.com", "c.example.com", "z.example.com")) {
      runs.world.site(other, other);
      runs.world.update(other, "{\"ipv4\":\"198.51.100.9\"}");
      runs.world.pass(Duration.ofSeconds(1));
    }
    runs.world.records.edit(World.fqdn("a.example.com"), addresses("203.0.113.66"));
    runs.told();
    // two names a page: a and b come, then the connection breaks
    runs.world.records.beforeNextLists(() -> {}, runs.world.records::failReads);
    RecheckResult result = runs.run();
    assertEquals(Standing.DIFFERS, result.names().getFirst().standing());
    assertEquals(4, result.count(Standing.UNKNOWN), result.names().toString());
    assertEquals(List.of("drift-found"), runs.told());
  }

  @Test
  void tablesUnreadable_unknownAndNothingWritten() {
    Runs runs = published(OnDrift.REPAIR);
    runs.world.records.delete(NAME, Family.IPV4);
    runs.world.records.beforeNextLists(runs.world.state::failReads);
    World.Calls before = runs.world.calls();
    RecheckResult result = runs.run();
    assertEquals(Standing.UNKNOWN, standing(result));
    assertFalse(result.troubles().isEmpty());
    assertTrue(runs.world.calls().since(before).wroteNothing());
  }

  @Test
  void tableTakesNoWrite_unknownAndNothingRepairedThenFoundAgain() {
    Runs runs = published(OnDrift.REPAIR);
    runs.world.records.delete(NAME, Family.IPV4);
    runs.world.state.nextWrites(FakeState.Write.UNAVAILABLE);
    int changes = runs.world.records.changes();
    assertEquals(Standing.UNKNOWN, standing(runs.run()));
    assertEquals(changes, runs.world.records.changes());
    assertEquals(Standing.MISSING, standing(runs.run()));
    assertEquals(List.of("drift-found"), runs.told());
    assertEquals("198.51.100.7", runs.published());
  }

  @Test
  void reportWhileTheZoneIsListed_isNoDrift() {
    Runs runs = published(OnDrift.REPAIR);
    runs.world.records.beforeNextLists(() -> runs.report("tokyo", "198.51.100.8"));
    RecheckResult result = runs.run();
    assertEquals(Standing.UNKNOWN, standing(result));
    assertEquals(List.of(), runs.told());
    assertEquals("198.51.100.8", runs.published());
    assertEquals(Standing.IN_SYNC, standing(runs.run()));
  }

  @Test
  void reportRightBeforeTheFindingIsWritten_oneOfThemTells() {
    Runs runs = published(OnDrift.ALERT);
    runs.world.records.edit(NAME, addresses("203.0.113.66"));
    runs.world.state.beforeNextWrites(() -> runs.report("tokyo", "198.51.100.8"));
    assertEquals(Standing.UNKNOWN, standing(runs.run()));
    assertEquals(List.of("drift-found"), runs.told());
    assertEquals("198.51.100.8", runs.published());
    assertEquals(Standing.IN_SYNC, standing(runs.run()));
  }

  @Test
  void twoRunsAtOnce_oneNoticeAndOneRepair() {
    Runs runs = published(OnDrift.REPAIR);
    runs.world.records.delete(NAME, Family.IPV4);
    runs.world.pass(Runs.PERIOD);
    runs.world.state.beforeNextWrites(() -> runs.now());
    int changes = runs.world.records.changes();
    runs.now();
    assertEquals(List.of("drift-found"), runs.told());
    assertEquals(changes + 1, runs.world.records.changes());
    assertEquals("198.51.100.7", runs.published());
  }

  @Test
  void changePendingForMinutes_submittedAgainAndTold() {
    Runs runs = published(OnDrift.ALERT);
    ChangeId change = change(runs);
    runs.world.records.progress(change, Progress.PENDING);
    int changes = runs.world.records.changes();
    runs.world.pass(Duration.ofMinutes(1));
    runs.now();
    assertEquals(List.of(), runs.told());
    runs.run();
    assertEquals(List.of("change-stuck"), runs.told());
    assertEquals(changes + 1, runs.world.records.changes());
    assertTrue(runs.world.state.stored(NAME).due().isEmpty());
    runs.run();
    assertEquals(List.of(), runs.told());
  }

  @Test
  void changeUnknownToRoute53AndNotListed_submittedAgain() {
    Runs runs = published(OnDrift.ALERT);
    runs.world.records.progress(change(runs), Progress.NONE);
    runs.world.records.delete(NAME, Family.IPV4);
    runs.run();
    assertEquals(List.of("change-stuck"), runs.told());
    assertEquals("198.51.100.7", runs.published());
  }

  private static ChangeId change(Runs runs) {
    return runs.world.state.stored(NAME).record(Family.IPV4).orElseThrow().change().orElseThrow();
  }

  @Test
  void oldChange_notAskedAbout() {
    Runs runs = published(OnDrift.ALERT);
    runs.run();
    assertEquals(1, runs.world.records.polls());
    runs.world.pass(Duration.ofMinutes(40));
    runs.run();
    assertEquals(1, runs.world.records.polls());
  }

  @Test
  void pendingPublication_publishedByTheRun() {
    Runs runs = published(OnDrift.ALERT);
    runs.world.records.nextChanges(FakeRecords.Change.THROTTLED);
    runs.report("tokyo", "198.51.100.8");
    assertEquals("198.51.100.7", runs.published());
    assertEquals(Standing.PENDING, standing(runs.run()));
    assertEquals("198.51.100.8", runs.published());
    assertEquals(Standing.IN_SYNC, standing(runs.run()));
  }
}
