package dev.ddns53.core.publish;

import static dev.ddns53.World.ZONE;
import static dev.ddns53.World.fqdn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.Config;
import dev.ddns53.World;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ttl;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.port.Traffic.Bucket;
import dev.ddns53.core.record.Publication;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.fake.FakeRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Publishers that want the same zone at the same time. */
final class SharedTurnTest {

  private static final String OURS = "a.example.com";
  private static final String OTHERS = "b.example.com";
  private static final String NEWS = "{\"ipv4\":\"198.51.100.2\"}";

  private final World world = new World();
  private final Pauses pauses = new Pauses(world);

  private final BatchPublisher batches =
      new BatchPublisher(
          new SenderParts(
              world.records,
              world.state,
              world.state,
              Config.PACE,
              pauses,
              Runnable::run,
              new SplittableRandom(2)));

  @BeforeEach
  void bothSitesReportNews() {
    world.site("a", OURS).site("b", OTHERS);
    for (String site : List.of("a", "b")) {
      world.update(site, "{\"ipv4\":\"198.51.100.1\"}").assertRecord(200, "updated");
      world.pass(Duration.ofSeconds(30));
    }
    holding(0);
    for (String site : List.of("a", "b")) {
      world.update(site, NEWS).assertRecord(202, "pending");
    }
  }

  private void holding(double tokens) {
    Bucket bucket = world.state.traffic(ZONE).bucket();
    assertTrue(
        world.state.replace(new Bucket(bucket.version() + 1, tokens, world.now(), Instant.EPOCH)));
  }

  private Set<Fqdn> publish(String name) {
    return batches.publish(List.of(fqdn(name)), world.now().plusSeconds(60)).left();
  }

  private void ask(String name) {
    assertTrue(world.state.replace(world.state.turn(ZONE).asked(List.of(fqdn(name)))));
  }

  private void takeTurn() {
    assertTrue(
        world.state.replace(
            world.state.turn(ZONE).taken("somebody", world.now(), Duration.ofSeconds(10))));
  }

  private void releaseTurn() {
    assertTrue(world.state.replace(world.state.turn(ZONE).released(world.now(), Set.of())));
  }

  @Test
  void othersAskWhileItWaitsForACall_oneCallCarriesBoth() {
    World.Calls before = world.calls();
    pauses.add(() -> ask(OTHERS));
    assertEquals(Set.of(), publish(OURS));
    assertEquals(1, world.calls().since(before).changes());
    assertTrue(world.state.turn(ZONE).isFree(world.now()), "given back, though others wrote it");
    world.update("a", NEWS).assertRecord(200, "unchanged");
    world.update("b", NEWS).assertRecord(200, "unchanged");
  }

  /** What may stand at the others' name takes a look, which is theirs to make. */
  @Test
  void othersNameTakesALook_notSentAlong() {
    world.pass(Duration.ofSeconds(30));
    world.records.nextChanges(FakeRecords.Change.UNCONFIRMED_NOT_APPLIED);
    world.stream(OTHERS);
    holding(0);
    world.update("b", "{\"ipv4\":\"198.51.100.1\"}").assertRecord(202, "pending");
    World.Calls before = world.calls();
    pauses.add(() -> ask(OTHERS));
    assertEquals(Set.of(), publish(OURS));
    assertEquals(1, world.calls().since(before).changes());
    assertTrue(world.state.stored(fqdn(OTHERS)).record(Family.IPV4).orElseThrow().isDue());
  }

  @Test
  void othersNameIsInAnotherZoneByNow_notSentAlong() {
    Name old = world.state.names(List.of(fqdn(OTHERS))).getFirst().name().orElseThrow();
    world.state.register(
        new Name(
            old.fqdn(),
            old.registered(),
            new ZoneId("Z0OTHER"),
            old.ttl(),
            old.policy(),
            old.members(),
            old.onDrift(),
            old.onGone(),
            Optional.empty(),
            Optional.empty()));
    World.Calls before = world.calls();
    pauses.add(() -> ask(OTHERS));
    assertEquals(Set.of(), publish(OURS));
    assertEquals(1, world.calls().since(before).changes());
    assertEquals(fqdn(OURS), world.records.history().getLast().name());
  }

