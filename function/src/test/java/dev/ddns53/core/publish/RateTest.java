package dev.ddns53.core.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.World;
import dev.ddns53.core.port.Traffic.Bucket;
import dev.ddns53.fake.FakeState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls that the account may make. */
final class RateTest {

  private final World world = new World();

  private Rate rate() {
    return new Rate(world.parts, World.ZONE, Optional.empty());
  }

  private Bucket bucket() {
    return world.state.traffic(World.ZONE).bucket();
  }

  private void holding(double tokens) {
    assertTrue(
        world.state.replace(
            new Bucket(bucket().version() + 1, tokens, world.now(), Instant.EPOCH)));
  }

  private double tokens() {
    return bucket().tokens(world.now(), world.parts.pace());
  }

  /** A change takes the last call; nothing is taken of what is not there. */
  @ParameterizedTest
  @CsvSource({"20, true, 19", "1, true, 0", "0.99, false, 0.99", "0, false, 0"})
  void drawNow_oneIfOneIsThere(double held, boolean drawn, double left) {
    holding(held);
    int writes = world.state.trafficWrites();
    assertEquals(drawn, rate().drawNow());
    assertEquals(left, tokens(), 0.001);
    assertEquals(drawn ? 1 : 0, world.state.trafficWrites() - writes);
  }

  /** Others wrote the bucket since it was read: without waiting, that is no call. */
  @Test
  void drawNow_raceLost_noCall() {
    holding(20);
    Rate rate = new Rate(world.parts, World.ZONE, Optional.of(bucket()));
    assertTrue(rate().drawNow());
    assertEquals(false, rate.drawNow());
    assertEquals(true, rate.drawNow(), "it is read again");
    assertEquals(18, tokens(), 0.001);
  }

  /** Five calls a second: who waits gets one as soon as it is there, if that is in time. */
  @ParameterizedTest
  @CsvSource({
    // tokens held, milliseconds to wait at most; drawn
    "1, 0, true",
    "0, 199, false",
    "0, 200, true",
    "0.5, 99, false",
    "0.5, 100, true"
  })
  void draw_waitsForACallOfItsOwn(double held, long millis, boolean drawn) {
    holding(held);
    Instant began = world.now();
    assertEquals(drawn, rate().draw(began.plusMillis(millis)));
    assertTrue(Duration.between(began, world.now()).toMillis() <= millis);
  }

  private SharedDraw shared(int zones) {
    return new SharedDraw(zones, world.now(), world.parts.pace());
  }

  private Rate rate(SharedDraw shared) {
    return new Rate(world.parts, World.ZONE, shared);
  }

  /** Zones of an event draw once a call is there for each and half as many more, not at once. */
  @ParameterizedTest
  @CsvSource({
    // zones, tokens held; milliseconds waited
    "1, 1, 0",
    "1, 0, 200",
    "4, 6, 200",
    "4, 5.5, 200",
    "4, 2.5, 700",
    "8, 0, 2400",
    "4, 20, 200",
    "21, 20, 200",
    "17, 19.5, 200",
    "17, 18, 400"
  })
  void draw_zonesOfAnEventWaitForEachOther(int zones, double held, long millis) {
    holding(held);
    Instant began = world.now();
    assertTrue(rate(shared(zones)).draw(began.plusSeconds(5)));
    assertEquals(millis, Duration.between(began, world.now()).toMillis());
  }

  /** Whoever has no time to wait for the others takes what is there. */
  @ParameterizedTest
  @CsvSource({"2, 99", "0, 399"})
  void draw_noTimeToWaitForOthers_drawsWhatIsThere(double held, long millis) {
    holding(held);
    assertTrue(rate(shared(3)).draw(world.now().plusMillis(millis)));
  }

