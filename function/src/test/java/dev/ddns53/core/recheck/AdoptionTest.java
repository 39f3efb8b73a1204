package dev.ddns53.core.recheck;

import static dev.ddns53.core.recheck.Runs.NAME;
import static dev.ddns53.core.recheck.Runs.name;
import static dev.ddns53.core.recheck.Runs.site;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.World;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.fleet.Adoption;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.Name.OnDrift;
import dev.ddns53.core.fleet.Name.Policy;
import dev.ddns53.core.fleet.Registration;
import dev.ddns53.core.notice.HistoryEntry;
import dev.ddns53.core.notice.Notice;
import dev.ddns53.core.recheck.RecheckResult.Standing;
import dev.ddns53.fake.Planted;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an operator agreed to is done once, exactly so, and nothing else. */
final class AdoptionTest {

  private static final Registration STAMP =
      new Registration(World.REGISTERED.stamp().plusSeconds(1));
  private static final Planted THEIRS = Planted.simple("A", "203.0.113.1");

  private static Name plain(OnDrift onDrift) {
    return name(onDrift, Optional.empty(), Policy.FIRST_HEALTHY, site("tokyo"));
  }

  private static Adoption agreed(Planted... seen) {
    return new Adoption(STAMP, Stream.of(seen).map(each -> each.set().json()).toList(), "alice");
  }

  /** A site reported where records of others stand. */
  private static Runs blocked(Planted... theirs) {
    Runs runs = new Runs().sites("tokyo").register(plain(OnDrift.ALERT));
    Stream.of(theirs).forEach(each -> runs.world.records.plant(NAME, each));
    runs.report("tokyo", "198.51.100.7");
    runs.told();
    return runs;
  }

  private static List<HistoryEntry> history(Runs runs, HistoryEntry.What what) {
    return runs.world.state.history(NAME).stream().filter(each -> each.what() == what).toList();
  }

  private static boolean settled(Runs runs) {
    return runs.world.state.stored(NAME).settled().contains(STAMP);
  }

  @ParameterizedTest
  @EnumSource
  void exactlyWhatWasSeen_replacedWhateverTheNamesPolicy(OnDrift onDrift) {
    Runs runs = blocked(THEIRS);
    runs.register(plain(onDrift).adopting(agreed(THEIRS)));
    runs.run();
    assertEquals("198.51.100.7", runs.published());
    assertEquals(List.of(), runs.world.records.planted(NAME));
    HistoryEntry adopted = history(runs, HistoryEntry.What.ADOPTED).getFirst();
    assertEquals("alice", adopted.facts().get("by"));
    assertEquals(THEIRS.set().description(), adopted.facts().get("replaced-A"));
    assertEquals(Standing.IN_SYNC, Runs.standing(runs.run()));
    assertTrue(settled(runs));
    assertEquals(List.of(), runs.told());

    runs.world.records.delete(NAME, Family.IPV4);
    runs.world.records.plant(NAME, THEIRS);
    runs.run();
    int left = onDrift == OnDrift.REPAIR ? 0 : 1;
    assertEquals(left, runs.world.records.planted(NAME).size(), "it was agreed to once");
    assertEquals(List.of("drift-found"), runs.told());
  }

  @Test
  void somethingElseThanWasSeen_voidToldOnceAndUntouched() {
    Runs runs = blocked(THEIRS);
    Planted cname = Planted.simple("CNAME", "x.example.net.");
    runs.world.records.withdraw(NAME);
    runs.world.records.plant(NAME, Planted.weighted("A", "blue", "203.0.113.1"));
    runs.register(
        plain(OnDrift.ALERT).adopting(agreed(Planted.weighted("A", "blue", "203.0.113.1"), cname)));
    runs.world.records.plant(NAME, Planted.weighted("A", "green", "203.0.113.2"));
    runs.run();
    Notice told = runs.news().getLast();
    assertEquals(Notice.Kind.ADOPTION_VOID, told.kind());
    assertEquals("alice", told.facts().get("by"));
    assertEquals("adoption-void", runs.world.state.history(NAME).getLast().facts().get("also"));
    assertEquals(2, runs.world.records.planted(NAME).size());
    assertEquals("", runs.published());
    assertTrue(settled(runs));
    runs.run();
    assertEquals(List.of(), runs.told());
    assertEquals(0, runs.world.records.deletions().size());
  }

  @Test
  void nothingLeftOfWhatWasSeen_doneWithoutAWord() {
    Runs runs = new Runs().sites("tokyo").register(plain(OnDrift.ALERT).adopting(agreed(THEIRS)));
    runs.report("tokyo", "198.51.100.7");
    runs.told();
    runs.run();
    assertTrue(settled(runs));
    assertEquals(List.of(), runs.told());
    assertEquals(List.of(), history(runs, HistoryEntry.What.ADOPTED));
  }

  /** Nobody has reported yet: what was agreed to is kept until somebody does. */
  @Test
  void nothingWantedYet_waitsForTheFirstReport() {
    Runs runs = new Runs().sites("tokyo");
    runs.world.records.plant(NAME, THEIRS);
    runs.register(plain(OnDrift.ALERT).adopting(agreed(THEIRS)));
    runs.run();
    assertEquals(1, runs.world.records.planted(NAME).size());
    assertEquals(false, settled(runs));
    runs.report("tokyo", "198.51.100.7");
    runs.run();
    assertEquals("198.51.100.7", runs.published());
    assertEquals(List.of(), runs.world.records.planted(NAME));
  }

  /** A CNAME is in the way of both families: it goes once, and both come. */
  @Test
  void aliasOfOthers_goesAndBothFamiliesCome() {
    Planted cname = Planted.simple("CNAME", "x.example.net.");
    Runs runs = blocked(cname);
    runs.report("tokyo", "2001:db8::7");
    runs.register(plain(OnDrift.ALERT).adopting(agreed(cname)));
    runs.run();
    assertEquals("198.51.100.7", runs.published());
    assertTrue(runs.world.records.published(NAME, Family.IPV6).isPresent());
    assertEquals(List.of(), runs.world.records.planted(NAME));
    runs.run();
    assertTrue(settled(runs));
  }

  /** The operator saw that our record was deleted, and wants it again. */
  @Test
  void deletedRecord_madeAgainWhereTheOperatorSawIt() {
    Runs runs = Runs.published(OnDrift.HOLD);
    runs.world.records.delete(NAME, Family.IPV4);
    runs.run();
    assertEquals(List.of("drift-found"), runs.told());
    assertEquals("", runs.published());
    runs.register(
        plain(OnDrift.HOLD).adopting(new Adoption(STAMP, List.of(), Set.of(Family.IPV4), "alice")));
    runs.run();
    assertEquals("198.51.100.7", runs.published());
    runs.run();
    assertTrue(settled(runs));
  }
}