  /** They asked when the holder had sent already: whoever comes next sends their names along. */
  @Test
  void othersAskedTooLate_theNextHolderSendsThemAlong() {
    takeTurn();
    ask(OTHERS);
    releaseTurn();
    holding(20);
    World.Calls before = world.calls();
    assertEquals(Set.of(), publish(OURS));
    assertEquals(1, world.calls().since(before).changes());
    assertEquals(Set.of(), world.state.turn(ZONE).waiting(), "served");
    world.update("a", NEWS).assertRecord(200, "unchanged");
    world.update("b", NEWS).assertRecord(200, "unchanged");
  }

  /** Who asked and was then served by itself leaves nothing behind. */
  @Test
  void askedAndSentItself_noLongerWaited() {
    takeTurn();
    pauses.add(() -> {});
    pauses.add(this::releaseTurn);
    assertEquals(Set.of(), publish(OURS));
    assertEquals(Set.of(), world.state.turn(ZONE).waiting());
  }

  @Test
  void othersNameThatIsDenied_isNotOursToBringAgain() {
    world.records.deny(fqdn(OTHERS));
    pauses.add(() -> ask(OTHERS));
    assertEquals(Set.of(), publish(OURS));
    world.update("a", NEWS).assertRecord(200, "unchanged");
  }

  @Test
  void turnIsTaken_itAsksTheHolder_andSendsItselfWhereThatDidNot() {
    takeTurn();
    World.Calls before = world.calls();
    int writes = world.state.trafficWrites();
    pauses.add(() -> {});
    pauses.add(
        () -> {
          assertEquals(Set.of(fqdn(OURS)), world.state.turn(ZONE).waiting());
          assertEquals(1, world.state.trafficWrites() - writes, "asked once");
        });
    pauses.add(this::releaseTurn);
    assertEquals(Set.of(), publish(OURS));
    assertEquals(1, world.calls().since(before).changes());
    world.update("a", NEWS).assertRecord(200, "unchanged");
  }

  @Test
  void holderHasSentItMeanwhile_noCallIsMade() {
    takeTurn();
    World.Calls before = world.calls();
    pauses.add(
        () -> {
          releaseTurn();
          holding(20);
          assertTrue(world.stream(OURS).isEmpty());
        });
    assertEquals(Set.of(), publish(OURS));
    assertEquals(1, world.calls().since(before).changes());
    assertEquals(0, world.calls().since(before).zoneReads());
  }

  @Test
  void holderIsDead_turnIsTakenWhenItsTimeIsOver() {
    takeTurn();
    assertEquals(Set.of(), publish(OURS));
    world.update("a", NEWS).assertRecord(200, "unchanged");
  }

  @Test
  void ownNoteOfADeniedBatch_isNoEarlierAttempt() {
    String denied = "p.example.com";
    String seized = "q.example.com";
    world.site("c", denied, seized);
    world.update("c", NEWS).assertRecord(202, "pending");
    world.records.deny(fqdn(denied));
    RecordSet same =
        RecordSet.of(
            Publication.of(
                Family.IPV4, Ttl.DEFAULT, List.of(IpAddress.parse("198.51.100.2").orElseThrow())));
    world.records.afterNextChanges(() -> world.records.plant(ZONE, fqdn(seized), same));
    batches.publish(List.of(fqdn(denied), fqdn(seized)), world.now().plusSeconds(60));
    assertEquals(List.of(same), world.records.planted(fqdn(seized)));
    world.pass(Duration.ofSeconds(60));
    world.update("c", "{\"ipv4\":\"198.51.100.3\"}");
    world.stream(seized);
    assertEquals(List.of(same), world.records.planted(fqdn(seized)), "nobody adopted it");
  }
}
