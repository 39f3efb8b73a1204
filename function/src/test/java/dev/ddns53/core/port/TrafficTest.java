package dev.ddns53.core.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.World;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.port.Traffic.Bucket;
import dev.ddns53.core.port.Traffic.Pace;
import dev.ddns53.core.port.Traffic.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose turn it is to send to a zone, and how many calls the account's bucket holds. */
final class TrafficTest {

  private static final Instant T = World.START;
  private static final Duration TEN = Duration.ofSeconds(10);
  private static final Fqdn A = new Fqdn("a.example.com");
  private static final Fqdn B = new Fqdn("b.example.com");
  private static final Pace PACE = new Pace(4, 20);

  private static Turn taken() {
    return Turn.free(World.ZONE).taken("me", T, TEN);
  }

  private static Fqdn name(int number) {
    return new Fqdn("n" + number + ".example.com");
  }

  private static Set<Fqdn> names(int from, int to) {
    return IntStream.range(from, to).mapToObj(TrafficTest::name).collect(Collectors.toSet());
  }

  @ParameterizedTest
  @CsvSource({"0, false", "9999, false", "10000, true", "10001, true"})
  void turn_freeOnceItsTimeIsOver(long millis, boolean free) {
    assertEquals(free, taken().isFree(T.plusMillis(millis)));
  }

  @Test
  void turnOfNobody_free() {
    Turn free = Turn.free(World.ZONE);
    assertTrue(free.isFree(Instant.EPOCH.minusSeconds(1)));
    assertEquals(0, free.version());
    assertFalse(free.isHeldBy("me"));
  }

  /** Each write that others must not miss counts a version; what is only noted does not. */
  @Test
  void turn_countsItsWrites() {
    Turn taken = taken();
    assertEquals(1, taken.version());
    assertEquals(2, taken.kept(T, TEN).version());
    assertEquals(2, taken.asked(Set.of(A)).version());
    assertEquals(2, taken.released(T, Set.of()).version());
    assertEquals(1, taken.throttledAt(T).version());
    assertEquals(1, taken.deniedSince(Optional.of(T)).version());
  }

  @Test
  void turn_heldByWhoTookIt() {
    Turn taken = taken();
    assertTrue(taken.isHeldBy("me"));
    assertFalse(taken.isHeldBy("you"));
    assertEquals(T, taken.sent());
    Turn kept = taken.kept(T.plusSeconds(6), TEN);
    assertTrue(kept.isHeldBy("me"));
    assertEquals(T.plusSeconds(16), kept.until());
    assertEquals(T.plusSeconds(6), kept.sent());
    Turn released = kept.released(T.plusSeconds(7), Set.of());
    assertTrue(released.isFree(T.plusSeconds(7)));
    assertFalse(released.isHeldBy("me"));
    assertEquals(T.plusSeconds(7), released.sent(), "the zone is quiet from then on");
  }

  /** What Route 53 and IAM said is handed on from holder to holder. */
  @Test
  void throttlesAndDenials_outliveTheHolder() {
    Turn told = taken().throttledAt(T.plusSeconds(1)).deniedSince(Optional.of(T.plusSeconds(2)));
    for (Turn later :
        List.of(told.kept(T, TEN), told.asked(Set.of(A)), told.released(T, Set.of()))) {
      assertEquals(T.plusSeconds(1), later.throttled());
      assertEquals(Optional.of(T.plusSeconds(2)), later.denied());
    }
    Turn next = told.released(T, Set.of()).taken("you", T, TEN);
    assertEquals(T.plusSeconds(1), next.throttled());
    assertEquals(Optional.of(T.plusSeconds(2)), next.denied());
    assertEquals(Optional.empty(), next.deniedSince(Optional.empty()).denied());
  }

  /** Who asked before the holder sent is served; who asked after that is left to the next one. */
  @Test
  void namesThatWait_leftUnlessServed() {
    Turn asked = taken().asked(List.of(A)).asked(List.of(A, B));
    assertEquals(Set.of(A, B), asked.waiting());
    assertEquals(Set.of(A, B), asked.kept(T, TEN).waiting());
    assertEquals(Set.of(B), asked.released(T, Set.of(A)).waiting());
    assertEquals(Set.of(B), asked.released(T, Set.of(A)).taken("you", T, TEN).waiting());
    assertEquals(Set.of(), asked.released(T, Set.of(A, B, name(1))).waiting());
  }

  /** Whoever waited before keeps the place; the row has no room for more than a batch. */
  @Test
  void namesThatWait_fiveHundredAtMost() {
    Turn full = taken().asked(names(0, Turn.MOST_WAITING - 1)).asked(List.of(A, B));
    assertEquals(Turn.MOST_WAITING, full.waiting().size());
    assertTrue(full.waiting().contains(A));
    assertFalse(full.waiting().contains(B));
    assertEquals(full.waiting(), full.asked(names(1000, 1010)).waiting());
  }

  /** It fills by four a second up to twenty, and by two while Route 53 had no room. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0",
    "1000, 0, 4, 2",
    "2500, 0, 10, 5",
    "5000, 0, 20, 10",
    "6000, 0, 20, 12",
    "1000, 18, 20, 20",
    "-1000, 3, 3, 3"
  })
  void bucket_fillsByItsPace(long millis, double before, double tokens, double slowly) {
    Bucket bucket = new Bucket(1, before, T, T);
    assertEquals(tokens, bucket.tokens(T.plusMillis(millis), PACE));
    Bucket slow = new Bucket(1, before, T, T.plusSeconds(60));
    assertEquals(slowly, slow.tokens(T.plusMillis(millis), PACE));
  }

  @Test
  void bucketThatNobodyDrewFrom_full() {
    assertEquals(20, Bucket.UNTOUCHED.tokens(T, PACE));
    assertEquals(Duration.ZERO, Bucket.UNTOUCHED.until(20, T, PACE));
  }

  @Test
  void drawn_soManyFewerFromNowOn() {
    Bucket drawn = new Bucket(7, 2, T, T.plusSeconds(3)).drawn(3, T.plusSeconds(1), PACE);
    assertEquals(new Bucket(8, 1, T.plusSeconds(1), T.plusSeconds(3)), drawn);
  }

  /** To the millisecond at which it is there, rounded up. */
  @ParameterizedTest
  @CsvSource({"2, 0", "3, 250", "6, 1000", "2.001, 1", "2.003, 1", "2.005, 2"})
  void until_soManyAreThere(double wanted, long millis) {
    Bucket bucket = new Bucket(1, 2, T, T);
    assertEquals(Duration.ofMillis(millis), bucket.until(wanted, T, PACE));
    assertEquals(Duration.ZERO, bucket.until(wanted, T.plus(bucket.until(wanted, T, PACE)), PACE));
  }

  @ParameterizedTest
  @CsvSource({"3, 500", "6, 2000"})
  void until_twiceAsLongWhileSlow(double wanted, long millis) {
    Bucket slow = new Bucket(1, 2, T, T.plusSeconds(60));
    assertEquals(Duration.ofMillis(millis), slow.until(wanted, T, PACE));
  }

  @Test
  void throttled_emptyAndSlow() {
    Bucket throttled = new Bucket(7, 20, T, T).throttled(T.plusSeconds(1), TEN);
    assertEquals(new Bucket(8, 0, T.plusSeconds(1), T.plusSeconds(11)), throttled);
    assertEquals(2, throttled.tokens(T.plusSeconds(2), PACE));
  }
}
