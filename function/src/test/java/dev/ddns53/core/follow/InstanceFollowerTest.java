package dev.ddns53.core.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.World;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.fleet.AwsRegion;
import dev.ddns53.core.fleet.InstanceSelector;
import dev.ddns53.core.fleet.InstanceSelector.Address;
import dev.ddns53.core.fleet.InstanceSelector.By;
import dev.ddns53.core.fleet.InstanceSelector.Which;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.instance.InstanceEvent;
import dev.ddns53.core.instance.InstanceState;
import dev.ddns53.core.port.State.Rows;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.record.Report;
import dev.ddns53.fake.FakeInstances;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Events of AWS in, records out. Instance {@code n} has the addresses that end with n. */
final class InstanceFollowerTest {

  private static final SiteId WEB = new SiteId("web-1");

  private static String outcome(Followed followed) {
    return followed.sites().toString();
  }

  @Test
  void runningInstance_published() {
    Ec2World ec2 = Ec2World.web();
    ec2.launch(1);
    ec2.ec2.run(1);
    World.Calls before = ec2.world.calls();
    Followed followed = ec2.tell(1, InstanceState.RUNNING);
    assertEquals("{web-1=updated}", outcome(followed));
    assertEquals("203.0.113.1", ec2.published());
    assertEquals(2, followed.asks(), "whose it is, and which others there are");
    World.Calls calls = ec2.world.calls().since(before);
    assertEquals(1, calls.changes());
    assertEquals(1, calls.siteReads());
  }

  /** What is known of the site says where it comes from. */
  @Test
  void report_holdsSinceEc2WasAsked() {
    Ec2World ec2 = Ec2World.web();
    ec2.launch(1);
    ec2.ec2.run(1);
    ec2.ec2.meanwhile(() -> ec2.pass(Duration.ofSeconds(7)), () -> ec2.pass(Duration.ofSeconds(9)));
    Instant told = ec2.world.now();
    ec2.tell(1, InstanceState.RUNNING);
    Report report = ec2.world.state.stored(WEB).newest(Family.IPV4).orElseThrow();
    assertEquals(told.plusSeconds(7), report.at());
    assertTrue(report.isDescribed());
    var seen = ec2.world.state.stored(WEB).seen().orElseThrow();
    assertEquals("i-00000001", seen.client());
    assertEquals(IpAddress.parse("203.0.113.1"), Optional.of(seen.source()));
  }

  @Test
  void sameEventTwice_changesNothing() {
    Ec2World ec2 = Ec2World.running();
    ec2.tell(1, InstanceState.RUNNING);
    World.Calls before = ec2.world.calls();
    assertEquals("{web-1=unchanged}", outcome(ec2.tell(1, InstanceState.RUNNING)));
    assertTrue(ec2.world.calls().since(before).wroteNothing());
  }

  @ParameterizedTest
  @CsvSource({"'', 1", "web-2, 1", "web-10, 1"})
  void foreignInstance_changesNothing(String tag, int asks) {
    Ec2World ec2 = Ec2World.running();
    ec2.launch(2, tag);
    ec2.ec2.run(2);
    World.Calls before = ec2.world.calls();
    Followed followed = ec2.tell(2, InstanceState.RUNNING);
    assertEquals("{}", outcome(followed));
    assertEquals(asks, followed.asks());
    assertEquals(new World.Calls(0, 0, 0, 0, 0), ec2.world.calls().since(before));
    assertEquals("203.0.113.1", ec2.published());
  }

  /** A site that follows another tag feeds other names: those alone change. */
  @Test
  void otherSitesInstance_changesItsOwnNamesAlone() {
    Ec2World ec2 = Ec2World.running();
    ec2.site("db", Ec2World.tagged("db", Which.NEWEST), "db.example.com");
    ec2.world.name("db.example.com", "db");
    ec2.pass(Duration.ofMinutes(2));
    ec2.launch(9, "db");
    ec2.ec2.run(9);
    assertEquals("{db=updated}", outcome(ec2.tell(9, InstanceState.RUNNING)));
    assertEquals("203.0.113.9", ec2.published("db.example.com", Family.IPV4));
    assertEquals("203.0.113.1", ec2.published());
  }

  @Test
  void fleetWithoutInstances_asksNobody() {
    Ec2World ec2 = new Ec2World();
    ec2.world.site("tokyo", "vpn.example.com");
    assertEquals(0, ec2.tell(1, InstanceState.RUNNING).asks());
    assertEquals(0, ec2.ec2.asks());
  }