  /** One zone draws for all that wait, by one write; whoever comes later draws again. */
  @Test
  void draw_oneForAllThatWait() {
    holding(20);
    SharedDraw shared = shared(4);
    shared.arrive();
    shared.arrive();
    int writes = world.state.trafficWrites();
    assertTrue(rate(shared).draw(world.now()));
    assertEquals(17, tokens(), 0.001);
    assertTrue(shared.take());
    assertTrue(shared.take());
    assertEquals(false, shared.take());
    assertEquals(1, world.state.trafficWrites() - writes);
  }

  /** Others take what comes: after a while one call is enough. */
  @ParameterizedTest
  @CsvSource({"2599, 1", "2600, 0"})
  void draw_othersTakeCallsMeanwhile_waitsForEachOtherNoLonger(long millis, long waited) {
    SharedDraw shared = shared(8);
    world.pass(Duration.ofMillis(millis));
    holding(1);
    Instant began = world.now();
    assertEquals(true, rate(shared).draw(began.plusSeconds(1)));
    assertEquals(waited == 0, began.equals(world.now()));
  }

  /** Whoever comes when others of its event drew waits for nobody but a call. */
  @Test
  void draw_othersHaveDrawn_atOnce() {
    holding(19);
    SharedDraw shared = shared(4);
    assertTrue(rate(shared).draw(world.now().plusSeconds(5)));
    holding(1);
    Instant began = world.now();
    assertTrue(rate(shared).draw(began.plusSeconds(5)));
    assertEquals(began, world.now());
  }

  @Test
  void draw_zonesThatAreDone_areNotWaitedFor() {
    holding(1);
    SharedDraw shared = shared(2);
    shared.done();
    Instant began = world.now();
    assertTrue(rate(shared).draw(began.plusSeconds(5)));
    assertEquals(began, world.now());
  }

  /** While one zone draws for all, another looks at nothing; when it gives up, others go on. */
  @Test
  void draw_anotherZoneDraws_waitsForItWithoutARead() {
    holding(5);
    SharedDraw shared = shared(1);
    assertTrue(shared.lead());
    int reads = world.state.trafficReads();
    assertEquals(false, rate(shared).draw(world.now().plusMillis(50)));
    assertEquals(0, world.state.trafficReads() - reads);
    shared.followWith(0);
    assertEquals(true, rate(shared).draw(world.now()));
  }

  /** A listing leaves a call for a change. */
  @ParameterizedTest
  @CsvSource({"1.5, false", "1.99, false", "2, true", "10, true", "11, true"})
  void drawListing_leavesACallForAChange(double held, boolean drawn) {
    holding(held);
    assertEquals(drawn, rate().drawListing(world.now()));
    assertEquals(drawn ? held - 1 : held, tokens(), 0.001);
  }

  @Test
  void drawListing_waitsForTwo() {
    holding(0);
    Instant began = world.now();
    assertTrue(rate().drawListing(began.plusSeconds(2)));
    assertEquals(400, Duration.between(began, world.now()).toMillis());
  }

  /** Route 53 had no room: empty, and half as fast for a minute. */
  @Test
  void throttled_emptyAndSlowForAMinute() {
    holding(20);
    Rate rate = rate();
    rate.throttled();
    assertEquals(0, tokens(), 0.001);
    world.pass(Duration.ofMillis(399));
    assertEquals(false, rate.drawNow());
    world.pass(Duration.ofMillis(1));
    assertEquals(true, rate.drawNow());
    world.pass(Duration.ofSeconds(60));
    holding(0);
    world.pass(Duration.ofMillis(200));
    assertEquals(true, rate().drawNow());
  }

  /** Tables that fail hold nobody up for long: the next attempt reads again. */
  @ParameterizedTest
  @CsvSource({"UNAVAILABLE", "UNCONFIRMED_NOT_WRITTEN"})
  void tableFails_triedAgain(FakeState.Write failure) {
    holding(20);
    world.state.nextTrafficWrites(failure);
    assertEquals(false, rate().drawNow());
    world.state.nextTrafficWrites(failure);
    assertEquals(true, rate().draw(world.now().plusSeconds(5)));
    world.state.nextTrafficWrites(failure);
    rate().throttled();
    assertEquals(true, rate().drawNow());
  }

