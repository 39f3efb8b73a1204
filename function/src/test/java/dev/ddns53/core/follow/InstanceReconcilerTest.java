package dev.ddns53.core.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.World;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.fleet.Allow;
import dev.ddns53.core.fleet.InstanceSelector.Which;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.instance.InstanceState;
import dev.ddns53.core.recheck.RecheckResult;
import dev.ddns53.core.record.Report;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the re-check makes true of sites that are instances. */
final class InstanceReconcilerTest {

  private static final SiteId WEB = new SiteId("web-1");

  /** No event tells of a tag. */
  @Test
  void tagThatCameLate_found() {
    Ec2World ec2 = Ec2World.web();
    ec2.launch(1, "");
    ec2.ec2.run(1);
    ec2.tell(1, InstanceState.RUNNING);
    assertEquals("", ec2.published());
    ec2.ec2.tag(1, Ec2World.KEY, "web-1");
    assertEquals(List.of(), ec2.look().troubles());
    assertEquals("203.0.113.1", ec2.published());
  }

  @Test
  void noEventAtAll_found() {
    Ec2World ec2 = Ec2World.running();
    ec2.launch(2);
    ec2.ec2.run(2);
    ec2.ec2.become(1, InstanceState.TERMINATED);
    ec2.look();
    assertEquals("203.0.113.2", ec2.published());
  }

  /** All together, in one call; and what is as it was is nearly free. */
  @Test
  void manySites_oneCall() {
    Ec2World ec2 = new Ec2World();
    IntStream.rangeClosed(1, 150)
        .forEach(
            i -> {
              ec2.site("s" + i, Ec2World.tagged("s" + i, Which.NEWEST), "s" + i + ".example.com");
              ec2.world.name("s" + i + ".example.com", "s" + i);
              ec2.launch(i, "s" + i);
              ec2.ec2.run(i);
            });
    ec2.look();
    assertEquals("203.0.113.150", ec2.published("s150.example.com", Family.IPV4));
    assertEquals(1, ec2.ec2.asks());
    ec2.pass(Duration.ofMinutes(5));
    World.Calls before = ec2.world.calls();
    ec2.look();
    assertEquals(2, ec2.ec2.asks());
    World.Calls calls = ec2.world.calls().since(before);
    assertTrue(calls.wroteNothing(), calls.toString());
  }

  @Test
  void fleetWithoutInstances_asksNobody() {
    Ec2World ec2 = new Ec2World();
    ec2.world.site("tokyo", "vpn.example.com");
    ec2.look();
    assertEquals(0, ec2.ec2.asks());
  }

  /** A site that is seen is not stale, though nobody calls. */
  @Test
  void instanceThatRuns_neverStale() {
    Ec2World ec2 = Ec2World.running();
    for (int i = 0; i < 40; i++) {
      ec2.pass(Duration.ofMinutes(5));
      assertEquals(0, ec2.look().stale());
    }
    assertTrue(
        ec2.world
            .state
            .stored(WEB)
            .seen()
            .orElseThrow()
            .at()
            .isAfter(ec2.world.now().minus(Duration.ofMinutes(15))));
  }

  /** A name that is new to the site is published once the site is seen again. */
  @Test
  void newName_published() {
    Ec2World ec2 = Ec2World.running();
    ec2.site("web-1", Ec2World.tagged("web-1", Which.NEWEST), Ec2World.NAME, "new.example.com");
    ec2.world.name("new.example.com", "web-1");
    ec2.pass(Duration.ofMinutes(11));
    ec2.look();
    assertEquals("203.0.113.1", ec2.published("new.example.com", Family.IPV4));
  }

  /** EC2 answered before an event's answer came and was stored: that one stays. */
  @Test
  void answerFromBeforeAnEvents_undoesNothing() {
    Ec2World ec2 = Ec2World.running();
    ec2.ec2.freeze(true);
    ec2.launch(2);
    ec2.ec2.run(2);
    ec2.ec2.meanwhile(
        () -> {
          ec2.ec2.freeze(false);
          ec2.tell(2, InstanceState.RUNNING);
        });
    ec2.look();
    assertEquals("203.0.113.2", ec2.published());
    assertEquals(
        "203.0.113.2",
        ec2.world
            .state
            .stored(WEB)
            .newest(Family.IPV4)
            .flatMap(Report::address)
            .map(Object::toString)
            .orElse(""));
  }

  /** The same where the late answer would have been news to the site's row. */
  @Test
  void answerOfWhatIsNoMore_overtakenAndAskedAgain() {
    Ec2World ec2 = Ec2World.running();
    ec2.launch(2);
    ec2.ec2.run(2);
    ec2.ec2.meanwhile(
        () -> {
          ec2.ec2.become(2, InstanceState.TERMINATED);
          ec2.launch(3);
          ec2.ec2.run(3);
          ec2.tell(3, InstanceState.RUNNING);
        });
    RecheckResult result = ec2.look();
    assertEquals("203.0.113.3", ec2.published());
    assertEquals(List.of(), result.troubles());
  }

  /** EC2 is asked after an event was followed, and shows how it was before. */
  @Test
  void oldView_undoesNothing() {
    Ec2World ec2 = Ec2World.running();
    ec2.ec2.freeze(true);
    var old = ec2.ec2.view();
    ec2.ec2.freeze(false);
    ec2.launch(2);
    ec2.ec2.run(2);
    ec2.tell(2, InstanceState.RUNNING);
    ec2.ec2.describeAs(old);
    ec2.pass(Duration.ofSeconds(30));
    ec2.look();
    assertEquals("203.0.113.2", ec2.published());
  }

  @Test
  void ec2DoesNotAnswer_toldAndNothingWithdrawn() {
    Ec2World ec2 = Ec2World.running();
    ec2.withdraws();
    ec2.ec2.become(1, InstanceState.TERMINATED);
    ec2.ec2.unreadable(true);
    RecheckResult result = ec2.look();
    assertEquals("203.0.113.1", ec2.published());
    assertEquals(
        List.of("sites that are instances: instances: EC2 refuses: RequestLimitExceeded"),
        result.troubles());
    assertEquals(1, result.names().size(), "all else is checked");
  }

  /** A standby takes over at once: that the instance is no more is known, not guessed. */
  @Test
  void noSuccessor_otherMemberTakesOver() {
    Ec2World ec2 = Ec2World.running();
    ec2.world.site("tokyo", "other.example.com");
    ec2.world.register("tokyo", Allow.DEFAULT, List.of(Ec2World.NAME), List.of(World.FIRST_KEY));
    ec2.world.name(Ec2World.NAME, "web-1", "tokyo");
    ec2.world.update("tokyo", "{\"ipv4\":\"198.51.100.7\"}");
    assertEquals("203.0.113.1", ec2.published());
    ec2.ec2.become(1, InstanceState.TERMINATED);
    ec2.pass(Duration.ofMinutes(5));
    ec2.look();
    assertEquals("198.51.100.7", ec2.published());
    ec2.launch(2);
    ec2.ec2.run(2);
    ec2.pass(Duration.ofMinutes(5));
    ec2.look();
    assertEquals("203.0.113.2", ec2.published());
    assertEquals(
        Optional.empty(), ec2.world.state.stored(WEB).stale(), "it never was silent for so long");
  }
}
