package dev.ddns53.core.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.World;
import dev.ddns53.core.port.Traffic.Bucket;
import java.time.Duration;
import java.time.Instant;
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
}
