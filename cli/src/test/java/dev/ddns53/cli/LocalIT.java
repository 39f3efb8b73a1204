package dev.ddns53.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.local.LocalInstance;
import dev.ddns53.local.LocalSettings;
import dev.ddns53.local.ReadableLog;
import dev.ddns53.terminal.CliException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All of ddns53 on this machine, worked with as its users would: by curl and by command. */
class LocalIT {

  private static final String NAME = "vpn.tokyo.example.com";

  private static final String TWO_SITES =
      """
      sites:
        tokyo: {}
        osaka: { allow: { sources: [203.0.113.0/24] } }
      names:
        vpn.tokyo.example.com: { zone: example.com, members: [tokyo] }
        vpn.osaka.example.net: { zone: example.net, members: [osaka] }
      """;

  @TempDir private Path folder = Path.of("");

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  private final InstantSource clock = InstantSource.system();

  private LocalInstance start(Optional<Path> registry, LocalSettings.Ports ports) {
    return LocalInstance.start(
        new LocalSettings(ports, folder, Optional.empty()),
        LocalCommand.setup(folder, registry, clock),
        new ReadableLog(new PrintStream(log, true, StandardCharsets.UTF_8), clock, ZoneOffset.UTC),
        clock);
  }

  private LocalInstance start() {
    return start(Optional.empty(), LocalSettings.Ports.ANY);
  }

  private CommandRun ddns53(String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "--local";
    all[1] = folder.toString();
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return CommandRun.of("", all);
  }

  private Path curlFile(String site) {
    return folder.resolve("sites").resolve(site + ".curl");
  }

  private Path fleet(String text) throws IOException {
    return Files.writeString(folder.resolve("fleet.yaml"), text);
  }

  @Test
  void report_movesTheName_andARestartKeepsIt() throws Exception {
    Curl.assumeThere();
    try (LocalInstance instance = start()) {
      assertEquals("", ddns53("lookup", NAME).out());
      Curl.Reply first = Curl.report(curlFile("tokyo"), "198.51.100.7");
      assertEquals(200, first.status(), first.body());
      assertTrue(first.body().contains("\"status\":\"updated\""), first.body());
      assertEquals("198.51.100.7\n", ddns53("lookup", NAME).out());

      Waits.nextSecond();
      Curl.Reply second = Curl.report(curlFile("tokyo"), "198.51.100.7");
      assertTrue(second.body().contains("\"status\":\"unchanged\""), second.body());
      assertTrue(instance.file().http().getPort() > 0);
    }
    assertFalse(Files.exists(folder.resolve("instance.json")));
    try (LocalInstance again = start()) {
      assertEquals("198.51.100.7\n", ddns53("lookup", NAME).out());
      Waits.nextSecond();
      Curl.Reply third = Curl.report(again.data().resolve("sites/tokyo.curl"), "198.51.100.8");
      assertEquals(200, third.status(), third.body());
      assertEquals("198.51.100.8\n", ddns53("lookup", NAME).out());
    }
    assertTrue(log.toString(StandardCharsets.UTF_8).contains("200 updated"));
  }

  @Test
  void key_rotatedThenRevoked() throws Exception {
    Curl.assumeThere();
    try (LocalInstance instance = start()) {
      assertEquals(0, instance.file().http().getPath().length());
      Path second = folder.resolve("second.curl");
      assertEquals(
          0, ddns53("site", "key", "tokyo", "--rotate", "--out", second.toString()).status());
      assertEquals(200, Curl.report(second, "198.51.100.7").status());
      Waits.nextSecond();
      assertEquals(200, Curl.report(curlFile("tokyo"), "198.51.100.7").status());
      assertEquals(0, ddns53("site", "revoke", "tokyo", "--older").status());
      Waits.nextSecond();
      Curl.Reply refused = Curl.report(curlFile("tokyo"), "198.51.100.7");
      assertEquals(401, refused.status());
      assertTrue(refused.body().contains("signature-wrong"), refused.body());
      assertEquals(200, Curl.report(second, "198.51.100.7").status());
    }
  }

