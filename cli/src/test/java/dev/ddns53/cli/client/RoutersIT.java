package dev.ddns53.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ddns53.cli.CommandRun;
import dev.ddns53.cli.RunningLocal;
import dev.ddns53.cli.Waits;
import dev.ddns53.cli.client.StandInService.Answer;
import dev.ddns53.local.LocalInstance;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Debian's ddclient and inadyn, as they are, against the whole service on this machine. */
final class RoutersIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String NAME = "vpn.%s.example.com";

  @TempDir private static Path home = Path.of("");
  private static Optional<LocalInstance> instance = Optional.empty();

  @TempDir private Path folder = Path.of("");

  /** What people run who have no client of ours. */
  enum Program {
    DDCLIENT,
    INADYN;

    String path() {
      String name = name().toLowerCase(java.util.Locale.ROOT);
      Optional<String> tool = Shell.tool(name);
      assumeTrue(tool.isPresent(), () -> "skipped: " + name + " is not there");
      return tool.orElseThrow();
    }

    /** Each test has a site of its own: a site may change only so often. */
    String site(String test) {
      return name().toLowerCase(java.util.Locale.ROOT) + "-" + test;
    }
  }

  @BeforeAll
  static void start() throws IOException {
    StringBuilder sites = new StringBuilder("sites:\n");
    StringBuilder names = new StringBuilder("names:\n");
    for (Program program : Program.values()) {
      for (String test : List.of("moves", "token", "back")) {
        String site = program.site(test);
        sites.append("  %s: { router: true }\n".formatted(site));
        names.append(
            "  %s: { zone: example.com, members: [%s] }\n".formatted(NAME.formatted(site), site));
      }
    }
    sites.append("  plain: {}\n");
    Path fleet = Files.writeString(home.resolve("fleet.yaml"), sites.append(names).toString());
    instance = Optional.of(RunningLocal.in(home, fleet));
  }

  @AfterAll
  static void stop() {
    instance.ifPresent(LocalInstance::close);
  }

  private static CommandRun ddns53(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--local", home.toString()));
    all.addAll(List.of(arguments));
    return CommandRun.of("", all.toArray(String[]::new));
  }

  private static String token(String site) {
    CommandRun run = ddns53("site", "key", site, "--router");
    assertEquals(0, run.status(), run.err());
    return run.out()
        .lines()
        .filter(line -> line.startsWith("password "))
        .map(line -> line.substring("password".length()).strip())
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> held(String site) {
    return ddns53("lookup", NAME.formatted(site)).out().lines().collect(Collectors.toSet());
  }

  /** As {@code lookup} spells addresses. */
  private static void assertHeld(String site, String... addresses) throws InterruptedException {
    Waits.until(PATIENCE, () -> held(site).equals(Set.of(addresses)));
    assertEquals(Set.of(addresses), held(site));
  }

  private static URI service() {
    return instance.orElseThrow().file().http();
  }

  private Path secret(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private List<String> command(
      Program program, URI server, String site, String token, String address) throws IOException {
    return switch (program) {
      case DDCLIENT -> ddclient(server, site, token, address);
      case INADYN -> inadyn(server, site, token, address);
    };
  }

  /** It asks for IPv6 addresses in a way that dyndns2 loses; by {@code use=cmd} it sends them. */
  private List<String> ddclient(URI server, String site, String token, String address)
      throws IOException {
    Path config =
        secret(
            "ddclient.conf",
            """
            ssl=no
            protocol=dyndns2
            server=%s
            login=%s
            password='%s'
            use=cmd, cmd='echo %s'
            %s
            """
                .formatted(server.getRawAuthority(), site, token, address, NAME.formatted(site)));
    return List.of(
        Program.DDCLIENT.path(),
        "-daemon=0",
        "-foreground",
        "-noquiet",
        "-verbose",
        "-file=" + config,
        "-cache=" + folder.resolve("ddclient.cache"),
        "-pid=" + folder.resolve("ddclient.pid"));
  }

  private List<String> inadyn(URI server, String site, String token, String address)
      throws IOException {
    Path config =
        secret(
            "inadyn.conf",
            """
            allow-ipv6 = true
            custom ddns53 {
                ssl = false
                username = %s
                password = "%s"
                ddns-server = "%s"
                ddns-path = "/nic/update?hostname=%%h&myip=%%i"
                checkip-command = "echo %s"
                hostname = %s
            }
            """
                .formatted(site, token, server.getRawAuthority(), address, NAME.formatted(site)));
    return List.of(
        Program.INADYN.path(),
        "--foreground",
        "--config=" + config,
        "--cache-dir=" + folder,
        "--pidfile=" + folder.resolve("inadyn.pid"),
        "--loglevel=debug");
  }

  /** How a run ended, and all that it said. */
  private record Run(int status, String said) {}

  private Run once(Program program, URI server, String site, String token, String address)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(command(program, server, site, token, address));
    if (program == Program.INADYN) {
      command.addAll(List.of("--once", "--force"));
    } else {
      command.add("-force");
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), said);
    return new Run(process.exitValue(), said);
  }

  @ParameterizedTest
  @EnumSource
  void eachFamily_published_andNochgAfterwards(Program program) throws Exception {
    program.path();
    String site = program.site("moves");
    String token = token(site);
    Run first = once(program, service(), site, token, "203.0.113.7");
    assertEquals(0, first.status(), first.said());
    assertHeld(site, "203.0.113.7");
    Run again = once(program, service(), site, token, "203.0.113.7");
    assertEquals(0, again.status(), again.said());
    assertTrue(again.said().contains("nochg"), again.said());
    once(program, service(), site, token, "2001:db8::9");
    assertHeld(site, "203.0.113.7", "2001:db8:0:0:0:0:0:9");
    once(program, service(), site, token, "203.0.113.8");
    assertHeld(site, "203.0.113.8", "2001:db8:0:0:0:0:0:9");
    String shown = ddns53("site", "show", site).out();
    assertTrue(shown.contains("203.0.113.8, its router called "), shown);
  }

  @ParameterizedTest
  @EnumSource
  void wrongToken_saidAloud(Program program) throws Exception {
    program.path();
    String site = program.site("token");
    Run run = once(program, service(), site, token(site) + "x", "203.0.113.7");
    assertTrue(run.said().contains("FAILED") || run.status() != 0, run.status() + " " + run.said());
    assertFalse(run.said().contains("success"), run.said());
    assertHeld(site);
  }

  @Test
  void tokenOfASiteWithoutRouter_refusedWithWhatToDo() {
    CommandRun run = ddns53("site", "key", "plain", "--router");
    assertEquals(1, run.status());
    assertTrue(run.err().contains("router: true") && run.err().contains("apply"), run.err());
  }

  @Test
  void tokenIntoAFile_forItsOwnerAlone_andTheKeyStays() throws IOException {
    String site = Program.DDCLIENT.site("token");
    Path file = folder.resolve("router.txt");
    String keys = keysIssued(site);
    CommandRun run = ddns53("site", "key", site, "--router", "--out", file.toString());
    assertEquals(0, run.status(), run.err());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertTrue(Files.readString(file).contains(token(site)));
    assertFalse((run.out() + run.err()).contains(token(site)), "it is printed too");
    assertEquals(keys, keysIssued(site));
  }

  private static String keysIssued(String site) {
    return ddns53("site", "show", site)
        .out()
        .lines()
        .filter(line -> line.startsWith("keys issued"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void ddclientAfterA503_notMarkedGood_andBackAtTheNextRun() throws Exception {
    String site = Program.DDCLIENT.site("back");
    String token = token(site);
    try (StandInService down = new StandInService()) {
      down.on("/nic/update", Answer.of(503, "911"));
      once(Program.DDCLIENT, down.uri(), site, token, "203.0.113.7");
      assertEquals(1, down.asked("/nic/update").size());
    }
    assertHeld(site);
    Run back = once(Program.DDCLIENT, service(), site, token, "203.0.113.7");
    assertTrue(back.said().contains("good"), back.said());
    assertHeld(site, "203.0.113.7");
  }

  @Test
  void inadynAfterA503_goesOn() throws Exception {
    String site = Program.INADYN.site("back");
    try (StandInService service = new StandInService()) {
      service.on(
          "/nic/update",
          number -> number == 0 ? Answer.of(503, "911") : Answer.of(200, "good 203.0.113.7"));
      Process daemon =
          new ProcessBuilder(
                  command(Program.INADYN, service.uri(), site, token(site), "203.0.113.7"))
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("said").toFile())
              .start();
      try {
        Waits.until(PATIENCE, () -> service.asked("/nic/update").size() == 1);
        Thread.sleep(1_000);
        assertTrue(daemon.isAlive(), "it gave up: " + Files.readString(folder.resolve("said")));
        new ProcessBuilder("kill", "-USR1", Long.toString(daemon.pid())).start().waitFor();
        Waits.until(PATIENCE, () -> service.asked("/nic/update").size() == 2);
        assertEquals(2, service.asked("/nic/update").size());
        assertNotEquals(Optional.empty(), service.asked("/nic/update").get(1).authorization());
      } finally {
        daemon.destroy();
        daemon.waitFor(10, TimeUnit.SECONDS);
      }
    }
  }
}