  /** The newest wins, and its end gives the name back to the older one. */
  @Test
  void newestEndsFirst_nameFollowsTheOlder() {
    Ec2World ec2 = Ec2World.running();
    ec2.launch(2);
    ec2.ec2.run(2);
    ec2.tell(2, InstanceState.RUNNING);
    assertEquals("203.0.113.2", ec2.published());
    ec2.pass(Duration.ofMinutes(2));
    ec2.ec2.become(2, InstanceState.TERMINATED);
    assertEquals("{web-1=updated}", outcome(ec2.tell(2, InstanceState.TERMINATED)));
    assertEquals("203.0.113.1", ec2.published());
  }

  @ParameterizedTest
  @EnumSource(
      value = InstanceState.class,
      names = {"STOPPING", "STOPPED", "SHUTTING_DOWN", "TERMINATED"})
  void oldInstancesLateEnd_leavesTheNewOne(InstanceState end) {
    Ec2World ec2 = Ec2World.running();
    ec2.launch(2);
    ec2.ec2.run(2);
    ec2.tell(2, InstanceState.RUNNING);
    ec2.ec2.become(1, end);
    assertEquals("{web-1=unchanged}", outcome(ec2.tell(1, end)));
    assertEquals("203.0.113.2", ec2.published());
  }

  /** Stopped and started again, it has another address, and is the newest again. */
  @Test
  void stopAndStart_followed() {
    Ec2World ec2 = Ec2World.running();
    ec2.ec2.become(1, InstanceState.STOPPED);
    ec2.tell(1, InstanceState.STOPPED);
    assertEquals("203.0.113.1", ec2.published(), "nothing is better than where it was");
    ec2.ec2.become(
        1,
        InstanceState.RUNNING,
        Map.of(Address.PUBLIC, IpAddress.parse("203.0.113.77").orElseThrow()));
    ec2.pass(Duration.ofMinutes(1));
    ec2.tell(1, InstanceState.RUNNING);
    assertEquals("203.0.113.77", ec2.published());
  }

  @Test
  void descriptionOlderThanItsEvent_askedAgain() {
    Ec2World ec2 = Ec2World.running();
    ec2.launch(2);
    ec2.ec2.freeze(true);
    ec2.ec2.run(2);
    ec2.ec2.meanwhile(() -> {}, () -> ec2.ec2.freeze(false));
    Instant told = ec2.world.now();
    Followed followed = ec2.tell(2, InstanceState.RUNNING);
    assertEquals("{web-1=updated}", outcome(followed));
    assertEquals(4, followed.asks());
    assertEquals("203.0.113.2", ec2.published());
    assertTrue(ec2.world.now().isAfter(told), "it waited");
  }

  /** What EC2 does not show in time, the re-check finds. */
  @Test
  void descriptionThatStaysOld_leftToTheRecheck() {
    Ec2World ec2 = Ec2World.running();
    ec2.launch(2);
    ec2.ec2.freeze(true);
    ec2.ec2.run(2);
    World.Calls before = ec2.world.calls();
    Followed followed = ec2.tell(2, InstanceState.RUNNING);
    assertEquals("{web-1=left}", outcome(followed));
    assertEquals(1, followed.troubles().size());
    assertTrue(ec2.world.calls().since(before).wroteNothing());
    ec2.ec2.freeze(false);
    ec2.look();
    assertEquals("203.0.113.2", ec2.published());
  }

  /** It runs, but EC2 has not given it its address yet. */
  @Test
  void instanceWithoutAddress_askedAgainUntilItHasOne() {
    Ec2World ec2 = Ec2World.running();
    ec2.launch(2);
    ec2.ec2.become(2, InstanceState.RUNNING);
    ec2.ec2.meanwhile(() -> {}, () -> {}, () -> ec2.ec2.run(2));
    assertEquals("{web-1=updated}", outcome(ec2.tell(2, InstanceState.RUNNING)));
    assertEquals("203.0.113.2", ec2.published());
  }

  /** One in a subnet without public addresses never gets any. */
  @Test
  void instanceThatNeverGetsAnAddress_leavesTheOther() {
    Ec2World ec2 = Ec2World.running();
    ec2.launch(2);
    ec2.ec2.become(2, InstanceState.RUNNING);
    Followed followed = ec2.tell(2, InstanceState.RUNNING);
    assertEquals("{web-1=unchanged}", outcome(followed));
    assertEquals(1 + InstanceFollower.ASKS, followed.asks());
    assertEquals("203.0.113.1", ec2.published());
  }