  @Test
  void tableCannotBeRead_waitsASecondAtMost() {
    holding(20);
    world.state.failReads();
    Instant began = world.now();
    assertEquals(false, rate().draw(began.plusMillis(999)));
    assertEquals(began, world.now());
    assertEquals(false, rate().draw(began.plusMillis(1000)));
    assertTrue(world.now().isAfter(began));
  }

  /** Whoever did not get a call comes later, more so each time, up to five seconds. */
  @Test
  void backoff_growsAndBeginsAnew() {
    Backoff backoff = new Backoff(new SplittableRandom(1));
    long[] most = {200, 400, 800, 1600, 3200, 5000, 5000, 5000};
    Set<Long> waits = new HashSet<>();
    for (int round = 0; round < 200; round++) {
      for (long millis : most) {
        long wait = backoff.next().toMillis();
        assertTrue(wait >= 0 && wait <= millis, wait + " of " + millis);
        waits.add(wait);
      }
      backoff.success();
    }
    assertTrue(waits.stream().anyMatch(wait -> wait > 4900), "the longest wait is reached");
    Backoff first = new Backoff(new SplittableRandom(2));
    long longest = 0;
    for (int i = 0; i < 2000; i++) {
      longest = Math.max(longest, first.next().toMillis());
      first.success();
    }
    assertEquals(200, longest, "at first");
  }

  /** One sender reads the bucket once, as long as nobody else draws from it. */
  @Test
  void severalCallsOfOneSender_bucketReadOnce() {
    holding(20);
    Rate rate = rate();
    int reads = world.state.trafficReads();
    for (int i = 0; i < 5; i++) {
      assertTrue(rate.drawNow());
    }
    rate.throttled();
    world.pass(Duration.ofSeconds(5));
    assertTrue(rate.drawNow());
    assertEquals(2, world.state.trafficReads() - reads, "once more when Route 53 had no room");
    assertEquals(7, bucket().version() - 1);
  }

  private static final Instant END = World.START.plusSeconds(20);

  /** A batch needs six seconds for a call; a request makes its calls at once or not at all. */
  @ParameterizedTest
  @CsvSource({"13999, true", "14000, false"})
  void batch_callsWhileThereIsTime(long millis, boolean calls) {
    Haste batch = Haste.ofBatches(END, false);
    world.pass(Duration.ofMillis(millis));
    assertEquals(calls, batch.mayCall(rate(), world.time));
    assertEquals(calls, batch.maySendAgain(99, world.now()));
    assertEquals(calls, batch.pass(Duration.ZERO, world.time));
    assertEquals(true, Haste.ofRequest(END).mayCall(rate(), world.time));
  }

  @Test
  void pass_onlyWhereACallFitsAfterIt() {
    Haste batch = Haste.ofBatches(END, true);
    assertEquals(false, batch.pass(Duration.ofSeconds(14), world.time));
    assertEquals(World.START, world.now());
    assertEquals(true, batch.pass(Duration.ofMillis(13_999), world.time));
    assertEquals(World.START.plusMillis(13_999), world.now());
    assertEquals(false, Haste.ofRequest(END).pass(Duration.ZERO, world.time));
  }

  @Test
  void request_aFewCallsAndNoWaiting() {
    Haste request = Haste.ofRequest(END);
    assertEquals(1, request.paid());
    assertEquals(5, request.looks());
    assertEquals(true, request.maySendAgain(3, END));
    assertEquals(false, request.maySendAgain(4, World.START));
    holding(1.5);
    assertEquals(true, request.mayLook(rate()));
    assertEquals(false, request.mayLook(rate()));
    assertEquals(World.START, world.now());
    assertEquals(0, Haste.ofBatches(END, false).paid());
    assertEquals(true, Haste.ofBatches(END, true).judged());
    assertEquals(false, Haste.ofBatches(END, false).judged());
  }
}