  @Test
  void fleetFile_makesSitesZonesAndKeys() throws Exception {
    Curl.assumeThere();
    try (LocalInstance instance = start(Optional.of(fleet(TWO_SITES)), LocalSettings.Ports.ANY)) {
      assertEquals(2, instance.wiring().registry().read().sites().size());
      Curl.Reply abroad = Curl.report(curlFile("osaka"), "198.51.100.7");
      assertEquals(403, abroad.status(), abroad.body());
      Curl.Reply home = Curl.report(curlFile("osaka"), "203.0.113.9");
      assertEquals(200, home.status(), home.body());
      assertEquals("203.0.113.9\n", ddns53("lookup", "vpn.osaka.example.net").out());
      CommandRun list = ddns53("site", "list");
      assertTrue(list.out().contains("osaka") && list.out().contains("tokyo"), list.out());
      CommandRun status = ddns53("status");
      assertTrue(status.out().contains("203.0.113.9"), status.out());
      CommandRun shown = ddns53("site", "show", "osaka");
      assertTrue(shown.out().contains("203.0.113.0/24"), shown.out());
    }
  }

  @Test
  void apply_showsThenChanges() throws Exception {
    try (LocalInstance instance = start()) {
      Path file =
          fleet(
              """
              sites: { tokyo: {}, osaka: {} }
              names: { hq.example.com: { zone: example.com, members: [osaka, tokyo] } }
              """);
      CommandRun dry = ddns53("apply", "-f", file.toString(), "--dry-run");
      assertEquals(0, dry.status(), dry.err());
      assertTrue(dry.out().contains("hq.example.com"), dry.out());
      assertEquals(1, instance.wiring().registry().read().sites().size());
      CommandRun unsure = ddns53("apply", "-f", file.toString());
      assertEquals(1, unsure.status());
      assertEquals(1, instance.wiring().registry().read().sites().size());
      CommandRun done = ddns53("apply", "-f", file.toString(), "--yes");
      assertEquals(0, done.status(), done.err());
      assertEquals(2, instance.wiring().registry().read().sites().size());
      assertEquals("Nothing to change.\n", ddns53("apply", "-f", file.toString(), "--yes").out());
    }
  }

  @Test
  void foreignRecord_refusedThenAdopted() throws Exception {
    Curl.assumeThere();
    try (LocalInstance instance = start()) {
      ForeignRecord.put(instance.wiring(), NAME, "192.0.2.1");
      Curl.Reply refused = Curl.report(curlFile("tokyo"), "198.51.100.7");
      assertEquals(409, refused.status(), refused.body());
      assertTrue(refused.body().contains("ddns53 name adopt " + NAME), refused.body());
      assertEquals("192.0.2.1\n", ddns53("lookup", NAME).out());

      CommandRun adopted = ddns53("name", "adopt", NAME, "--yes");
      assertEquals(0, adopted.status(), adopted.err());
      Waits.nextSecond();
      Curl.Reply taken = Curl.report(curlFile("tokyo"), "198.51.100.7");
      assertEquals(200, taken.status(), taken.body());
      assertEquals("198.51.100.7\n", ddns53("lookup", NAME).out());
    }
  }

  @Test
  void secretsOnDisk_areTheOwnersOnly() throws Exception {
    try (LocalInstance instance = start()) {
      for (Path file :
          new Path[] {
            curlFile("tokyo"),
            instance.data().resolve("ssm.json"),
            instance.data().resolve("instance.json")
          }) {
        assertEquals(
            "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      }
    }
  }

  @Test
  void folderThatOthersCanRead_refused() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    CliException refused = assertThrows(CliException.class, this::start);
    assertTrue(String.valueOf(refused.getMessage()).contains("chmod 700"), refused.getMessage());
  }

  @Test
  void secondInstanceInTheFolder_refused() {
    try (LocalInstance first = start()) {
      assertTrue(first.file().dns() > 0);
      CliException refused = assertThrows(CliException.class, this::start);
      assertTrue(String.valueOf(refused.getMessage()).contains("--data"), refused.getMessage());
      assertEquals(0, ddns53("status").status());
    }
  }

  @Test
  void portTaken_saidByItsOption() throws IOException {
    try (ServerSocket taken =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      int port = taken.getLocalPort();
      CliException refused =
          assertThrows(
              CliException.class,
              () -> start(Optional.empty(), new LocalSettings.Ports(port, 0, 0, 0)));
      assertTrue(
          String.valueOf(refused.getMessage()).contains("--http-port"), refused.getMessage());
    }
    start().close();
  }

  @Test
  void notRunning_commandSaysHowToStart() {
    CommandRun run = ddns53("status");
    assertEquals(1, run.status());
    assertTrue(run.err().contains("ddns53 local --data"), run.err());
  }
}
