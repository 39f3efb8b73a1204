package dev.ddns53.core.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.World;
import dev.ddns53.core.model.Limits;
import dev.ddns53.core.model.ZoneId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PacingTest {

  private static final Duration LONG = Duration.ofHours(1);

  private final Pacing pacing = new Pacing();
  private Instant ended = World.START;

  /**
   * The linger in seconds after an event that came so long after the last one had ended.
   *
   * @param due record sets in each zone
   */
  private double linger(double gap, int... due) {
    return lingerAfterPublishing(0, gap, due);
  }

  private double lingerAfterPublishing(double published, double gap, int... due) {
    Instant came = ended.plusMillis((long) (1_000 * gap));
    return linger(
        event(came, Optional.empty(), due), came.plusMillis((long) (1_000 * published)), LONG);
  }

  private static Pacing.Event event(Instant came, Optional<Instant> oldest, int... due) {
    Map<ZoneId, Double> zones = new TreeMap<>();
    for (int count : due) {
      zones.put(ZoneId.parse("Z" + zones.size()).orElseThrow(), count / 500.0);
    }
    return new Pacing.Event(came, oldest, IntStream.of(due).sum(), zones);
  }

  private double linger(Pacing.Event event, Instant now, Duration most) {
    Duration linger = pacing.after(event, now, most);
    ended = now.plus(linger);
    return linger.toMillis() / 1e3;
  }

  @Test
  void trickle_notAtAll() {
    assertEquals(0, linger(0));
    assertEquals(0, linger(1, 1));
    assertEquals(0, linger(1, 7));
    assertEquals(0, linger(1, 7));
    assertEquals(0, linger(3_600, 80));
  }

  @Test
  void firstEvent_whereABatchFillsAtOnce() {
    assertEquals(3.4, linger(3_600, 200));
    assertEquals(3.4, linger(3_600, 100));
    assertEquals(0, linger(3_600, 80));
  }

  @Test
  void clumpAfterATrickle_notLongerThanAfterQuiet() {
    linger(1, 0);
    assertEquals(0, linger(1, 40));
    linger(1, 0);
    assertEquals(3.4, linger(1, 200));
  }

  @Test
  void burst_untilBatchesHaveFilledWhenTheNextEventComes() {
    assertEquals(3.4, linger(3_600, 200));
    assertEquals(3.4, linger(1, 880));
    assertEquals(3.9, linger(0.5, 780));
  }

  @Test
  void slowBurst_untilOneBatchHasFilled() {
    assertEquals(0, linger(3_600, 20));
    assertEquals(21, linger(1, 20));
    assertEquals(21, linger(1, 440));
  }

  @Test
  void slowerBurst_asLongAsMayBe() {
    linger(3_600, 8);
    assertEquals(29, linger(1, 8));
    assertEquals(29, linger(1, 230));
    assertEquals(0, linger(1, 210));
  }

  @Test
  void burstDiesDown_aFewSecondsAtMost() {
    linger(3_600, 200);
    linger(1, 880);
    assertEquals(0, linger(1, 150));
    linger(3_600, 200);
    linger(1, 880);
    assertEquals(3.84, linger(1, 400), 0.01);
  }

  @Test
  void burstGoesOnMoreSlowly_untilOneBatchHasFilled() {
    linger(3_600, 200);
    linger(1, 880);
    assertEquals(0, linger(1, 88));
    assertEquals(21, linger(1, 20));
  }

  @Test
  void severalZones_theBusiest() {
    linger(3_600, 40, 20, 1);
    assertEquals(10, linger(1, 40, 20, 1));
  }

  @Test
  void moreThanAnEventHolds_untilItIsFull() {
    assertEquals(1.2, linger(3_600, IntStream.range(0, 10).map(i -> 200).toArray()));
    int few = Limits.RECORDS_PER_EVENT / 50;
    assertEquals(1, linger(3_600, IntStream.range(0, 25).map(i -> few).toArray()));
  }

  @Test
  void twoFullEvents_moreIsWaiting() {
    int full = Limits.RECORDS_PER_EVENT;
    linger(3_600, 200);
    linger(1, full / 4, full / 4, full / 4, full / 4);
    assertEquals(0, linger(1, full / 4, full / 4, full / 4, full / 4));
    assertEquals(3.4, linger(1, 200));
  }

  @Test
  void timeSpentPublishing_counts() {
    assertEquals(2.9, lingerAfterPublishing(0.5, 3_600, 200));
    assertEquals(0, lingerAfterPublishing(3.9, 3_600, 200));
  }

  @Test
  void anotherBatchIsBegunMeanwhile_untilThatHasFilled() {
    linger(3_600, 200);
    assertEquals(1.4, lingerAfterPublishing(4.2, 1, 880), 0.01);
    linger(3_600, 200);
    assertEquals(0, lingerAfterPublishing(31, 1, 880));
  }

  @Test
  void mayNotLinger_nextEventCountsFromThere() {
    Instant came = ended.plusSeconds(1);
    linger(3_600, 200);
    assertEquals(0, linger(event(came, Optional.empty(), 200), came, Duration.ZERO));
    assertEquals(came, ended);
    assertEquals(0.5, linger(event(came, Optional.empty(), 200), came, Duration.ofMillis(500)));
  }

  /** What the direct path published comes as an event in which nothing is due. */
  @ParameterizedTest
  @CsvSource({"1, 0.01", "3, 0.2", "4, 1.5"})
  void trickle_seldomWaits(double perSecond, double mostWaiting) {
    SplittableRandom random = new SplittableRandom(11);
    double waited = 0;
    int changes = 0;
    double seconds = 0;
    while (seconds < 20_000) {
      double before = ended.toEpochMilli() / 1e3;
      double gap = 1;
      double next = random.nextExponential() / perSecond;
      gap += next;
      int due = 1 + poisson(random, perSecond);
      double linger = linger(gap, due);
      int meanwhile = poisson(random, linger * perSecond);
      waited += meanwhile * linger / 2;
      changes += due + meanwhile;
      if (meanwhile > 0) {
        int more = poisson(random, perSecond);
        double again = linger(1, meanwhile + more);
        int then = poisson(random, again * perSecond);
        waited += then * again / 2;
        changes += more + then;
      }
      seconds += ended.toEpochMilli() / 1e3 - before;
    }
    assertTrue(waited / changes <= mostWaiting, "waited " + waited / changes);
  }

  private static int poisson(SplittableRandom random, double mean) {
    int count = 0;
    double left = mean - random.nextExponential();
    while (left > 0) {
      count++;
      left -= random.nextExponential();
    }
    return count;
  }

  /**
   * One shard; a call for each batch begun, publishing at 1,500 records a second.
   *
   * @param first how fast it begins, as a part of its rate; it takes a third of the burst to rise
   */
  @ParameterizedTest
  @CsvSource({
    "10, 100000, 130, 1",
    "10, 100000, 160, 1",
    "10, 100000, 400, 1",
    "10, 100000, 1000, 1",
    "1, 10000, 120, 1",
    "1, 10000, 250, 1",
    "1, 10000, 700, 1",
    "10, 100000, 170, 0.8",
    "10, 100000, 157, 0.8",
    "10, 100000, 200, 0.8",
    "10, 100000, 400, 0.8"
  })
  void burst_fewCallsAndNoLongWait(int zones, int sites, double perSecond, double first) {
    SplittableRandom random = new SplittableRandom(zones * 31L + (long) perSecond);
    int[] waiting = new int[zones];
    double seconds = 0;
    int sent = 0;
    int calls = 0;
    double longest = 0;
    double since = 0;
    while (sent < sites) {
      double came = Math.max(seconds + 0.1, since + 1.1);
      int arrived = IntStream.of(waiting).sum() + sent;
      double risen = first + (1 - first) * Math.min(1, 3.0 * arrived / sites);
      double uneven = risen + (1 - first) * (random.nextDouble() - 0.5);
      for (int i = poisson(random, (came - since) * perSecond * uneven);
          i > 0 && arrived < sites;
          i--) {
        waiting[random.nextInt(zones)]++;
        arrived++;
      }
      longest = Math.max(longest, came - since);
      since = came;
      int[] due = taken(waiting);
      calls += IntStream.of(due).map(each -> (each + 499) / 500).sum();
      int records = IntStream.of(due).sum();
      sent += records;
      Instant at = World.START.plusMillis((long) (1_000 * came));
      Instant published = at.plusMillis(200 + records * 2L / 3);
      linger(event(at, Optional.empty(), due), published, LONG);
      seconds = Duration.between(World.START, ended).toMillis() / 1e3;
    }
    double ratio = calls / Math.ceil(sites / 500.0);
    assertTrue(ratio <= 1.45, "calls: " + ratio + " times the fewest");
    double floor = sites / 500.0 / 10;
    assertTrue(longest <= 2 * floor + 3, "waited " + longest);
  }

  /** An event of what waits, alike from each zone where there is more than it holds. */
  private static int[] taken(int[] waiting) {
    int all = IntStream.of(waiting).sum();
    int left = Math.max(0, all - Limits.RECORDS_PER_EVENT);
    int[] due = new int[waiting.length];
    for (int zone = 0; zone < waiting.length; zone++) {
      int stays = all == 0 ? 0 : Math.round((float) left * waiting[zone] / all);
      left -= stays;
      all -= waiting[zone];
      due[zone] = waiting[zone] - stays;
      waiting[zone] = stays;
    }
    return due;
  }

  /** A second's fraction is unknown, and what was written just before an event came too late. */
  @Test
  void oneShard_isNotTakenForTwo() {
    Instant previous = ended;
    for (int event = 0; event < 20; event++) {
      Instant came = ended.plusMillis(1_050);
      Instant oldest = previous.minusMillis(200).truncatedTo(ChronoUnit.SECONDS);
      double linger = linger(event(came, Optional.of(oldest), event < 2 ? 20 : 440), came, LONG);
      assertEquals(event == 0 ? 0 : 22, linger, 0.5);
      previous = came;
    }
  }

  /**
   * Sixty changes a second arrive in four shards, of which one at a time is served. How many there
   * are shows after the first lingers.
   */
  @ParameterizedTest
  @ValueSource(ints = {250, 500, 800, 1_250})
  void shardsTakeTurns_aRecordSoonWaitsNoLongerThanWithOne(int millisForAnEvent) {
    Instant[] served = {ended, ended, ended, ended};
    double longest = 0;
    double last = 0;
    for (int event = 0; event < 60; event++) {
      Instant came = ended.plusMillis(millisForAnEvent);
      Instant oldest = served[event % 4];
      double waited = Duration.between(oldest, came).toMillis() / 1e3;
      int due = Math.max(1, (int) (waited * 60 / 4));
      linger(event(came, Optional.of(oldest), due), came, LONG);
      served[event % 4] = came;
      longest = Math.max(longest, waited);
      last = waited;
    }
    assertTrue(longest <= 55, "waited " + longest);
    assertEquals(30, last, 5);
  }
}
