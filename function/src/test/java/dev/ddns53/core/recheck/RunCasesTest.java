package dev.ddns53.core.recheck;

import static dev.ddns53.World.fqdn;
import static dev.ddns53.core.recheck.Runs.NAME;
import static dev.ddns53.core.recheck.Runs.addresses;
import static dev.ddns53.core.recheck.Runs.fixed;
import static dev.ddns53.core.recheck.Runs.name;
import static dev.ddns53.core.recheck.Runs.published;
import static dev.ddns53.core.recheck.Runs.site;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.World;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.fleet.Adoption;
import dev.ddns53.core.fleet.Name.OnDrift;
import dev.ddns53.core.fleet.Name.Policy;
import dev.ddns53.core.fleet.Registration;
import dev.ddns53.core.notice.HistoryEntry;
import dev.ddns53.core.notice.HistoryEntry.What;
import dev.ddns53.core.port.Records.Progress;
import dev.ddns53.core.recheck.RecheckResult.Line;
import dev.ddns53.core.recheck.RecheckResult.Standing;
import dev.ddns53.core.record.Content;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.core.record.Stage;
import dev.ddns53.fake.Planted;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of the re-check: what was refused, what lands late, what cannot be read. */
final class RunCasesTest {

  private static Runs registered() {
    return new Runs()
        .sites("tokyo")
        .register(name(OnDrift.ALERT, Optional.empty(), Policy.FIRST_HEALTHY, site("tokyo")));
  }

  private static RecordState record(Runs runs, Family family) {
    return runs.world.state.stored(NAME).record(family).orElseThrow();
  }

  private static List<What> kept(Runs runs) {
    return runs.world.state.history(NAME).stream()
        .map(HistoryEntry::what)
        .filter(what -> what != What.REPORTED)
        .toList();
  }

  private static void deniedByTheStream(Runs runs) {
    runs.world.stream(NAME.value());
    assertTrue(record(runs, Family.IPV4).stage() instanceof Stage.Denied);
  }

  /** IAM permitted no such name, and does now: the first publication is tried again. */
  @Test
  void deniedFirstPublication_publishedOnceItIsPermitted() {
    Runs runs = registered();
    runs.world.records.deny(NAME);
    runs.report("tokyo", "198.51.100.7");
    deniedByTheStream(runs);
    runs.run();
    assertTrue(record(runs, Family.IPV4).stage() instanceof Stage.Denied, "still not permitted");
    runs.world.records.permit(NAME);
    runs.run();
    assertEquals("198.51.100.7", runs.published());
    assertTrue(record(runs, Family.IPV4).isPublished());
    assertEquals(Standing.IN_SYNC, Runs.standing(runs.run()));
  }

  @Test
  void deniedChange_publishedOnceItIsPermitted() {
    Runs runs = published(OnDrift.ALERT);
    runs.world.records.deny(NAME);
    runs.report("tokyo", "198.51.100.8");
    deniedByTheStream(runs);
    assertEquals("198.51.100.7", runs.published());
    assertEquals(Standing.DENIED, Runs.standing(runs.run()));
    runs.world.records.permit(NAME);
    int changes = runs.world.records.changes();
    runs.run();
    assertEquals("198.51.100.8", runs.published());
    assertEquals(changes + 1, runs.world.records.changes());
    assertTrue(record(runs, Family.IPV4).isPublished());
  }

  /** The turn to be tried again is of those that were refused, not of all names. */
  @Test
  void oneRefusedAmongMany_triedInEachRun() {
    Runs runs = registered();
    String[] others =
        IntStream.range(0, 30).mapToObj(i -> "n" + i + ".example.com").toArray(String[]::new);
    runs.world.site("osaka", others);
    assertTrue(runs.world.update("osaka", "{\"ipv4\":\"192.0.2.1\"}").isAccepted());
    runs.world.records.deny(NAME);
    runs.report("tokyo", "198.51.100.7");
    deniedByTheStream(runs);
    for (int i = 0; i < 8; i++) {
      int changes = runs.world.records.changes();
      runs.run();
      assertEquals(changes + 1, runs.world.records.changes(), "run " + i);
    }
  }

  private static final Registration ADOPTED =
      new Registration(World.REGISTERED.stamp().plusSeconds(1));

