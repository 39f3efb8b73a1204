package dev.ddns53.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ThrottleTest {

  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  private static long taken(Throttle throttle, int calls) {
    return IntStream.range(0, calls).filter(i -> throttle.takes("POST", "/v1/update")).count();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 20, 10",
    "200, 20, 10",
    "1000, 100, 50",
    "10000, 1000, 500",
    "200000, 5000, 10000",
    "999999, 5000, 10000"
  })
  void sites_makeBurstAndRate(int sites, int burst, int rate) {
    AtomicReference<Instant> now = new AtomicReference<>(NOON);
    Throttle throttle = Throttle.forSites(sites, now::get);
    assertEquals(burst, taken(throttle, 20_000));
    now.set(NOON.plusMillis(100));
    assertEquals(rate / 10, taken(throttle, 20_000));
  }

  @Test
  void whatIsNoRoute_isHandedOn() {
    Throttle throttle = Throttle.forSites(1, () -> NOON);
    for (int i = 0; i < 100; i++) {
      assertTrue(throttle.takes("GET", "/nothing"));
      assertTrue(Throttle.none().takes("POST", "/v1/update"));
    }
  }
}
