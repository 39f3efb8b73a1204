package dev.ddns53.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Small runs in virtual time; nothing here depends on real time. */
final class ScaleRunTest {

  private static ScaleRun.Size size(int rate, int zones, int seconds) {
    return new ScaleRun.Size(rate, zones, 2, Duration.ofSeconds(seconds), 1);
  }

  @Test
  void smallStack_losesNothing_andCountsAreSane() {
    ScaleResult result = ScaleRun.of(size(50, 2, 5));

    assertEquals(List.of(), result.misses());
    assertEquals(250, result.accepted());
    assertEquals(250, result.published().count());
    assertTrue(result.published().p99() < 5_000, result.published().text());
    assertTrue(result.published().p50() >= 300, "a change takes 300 ms");
    assertTrue(result.direct() > 0, "the first ones find a quiet zone");
    assertTrue(result.calls().total() < 60, "not one call for each change");
    assertTrue(result.calls().perChange() > 4, "batches");
    assertTrue(result.table().written().units() < TableMeter.WRITES);
    assertTrue(result.backlog() < 200, "some wait for the stream's window, not all");
  }

  @Test
  void sameSeed_sameRun() {
    ScaleResult one = ScaleRun.of(size(30, 3, 4));
    ScaleResult other = ScaleRun.of(size(30, 3, 4));

    assertEquals(one.published(), other.published());
    assertEquals(one.calls().total(), other.calls().total());
    assertEquals(one.table().read(), other.table().read());
  }

  @Test
  void moreThanCallsCarry_growsABacklog_butLosesNothing() {
    ScaleResult result = ScaleRun.of(size(100, 40, 20));

    assertEquals(0, result.lost());
    assertEquals(2_000, result.accepted());
    assertEquals("calls", result.full());
    assertTrue(result.calls().rate() < 6.5, "5 a second, and 20 at once");
    assertTrue(result.backlog() > 500);
    assertTrue(result.table().written().units() < 200, "80 that wait do not all write at once");
    assertTrue(result.table().read().units() < 500, "who waits for a turn reads the turn alone");
  }

  @Test
  void keyThatIsAskedForTooMuch_refuses() {
    TableMeter meter = new TableMeter(1);
    List<TableMeter.Item> item = List.of(new TableMeter.Item("zone#Z", 0, 1));

    for (int i = 0; i < TableMeter.WRITES; i++) {
      assertTrue(meter.writes(7, item));
    }
    assertFalse(meter.writes(7, item));
    assertTrue(meter.writes(8, item), "the next second has room again");
    assertEquals(new TableMeter.Hottest("zone#Z", TableMeter.WRITES + 1), meter.written());
  }

  @Test
  void limit_isFoundBetweenDoublings() {
    assertEquals(0, ScaleLimit.of(rate -> false));
    int limit = ScaleLimit.of(rate -> rate <= 300);
    assertTrue(limit > 280 && limit <= 300, () -> "found " + limit);
  }
}
