package dev.ddns53.core.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.World;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.port.Traffic;
import dev.ddns53.core.port.Traffic.Bucket;
import dev.ddns53.core.port.Traffic.Turn;
import dev.ddns53.fake.FakeRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a request sends its change itself. */
final class DirectPathTest {

  private static final String SITE = "tokyo";
  private static final String NAME = "vpn.tokyo.example.com";

  private final World world = new World();

  @BeforeEach
  void published() {
    world.site(SITE, NAME);
    world.update(SITE, "{\"ipv4\":\"198.51.100.1\"}").assertRecord(200, "updated");
    world.pass(Duration.ofSeconds(30));
  }

  /** The bucket of 20 holds so many calls now. */
  private void holding(double tokens) {
    Bucket bucket = world.state.traffic(World.ZONE).bucket();
    assertTrue(
        world.state.replace(new Bucket(bucket.version() + 1, tokens, world.now(), Instant.EPOCH)));
  }

  @Test
  void threeQuartersOfTheBucketAreThere_sentAtOnce() {
    holding(15);
    world.update(SITE, "{\"ipv4\":\"198.51.100.2\"}").assertRecord(200, "updated");
  }

  @Test
  void lessThanThat_leftToTheStream_whichTakesTheCall() {
    holding(14.9);
    World.Calls before = world.calls();
    world.update(SITE, "{\"ipv4\":\"198.51.100.2\"}").assertRecord(202, "pending");
    assertEquals(0, world.calls().since(before).changes());

    assertTrue(world.stream(NAME).isEmpty());
    assertEquals(1, world.calls().since(before).changes());
    world.update(SITE, "{\"ipv4\":\"198.51.100.2\"}").assertRecord(200, "unchanged");
  }

  private DirectPath path() {
    return new DirectPath(world.parts);
  }

  private Turn row() {
    return world.state.traffic(World.ZONE).turn();
  }

  /** The turn is taken once, kept for all rounds of a request, and given back at its end. */
  @Test
  void attempt_holdsTheTurnUntilItIsClosed() {
    holding(20);
    Traffic.Rows seen = path().traffic(World.ZONE);
    assertEquals(World.ZONE, seen.turn().zone());
    try (DirectPath.Attempt attempt = path().attempt()) {
      assertTrue(attempt.enter(seen));
      assertFalse(row().isFree(world.now()));
      assertTrue(attempt.enter(seen), "it has it already");
      ZoneId other = new ZoneId("Z0OTHER");
      assertFalse(attempt.enter(new Traffic.Rows(Turn.free(other), seen.bucket())));
      assertEquals(new DirectPath.Result(Map.of(), List.of()), attempt.send(List.of()));
    }
    assertTrue(row().isFree(world.now()));
  }

  @Test
  void turnLostToAnother_notEntered() {
    holding(20);
    Traffic.Rows seen = path().traffic(World.ZONE);
    assertTrue(world.state.replace(row().taken("other", world.now(), Duration.ofSeconds(10))));
    try (DirectPath.Attempt attempt = path().attempt()) {
      assertFalse(attempt.enter(seen));
    }
    assertTrue(row().isHeldBy("other"), "what is not ours is not given back");
  }

  /** A request waits for nobody for long: what is at work is left to the stream, and said. */
  @Test
  void otherChangeAtWork_fiveCallsAndLeft() {
    holding(20);
    world.records.nextChanges(
        Collections.nCopies(5, FakeRecords.Change.BUSY).toArray(FakeRecords.Change[]::new));
    World.Calls before = world.calls();
    Instant began = world.now();
    world.update(SITE, "{\"ipv4\":\"198.51.100.2\"}").assertRecord(202, "pending");
    assertEquals(5, world.calls().since(before).changes());
    assertEquals(Duration.ofMillis(4 * 150), Duration.between(began, world.now()));
    assertTrue(world.log().contains("another change of Z0EXAMPLE is at work"), world.log());
    assertTrue(world.stream(NAME).isEmpty());
    world.update(SITE, "{\"ipv4\":\"198.51.100.2\"}").assertRecord(200, "unchanged");
  }

  /** Which of two names is denied, the stream finds out; a request makes one call. */
  @Test
  void oneOfTwoNamesDenied_bothLeftToTheStream() {
    world.site("osaka", "a.example.com", "b.example.com");
    world.records.deny(World.fqdn("a.example.com"));
    holding(20);
    World.Calls before = world.calls();
    world.update("osaka", "{\"ipv4\":\"198.51.100.2\"}").assertRecord(202, "pending");
    assertEquals(1, world.calls().since(before).changes());
    assertTrue(world.log().contains("AccessDenied"), world.log());
    world.stream("a.example.com", "b.example.com");
    assertEquals(
        Optional.of("198.51.100.2"),
        world
            .records
            .published(World.fqdn("b.example.com"), Family.IPV4)
            .map(published -> published.target()));
  }
}
