package dev.ddns53.core.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.World;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.port.Traffic.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The turn of a zone, as other senders see its row. */
final class ZoneTurnTest {

  private static final Fqdn OURS = new Fqdn("a.example.com");
  private static final Fqdn THEIRS = new Fqdn("b.example.com");
  private static final Duration TEN = Duration.ofSeconds(10);

  private final World world = new World();
  private final Pauses pauses = new Pauses(world);
  private final ZoneTurn turn = sender(1);

  private ZoneTurn sender(long seed) {
    return new ZoneTurn(world.state, pauses, World.ZONE, new SplittableRandom(seed));
  }

  private Turn row() {
    return world.state.traffic(World.ZONE).turn();
  }

  private void othersTake(String who) {
    assertTrue(world.state.replace(row().taken(who, world.now(), TEN)));
  }

  private void othersAsk(Fqdn name) {
    assertTrue(world.state.replace(row().asked(List.of(name))));
  }

  @Test
  void free_takenForTenSeconds() {
    assertTrue(turn.take(row()));
    assertTrue(row().isHeldBy(turn.holder()));
    assertEquals(world.now().plus(TEN), row().until());
    assertFalse(turn.waited());
    assertNotEquals(turn.holder(), sender(2).holder());
  }

  @ParameterizedTest
  @CsvSource({"9999, false", "10000, true"})
  void taken_onlyOnceItsTimeIsOver(long millis, boolean taken) {
    othersTake("other");
    world.pass(Duration.ofMillis(millis));
    assertEquals(taken, turn.take(row()));
    assertEquals(taken, row().isHeldBy(turn.holder()));
  }

  @Test
  void raceLost_notTaken() {
    Turn seen = row();
    othersTake("other");
    assertFalse(turn.take(seen));
    assertTrue(row().isHeldBy("other"));
  }

  @Test
  void await_untilItIsFreeOrTimeIsOver() {
    othersTake("other");
    assertFalse(turn.await(List.of(OURS), world.now().plusSeconds(9)));
    assertTrue(turn.waited());
    assertEquals(Set.of(OURS), row().waiting());
    Instant free = row().until();
    assertTrue(turn.await(List.of(OURS), world.now().plusSeconds(9)));
    assertEquals(free, world.now());
  }

  /** Each holder is asked: who served us may have sent an older row. */
  @Test
  void await_asksEachHolderOnce() {
    othersTake("first");
    pauses.add(() -> {});
    pauses.add(
        () -> {
          assertEquals(Set.of(OURS), row().waiting());
          assertTrue(world.state.replace(row().released(world.now(), Set.of(OURS))));
          othersTake("second");
        });
    int before = world.state.trafficWrites();
    assertFalse(turn.await(List.of(OURS), world.now().plusSeconds(1)));
    assertEquals(Set.of(OURS), row().waiting());
    assertEquals(2 + 2, world.state.trafficWrites() - before, "ours, and those of the others");
  }

  /** Who lost the turn to its end does not take it back from the next one. */
  @ParameterizedTest
  @CsvSource({"5000, 0", "5001, 1"})
  void renewed_whenHalfOfItsTimeIsOver(long millis, int writes) {
    assertTrue(turn.take(row()));
    world.pass(Duration.ofMillis(millis));
    int before = world.state.trafficWrites();
    turn.renew();
    assertEquals(writes, world.state.trafficWrites() - before);
    assertEquals(writes == 1, row().until().equals(world.now().plus(TEN)));
  }

  @Test
  void renewedThoughOthersAskedMeanwhile() {
    assertTrue(turn.take(row()));
    world.pass(Duration.ofSeconds(6));
    othersAsk(THEIRS);
    turn.renew();
    assertEquals(world.now().plus(TEN), row().until());
    assertEquals(Set.of(THEIRS), row().waiting());
  }

  @Test
  void releasedThoughOthersAskedMeanwhile_andTheyAreLeft() {
    assertTrue(turn.take(row()));
    othersAsk(THEIRS);
    turn.release();
    assertTrue(row().isFree(world.now()));
    assertEquals(Set.of(THEIRS), row().waiting());
  }

  @Test
  void served_whoWasSentAlong() {
    assertTrue(turn.await(List.of(OURS), world.now().plusSeconds(1)));
    othersAsk(THEIRS);
    assertEquals(Set.of(THEIRS), turn.waiting());
    turn.release();
    assertEquals(Set.of(), row().waiting());
    assertEquals(Set.of(), turn.waiting(), "it is not ours any more");
  }

  /** Whoever took it meanwhile keeps it. */
  @Test
  void turnLost_leftToTheNextHolder() {
    assertTrue(turn.take(row()));
    world.pass(TEN);
    othersTake("other");
    othersAsk(THEIRS);
    assertEquals(Set.of(), turn.waiting());
    turn.renew();
    turn.release();
    assertTrue(row().isHeldBy("other"));
    assertEquals(Set.of(THEIRS), row().waiting());
  }

  @Test
  void noRoom_toldAtTheRelease() {
    assertTrue(turn.take(row()));
    world.pass(Duration.ofSeconds(1));
    turn.throttled();
    Instant throttled = world.now();
    othersAsk(THEIRS);
    turn.release();
    assertEquals(throttled, row().throttled());
  }

  /** That IAM denies a zone is news once, until it permits it. */
  @Test
  void denied_newsOnce() {
    assertFalse(turn.denied(true), "whoever has no turn tells nothing");
    assertTrue(turn.take(row()));
    assertFalse(turn.denied(false));
    assertTrue(turn.denied(true));
    Instant since = world.now();
    world.pass(Duration.ofSeconds(1));
    assertFalse(turn.denied(true));
    turn.release();
    assertEquals(Optional.of(since), row().denied());
    assertTrue(turn.take(row()));
    assertFalse(turn.denied(true));
    assertFalse(turn.denied(false));
    turn.release();
    assertEquals(Optional.empty(), row().denied());
  }
}