  /** Alice agrees to what stands there. */
  private static void adopt(Runs runs, RecordSet set) {
    runs.register(
        name(OnDrift.ALERT, Optional.empty(), Policy.FIRST_HEALTHY, site("tokyo"))
            .adopting(new Adoption(ADOPTED, List.of(set.json()), "alice")));
  }

  /** What stands in the way of a denied name is taken over, if that was agreed to. */
  @Test
  void deniedNameWhosePlaceWasAdopted_takenOverAndNothingIsToldAsBlocked() {
    Planted theirs = Planted.simple("A", "203.0.113.1");
    Runs runs = registered();
    runs.world.records.deny(NAME);
    runs.report("tokyo", "198.51.100.7");
    deniedByTheStream(runs);
    runs.told();
    runs.world.records.plant(NAME, theirs);
    adopt(runs, theirs.set());
    runs.run();
    assertEquals(List.of(), runs.told());
    assertTrue(record(runs, Family.IPV4).stage() instanceof Stage.Denied, "still denied");
    runs.world.records.permit(NAME);
    runs.run();
    assertEquals("198.51.100.7", runs.published());
    assertEquals(List.of(), runs.told());
    assertTrue(kept(runs).contains(What.ADOPTED));
  }

  /** Nothing was agreed to: what stands in the way of a denied name is told once it is tried. */
  @Test
  void deniedNameWhosePlaceIsTaken_blocked() {
    Runs runs = registered();
    runs.world.records.deny(NAME);
    runs.report("tokyo", "198.51.100.7");
    deniedByTheStream(runs);
    runs.told();
    runs.world.records.plant(NAME, Planted.simple("A", "203.0.113.1"));
    runs.run();
    assertEquals(List.of("record-blocked"), runs.told());
    assertEquals(Standing.BLOCKED, Runs.standing(runs.run()));
  }

  /** A call of before lands after the newest one: told, kept, and put right by the same run. */
  @Test
  void olderCallLandsLate_changeStuckAndPublishedAgain() {
    Runs runs = published(OnDrift.ALERT);
    runs.report("tokyo", "198.51.100.8");
    runs.told();
    runs.world.records.edit(NAME, addresses("198.51.100.7"));
    runs.run();
    assertEquals(List.of("change-stuck"), runs.told());
    assertEquals(List.of(What.CHANGE_STUCK), kept(runs));
    assertEquals(
        "198.51.100.7 (TTL 60)", runs.world.state.history(NAME).getLast().facts().get("found-A"));
    assertEquals("198.51.100.8", runs.published());
    assertEquals(Standing.IN_SYNC, Runs.standing(runs.run()));
  }

  /** One family's change is stuck: the other family's record is none of its business. */
  @Test
  void oneFamilysChangePending_thatOneSubmittedAgain() {
    Runs runs = published(OnDrift.ALERT);
    runs.report("tokyo", "2001:db8::7");
    runs.told();
    runs.world.records.progress(record(runs, Family.IPV4).change().orElseThrow(), Progress.PENDING);
    int changes = runs.world.records.changes();
    runs.world.pass(Duration.ofMinutes(1));
    runs.run();
    assertEquals(List.of("change-stuck"), runs.told());
    assertEquals(List.of(What.CHANGE_STUCK), kept(runs));
    assertEquals(changes + 1, runs.world.records.changes());
    assertEquals("198.51.100.7", runs.published());
    assertTrue(runs.world.records.published(NAME, Family.IPV6).isPresent());
    assertTrue(runs.world.state.stored(NAME).due().isEmpty());
  }

  /** Both families were edited: one notice and one entry with both. */
  @Test
  void bothFamiliesEdited_toldAndKeptOnce() {
    Runs runs = published(OnDrift.ALERT);
    runs.report("tokyo", "2001:db8::7");
    runs.told();
    runs.world.records.edit(NAME, addresses("203.0.113.1"));
    runs.world.records.edit(NAME, addresses("2001:db8::bad"));
    runs.run();
    assertEquals(List.of("drift-found"), runs.told());
    HistoryEntry entry = runs.world.state.history(NAME).getLast();
    assertEquals(What.DRIFT_FOUND, entry.what());
    assertTrue(entry.facts().containsKey("found-A") && entry.facts().containsKey("found-AAAA"));
    assertEquals(null, entry.facts().get("also"));
  }

