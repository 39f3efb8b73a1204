package dev.ddns53.infra.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SizingTest {

  private static Sizing of(int sites) {
    return Sizing.of(sites, Optional.empty(), Optional.empty());
  }

  @Test
  void thousandSites_areTheDefault() {
    assertEquals(new Sizing(50, 100), of(1_000));
    assertEquals("50 requests a second, 100 at once, of each route", of(1_000).toString());
  }

  @Test
  void fewSites_leaveRoomForWhoTriesThingsOut() {
    assertEquals(new Sizing(10, 20), of(1));
  }

  @Test
  void manySites_getNoMoreThanTheGatewayHas() {
    assertEquals(new Sizing(10_000, 5_000), of(200_000));
  }

  @Test
  void whatWasSet_goesFirst() {
    assertEquals(new Sizing(7, 9), Sizing.of(1_000, Optional.of(7), Optional.of(9)));
  }

  /** All in the same second; who is refused comes again somewhere in the next half minute. */
  @ParameterizedTest
  @ValueSource(ints = {1, 10, 200, 1_000, 10_000, 100_000, 200_000})
  void allSitesAtOnce_areTakenWithinAMinute(int sites) {
    Sizing sizing = of(sites);
    SplittableRandom random = new SplittableRandom(sites);
    PriorityQueue<Double> calls = new PriorityQueue<>();
    for (int site = 0; site < sites; site++) {
      calls.add(random.nextDouble());
    }
    double tokens = sizing.burst();
    double before = 0;
    double last = 0;
    while (!calls.isEmpty()) {
      double now = calls.remove();
      tokens = Math.min(sizing.burst(), tokens + (now - before) * sizing.ratePerSecond());
      before = now;
      if (tokens >= 1) {
        tokens--;
        last = now;
      } else {
        calls.add(now + 1 + random.nextDouble() * 29);
      }
    }
    assertTrue(last < 60, sites + " sites take " + last + " s");
  }
}
