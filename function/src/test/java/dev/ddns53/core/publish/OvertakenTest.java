package dev.ddns53.core.publish;

import static dev.ddns53.World.fqdn;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ddns53.Answer;
import dev.ddns53.Requests;
import dev.ddns53.World;
import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.Publication;
import dev.ddns53.fake.FakeRecords.Upsert;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Another request comes between two calls of one. */
final class OvertakenTest {

  private static final String SITE = "tokyo";
  private static final Fqdn NAME = fqdn("vpn.tokyo.example.com");

  /** The calls of a changed report, in their order. */
  private static final int READ_OF_THE_ZONE = 3;

  private static final int CHANGE_OF_THE_ZONE = 4;

  private final AtomicInteger call = new AtomicInteger();
  private final AtomicReference<Runnable> between = new AtomicReference<>(() -> {});
  private final World world =
      new World(
          () -> {
            if (call.decrementAndGet() == 0) {
              between.get().run();
            }
          });

  OvertakenTest() {
    world.site(SITE, NAME.value());
  }

  private static String body(int host) {
    return "{\"ipv4\":\"198.51.100." + host + "\"}";
  }

  /** Right before that call of what is sent next, this happens. */
  private void before(int number, Runnable other) {
    between.set(other);
    call.set(number);
  }

  private void assertPublished(int host) {
    assertEquals(
        Optional.of("198.51.100." + host),
        world
            .records
            .published(NAME, Family.IPV4)
            .map(Publication::addresses)
            .map(all -> all.getFirst().toString()));
  }

  private Answer later(int host) {
    world.pass(Duration.ofSeconds(1));
    return world.update(SITE, body(host));
  }

  @Test
  void unconfirmedChangeAfterANewerOne_newestIsContestedAndSentOnceMore() {
    later(1).assertRecord(200, "updated");
    world.records.nextUpserts(Upsert.UNCONFIRMED_BUT_APPLIED);
    before(CHANGE_OF_THE_ZONE, () -> later(3).assertRecord(202, "pending"));
    later(2).assertRecord(202, "pending");
    assertPublished(2);

    world.stream(NAME.value());
    assertPublished(3);
    later(3).assertRecord(202, "pending");
    world.pass(Duration.ofSeconds(30));
    world.stream(NAME.value());
    assertPublished(3);
    later(3).assertRecord(200, "unchanged");
  }

  @Test
  void firstPublishedByAnotherRequest_notTakenForForeign() {
    world.pass(Duration.ofSeconds(1));
    Requests newer =
        world
            .signer(SITE, World.FIRST_KEY)
            .sign(Requests.update(body(2)), world.now().plusSeconds(1));
    before(READ_OF_THE_ZONE, () -> world.update(SITE, body(1)).assertRecord(200, "updated"));
    world.send(newer).assertRecord(200, "updated");
    assertPublished(2);
  }
}