  /** While an answer is on its way that knows nothing of it, another event's report is stored. */
  @Test
  void overtakenReport_askedAgain() {
    Ec2World ec2 = Ec2World.running();
    ec2.launch(2);
    ec2.ec2.run(2);
    ec2.ec2.meanwhile(
        () -> {},
        () -> {
          ec2.launch(3);
          ec2.ec2.run(3);
          ec2.tell(3, InstanceState.RUNNING);
        });
    Followed followed = ec2.tell(2, InstanceState.RUNNING);
    assertEquals("203.0.113.3", ec2.published());
    assertEquals("{web-1=unchanged}", outcome(followed));
    assertEquals(3, followed.asks());
  }

  /** Others write the name's row, not the site's: what EC2 said still holds. */
  @Test
  void raceForTheNameAlone_sameAnswerUsed() {
    Ec2World ec2 = Ec2World.running();
    ec2.launch(2);
    ec2.ec2.run(2);
    ec2.world.state.beforeNextWrites(
        () ->
            ec2.world.state.replace(
                Rows.of(ec2.world.state.stored(World.fqdn(Ec2World.NAME)).next())));
    Followed followed = ec2.tell(2, InstanceState.RUNNING);
    assertEquals("203.0.113.2", ec2.published());
    assertEquals(2, followed.asks());
  }

  @Test
  void noSuccessor_publicationStaysAndIsToldStale() {
    Ec2World ec2 = Ec2World.running();
    ec2.ec2.become(1, InstanceState.TERMINATED);
    assertEquals("{web-1=unchanged}", outcome(ec2.tell(1, InstanceState.TERMINATED)));
    assertEquals("203.0.113.1", ec2.published());
    ec2.pass(Duration.ofMinutes(40));
    ec2.look();
    assertEquals(0, ec2.told().stream().filter("stale"::equals).count());
    ec2.pass(Duration.ofMinutes(30));
    assertEquals(1, ec2.look().stale());
    assertEquals(1, ec2.told().stream().filter("stale"::equals).count());
    assertEquals("203.0.113.1", ec2.published());
  }

  @Test
  void noSuccessor_withdrawnWhereTheNameSaysSo() {
    Ec2World ec2 = Ec2World.running();
    ec2.withdraws();
    ec2.ec2.become(1, InstanceState.TERMINATED);
    assertEquals("{web-1=updated}", outcome(ec2.tell(1, InstanceState.TERMINATED)));
    assertEquals("", ec2.published());
    ec2.pass(Duration.ofMinutes(2));
    ec2.launch(2);
    ec2.ec2.run(2);
    ec2.tell(2, InstanceState.RUNNING);
    assertEquals("203.0.113.2", ec2.published());
  }

  /** A successor that is about to run is worth waiting for. */
  @Test
  void successorIsComing_nothingWithdrawn() {
    Ec2World ec2 = Ec2World.running();
    ec2.withdraws();
    ec2.launch(2);
    ec2.ec2.become(1, InstanceState.TERMINATED);
    ec2.tell(1, InstanceState.TERMINATED);
    assertEquals("203.0.113.1", ec2.published());
  }

  /** Unknown is not absent. */
  @Test
  void ec2DoesNotAnswer_thrownAndNothingChanges() {
    Ec2World ec2 = Ec2World.running();
    ec2.withdraws();
    ec2.ec2.become(1, InstanceState.TERMINATED);
    ec2.ec2.unreadable(true);
    World.Calls before = ec2.world.calls();
    assertThrows(Unavailable.class, () -> ec2.tell(1, InstanceState.TERMINATED));
    assertTrue(ec2.world.calls().since(before).wroteNothing());
    assertEquals("203.0.113.1", ec2.published());
  }

