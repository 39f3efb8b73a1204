package dev.ddns53.handler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.World;
import dev.ddns53.core.fleet.Allow;
import dev.ddns53.core.fleet.InstanceSelector;
import dev.ddns53.core.fleet.InstanceSelector.Address;
import dev.ddns53.core.fleet.InstanceSelector.By;
import dev.ddns53.core.fleet.InstanceSelector.Tag;
import dev.ddns53.core.fleet.InstanceSelector.Which;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteEntry;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.follow.InstanceFollower;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.publish.DirectPath;
import dev.ddns53.core.report.UpdateService;
import dev.ddns53.fake.FakeInstances;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events in, log lines and answers out. */
final class InstanceHandlerTest {

  private static final String RUNNING =
      "{\"detail-type\":\"EC2 Instance State-change Notification\",\"region\":\"ap-northeast-1\","
          + "\"detail\":{\"instance-id\":\"i-00000001\",\"state\":\"running\"}}";

  private final World world = new World();
  private final FakeInstances ec2 = new FakeInstances();
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  private InstanceHandler handler;

  @BeforeEach
  void site() {
    InstanceSelector web =
        new InstanceSelector(
            new By.ByTag(new Tag("Name", "web")), Optional.empty(), Address.PUBLIC, Which.NEWEST);
    SiteEntry entry = new SiteEntry(Duration.ofHours(1), Allow.DEFAULT, false, Optional.of(web));
    world.name("web.example.com", "web");
    world.state.register(
        new Site(
            new SiteId("web"),
            entry,
            List.of(World.fqdn("web.example.com")),
            List.of(World.ZONE),
            List.of()));
    handler =
        new InstanceHandler(
            new InstanceFollower(
                world.state.registry(),
                world.state,
                ec2,
                new UpdateService(world.state, new DirectPath(world.parts), world.time),
                world.time),
            new InstanceLog(new PrintStream(lines, true, UTF_8)),
            world.time);
    ec2.launch(1, world.now(), "Name", "web").run(1);
  }

  private String answer(String event) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    handler.handleRequest(new ByteArrayInputStream(event.getBytes(UTF_8)), out, null);
    return out.toString(UTF_8);
  }

  @Test
  void event_followedAndLogged() throws IOException {
    String summary =
        "\"instance\":\"i-00000001\",\"region\":\"ap-northeast-1\",\"state\":\"running\","
            + "\"sites\":{\"web\":\"updated\"},\"asks\":2";
    assertEquals("{" + summary + "}", answer(RUNNING));
    assertEquals(
        "{\"event\":\"instance\",\"level\":\"INFO\"," + summary + ",\"millis\":0}",
        lines.toString(UTF_8).strip());
  }

  @Test
  void eventOfSomethingElse_loggedAlone() throws IOException {
    assertEquals("", answer("{\"detail-type\":\"Scheduled Event\"}"));
    assertTrue(lines.toString(UTF_8).contains("\"level\":\"WARN\",\"ignored\""), lines::toString);
    assertEquals(0, ec2.asks());
  }

  /** Thrown, so that Lambda brings the event again. */
  @Test
  void fault_loggedAndThrown() {
    ec2.unreadable(true);
    assertThrows(Unavailable.class, () -> answer(RUNNING));
    assertTrue(lines.toString(UTF_8).contains("\"level\":\"ERROR\""), lines::toString);
    assertTrue(lines.toString(UTF_8).contains("RequestLimitExceeded"), lines::toString);
  }
}
