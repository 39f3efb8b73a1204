package dev.ddns53.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.local.LocalInstance;
import dev.ddns53.local.LocalSettings;
import dev.ddns53.local.ReadableLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances that live and die in local mode, and the names that follow them. */
final class InstanceCommandsIT {

  private static final String FLEET =
      """
      sites:
        web-1: { instance: { tag: { "ddns53:site": web-1 } } }
        inner: { instance: { tag: { "ddns53:site": web-1 }, address: private } }
        web: { instance: { autoScalingGroup: web, which: all } }
      names:
        web-1.example.com: { zone: example.com, members: [web-1] }
        inner.example.com: { zone: example.com, members: [inner] }
        web.example.com: { zone: example.com, members: [web] }
      """;

  @TempDir private Path folder = Path.of("");

  private final InstantSource clock = InstantSource.system();

  private LocalInstance start() throws IOException {
    Path fleet = Files.writeString(folder.resolve("fleet.yaml"), FLEET);
    Path data = folder.resolve("data");
    return LocalInstance.start(
        new LocalSettings(LocalSettings.Ports.ANY, data, Optional.empty()),
        LocalCommand.setup(data, Optional.of(fleet), clock),
        new ReadableLog(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            clock,
            ZoneOffset.UTC),
        clock);
  }

  private CommandRun ddns53(String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "--local";
    all[1] = folder.resolve("data").toString();
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return CommandRun.of("", all);
  }

  private String lookup(String name) {
    return ddns53("lookup", name).out().strip();
  }

  /** Looks until DNS answers something else than before: a busy zone's record takes a moment. */
  private String lookup(String name, String before) throws InterruptedException {
    assertTrue(Waits.until(Duration.ofSeconds(30), () -> !lookup(name).equals(before)), name);
    return lookup(name);
  }

  private String column(String id, int column) {
    return ddns53("instance", "list")
        .out()
        .lines()
        .filter(line -> line.startsWith(id))
        .map(line -> line.split("  +", -1)[column])
        .findFirst()
        .orElseThrow();
  }

  @Test
  void replacement_followed() throws Exception {
    try (LocalInstance local = start()) {
      assertTrue(Files.notExists(local.data().resolve("sites/web-1.curl")), "it needs no key");
      CommandRun launched = ddns53("instance", "launch", "--tag", "ddns53:site=web-1");
      assertEquals(0, launched.status(), launched.err());
      String first = launched.out().strip();
      assertTrue(launched.err().contains("web-1: "), launched.err());
      String address = lookup("web-1.example.com", "");
      assertEquals(column(first, 2), address);
      assertEquals(column(first, 3), lookup("inner.example.com", ""));

      String second = ddns53("instance", "launch", "--tag", "ddns53:site=web-1").out().strip();
      String newer = column(second, 2);
      assertEquals(newer, lookup("web-1.example.com", address));

      assertEquals(0, ddns53("instance", "terminate", second).status());
      assertEquals(address, lookup("web-1.example.com", newer));

      ddns53("instance", "stop", first);
      assertEquals(address, lookup("web-1.example.com"), "nothing is better known");
      ddns53("instance", "start", first);
      assertEquals(column(first, 2), lookup("web-1.example.com", address));

      String shown = ddns53("site", "show", "web-1").out();
      assertTrue(shown.contains("instances tagged ddns53:site=web-1"), shown);
      assertTrue(shown.contains(", as EC2 said "), shown);
      CommandRun key = ddns53("site", "key", "web-1");
      assertEquals(1, key.status());
      assertTrue(key.err().contains("needs no key"), key.err());
    }
  }

  @Test
  void untoldAndTaggedLate_foundByTheRecheck() throws Exception {
    try (LocalInstance local = start()) {
      CommandRun foreign = ddns53("instance", "launch");
      assertTrue(foreign.err().contains("It is no site's: none has instance:"), foreign.err());
      String id = foreign.out().strip();
      ddns53("instance", "tag", id, "ddns53:site=web-1");
      assertEquals("", lookup("web-1.example.com"));
      assertEquals(0, ddns53("recheck").status());
      assertEquals(column(id, 2), lookup("web-1.example.com", ""));
      assertTrue(local.file().controlToken().isPresent());
    }
  }

  @Test
  void group_publishedWhole() throws Exception {
    try (LocalInstance local = start()) {
      for (int i = 0; i < 3; i++) {
        assertEquals(0, ddns53("instance", "launch", "--group", "web", "--silent").status());
      }
      ddns53("recheck");
      assertEquals(3, lookup("web.example.com", "").lines().count());
      assertTrue(local.file().dns() > 0);
    }
  }

  @Test
  void inAws_refusedWithTheReason() {
    CommandRun run = CommandRun.of("", "instance", "list");
    assertEquals(1, run.status());
    assertTrue(run.err().contains("say --local DIR"), run.err());
  }
}