  /** A single member that is stale stays published, and its name's row is not written. */
  @Test
  void onlyMemberStale_nothingFollowsForItsName() {
    Runs runs = published(OnDrift.ALERT);
    runs.run();
    long version = runs.world.state.stored(NAME).version();
    runs.world.pass(Duration.ofHours(2));
    runs.now();
    assertEquals(List.of("stale"), runs.told());
    assertEquals(version, runs.world.state.stored(NAME).version());
  }

  @Test
  void staleMember_saidToBeStaleWhereTheOtherTakesOver() {
    Runs runs =
        new Runs()
            .sites("tokyo")
            .register(
                name(
                    OnDrift.ALERT,
                    Optional.empty(),
                    Policy.FIRST_HEALTHY,
                    site("tokyo"),
                    fixed("192.0.2.80")))
            .report("tokyo", "198.51.100.7");
    runs.world.pass(Duration.ofHours(2));
    runs.now();
    assertEquals("192.0.2.80", runs.published());
    assertEquals("tokyo (stale)", runs.world.state.notices().getLast().facts().get("down"));
  }

  /** The place holds just what is wanted, but it is another's: agreed to, it is taken over once. */
  @Test
  void adoptedRecordLikeOurs_takenOverOnce() {
    RecordSet equal = RecordSet.of((Content) addresses("198.51.100.7")).getFirst();
    Runs runs = registered();
    runs.world.records.plant(World.ZONE, NAME, equal);
    runs.report("tokyo", "198.51.100.7");
    adopt(runs, equal);
    runs.run();
    assertEquals("198.51.100.7", runs.published());
    int changes = runs.world.records.changes();
    runs.run();
    assertTrue(runs.world.state.stored(NAME).settled().contains(ADOPTED));
    runs.run();
    assertEquals(changes, runs.world.records.changes());
  }

  /** No address of that family is wanted any more: what was agreed to stays where it is. */
  @Test
  void adoptionWhereNothingIsWanted_leftAlone() {
    Planted theirs = Planted.simple("A", "203.0.113.1");
    Runs runs = published(OnDrift.ALERT);
    runs.report("tokyo", "2001:db8::7");
    runs.world.update("tokyo", "{\"ipv4\":null}");
    runs.world.pass(Duration.ofSeconds(1));
    assertEquals("", runs.published());
    runs.world.records.plant(NAME, theirs);
    adopt(runs, theirs.set());
    runs.run();
    runs.run();
    assertEquals(1, runs.world.records.planted(NAME).size());
    assertEquals(0, kept(runs).stream().filter(what -> what == What.ADOPTED).count());
  }

  /** The tables fail once in the middle of a run: what could not be read is unknown. */
  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void rowsUnreadable_unknownAndNothingFollows(int read) {
    AtomicReference<World> it = new AtomicReference<>();
    AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
    World world =
        new World(
            () -> {
              if (left.decrementAndGet() == 0) {
                it.get().state.failReads();
              }
            });
    it.set(world);
    Runs runs =
        new Runs(world)
            .sites("tokyo")
            .register(name(OnDrift.REPAIR, Optional.empty(), Policy.FIRST_HEALTHY, site("tokyo")))
            .report("tokyo", "198.51.100.7");
    world.records.delete(NAME, Family.IPV4);
    world.pass(Duration.ofMinutes(5));
    int written = world.state.written();
    left.set(read);
    RecheckResult result = runs.now();
    left.set(Integer.MAX_VALUE);
    world.state.restoreReads();
    assertEquals(written, world.state.written());
    if (read == 3) {
      assertEquals(
          List.of(new Line(NAME, Standing.UNKNOWN, "the tables cannot be read")), result.names());
      assertEquals(
          List.of(World.ZONE + ", names " + NAME + " to " + NAME + ": the tables cannot be read"),
          result.troubles());
    }
    runs.run();
    assertEquals("198.51.100.7", runs.published());
  }

  /** A run of another zone says nothing of names that are registered elsewhere. */
  @Test
  void runOfAnotherZone_noLines() {
    Runs runs = published(OnDrift.ALERT);
    runs.world.records.zone(new dev.ddns53.core.address.ZoneId("Z0OTHER"), fqdn("example.net"));
    assertEquals(
        List.of(),
        runs.recheck.run(Optional.of(new dev.ddns53.core.address.ZoneId("Z0OTHER"))).names());
  }
}