  @Test
  void group_publishesAllAndFollowsItsRenewal() {
    Ec2World ec2 = new Ec2World();
    InstanceSelector group =
        new InstanceSelector(new By.ByGroup("web"), Optional.empty(), Address.PUBLIC, Which.ALL);
    ec2.site("web", group, "web.example.com");
    ec2.world.name("web.example.com", "web");
    for (int i = 1; i <= 3; i++) {
      ec2.ec2.launch(i, ec2.world.now(), InstanceSelector.GROUP_TAG, "web");
      ec2.ec2.run(i);
      ec2.tell(i, InstanceState.RUNNING);
      ec2.pass(Duration.ofSeconds(40));
    }
    assertEquals("203.0.113.1, 203.0.113.2, 203.0.113.3", all(ec2));
    for (int i = 1; i <= 3; i++) {
      ec2.ec2.launch(3 + i, ec2.world.now(), InstanceSelector.GROUP_TAG, "web");
      ec2.ec2.run(3 + i);
      ec2.follower.follow(ofGroup(3 + i, InstanceState.RUNNING));
      ec2.ec2.become(i, InstanceState.TERMINATED);
      ec2.ec2.forget(i);
      ec2.follower.follow(ofGroup(i, InstanceState.TERMINATED));
      ec2.world.stream("web.example.com");
      assertEquals(3, all(ec2).split(", ", -1).length, all(ec2));
      ec2.pass(Duration.ofSeconds(70));
    }
    assertEquals("203.0.113.4, 203.0.113.5, 203.0.113.6", all(ec2));
  }

  private static String all(Ec2World ec2) {
    return ec2.published("web.example.com", Family.IPV4);
  }

  /** Auto Scaling names the group, so an instance that EC2 has forgotten is followed too. */
  private static InstanceEvent ofGroup(int number, InstanceState state) {
    return new InstanceEvent(
        FakeInstances.HOME, FakeInstances.id(number), state, Optional.of("web"));
  }

  @ParameterizedTest
  @CsvSource({"PRIVATE, IPV4, 10.0.0.1", "IPV6, IPV6, 2001:db8::1"})
  void otherAddress_published(Address address, Family family, String published) {
    Ec2World ec2 = new Ec2World();
    InstanceSelector web = Ec2World.tagged("web-1", Which.NEWEST);
    ec2.site(
        "web-1",
        new InstanceSelector(web.by(), Optional.empty(), address, Which.NEWEST),
        Ec2World.NAME);
    ec2.world.name(Ec2World.NAME, "web-1");
    ec2.launch(1);
    ec2.ec2.run(1);
    ec2.tell(1, InstanceState.RUNNING);
    assertEquals(published, ec2.published(Ec2World.NAME, family));
  }

  /** A public address that is none is not published. */
  @Test
  void innerAddressAsPublicOne_refused() {
    Ec2World ec2 = Ec2World.running();
    ec2.launch(2);
    ec2.ec2.become(
        2,
        InstanceState.RUNNING,
        Map.of(Address.PUBLIC, IpAddress.parse("10.0.0.1").orElseThrow()));
    assertEquals("{web-1=address-refused}", outcome(ec2.tell(2, InstanceState.RUNNING)));
    assertEquals("203.0.113.1", ec2.published());
  }

  @Test
  void otherRegion_followedWhereTheSiteSaysSo() {
    AwsRegion there = new AwsRegion("eu-west-1");
    Ec2World ec2 = new Ec2World();
    InstanceSelector web = Ec2World.tagged("web-1", Which.NEWEST);
    ec2.site(
        "web-1",
        new InstanceSelector(web.by(), Optional.of(there), web.address(), web.which()),
        Ec2World.NAME);
    ec2.world.name(Ec2World.NAME, "web-1");
    ec2.launch(1);
    ec2.ec2.run(1);
    ec2.tell(1, InstanceState.RUNNING);
    assertEquals("", ec2.published(), "it runs in our own region, and the site does not");
    ec2.ec2.move(1, there);
    ec2.follower.follow(
        new InstanceEvent(there, FakeInstances.id(1), InstanceState.RUNNING, Optional.empty()));
    assertEquals("203.0.113.1", ec2.published());
  }

  /** Beyond the site's budget nothing is lost: the re-check reports it. */
  @Test
  void tooManyChanges_reportedByTheRecheck() {
    Ec2World ec2 = Ec2World.running();
    String last = "";
    for (int i = 2; i < 40; i++) {
      ec2.launch(i);
      ec2.ec2.run(i);
      last = outcome(ec2.tell(i, InstanceState.RUNNING));
      ec2.pass(Duration.ofSeconds(1));
    }
    assertEquals("{web-1=too-many-changes}", last);
    ec2.world.stream(Ec2World.NAME);
    assertNotEquals("203.0.113.39", ec2.published());
    ec2.pass(Duration.ofMinutes(5));
    ec2.look();
    assertEquals("203.0.113.39", ec2.published());
  }
}
