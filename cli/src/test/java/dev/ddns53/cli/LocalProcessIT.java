package dev.ddns53.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.Wiring;
import dev.ddns53.core.notice.Language;
import dev.ddns53.instance.InstanceFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ddns53 local} as a process of its own, from the packaged jar. */
class LocalProcessIT {

  private static final int SIGTERM_STATUS = 128 + 15;

  @TempDir private Path folder = Path.of("");

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static void awaitReady(BufferedReader out) throws IOException {
    String line = out.readLine();
    while (line != null && !line.equals("ready")) {
      line = out.readLine();
    }
    assertEquals("ready", line);
  }

  private Process start(Map<String, String> environment, String... more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                java(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Path.of("target", "ddns53.jar").toString(),
                "local"));
    command.addAll(List.of("--http-port", "0", "--dns-port", "0"));
    command.addAll(List.of("--aws-port", "0", "--dynamodb-port", "0"));
    command.addAll(List.of("--data", folder.toString()));
    command.addAll(List.of(more));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("AWS_ENDPOINT_URL");
    builder.environment().putAll(environment);
    return builder.start();
  }

  @Test
  void ready_saidOnceAllAnswers_endedCleanlyBySigterm() throws Exception {
    Process process = start(Map.of());
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      awaitReady(out);
      InstanceFile file = InstanceFile.read(folder);
      for (int port :
          new int[] {
            file.http().getPort(),
            file.dns(),
            file.endpoints().aws().getPort(),
            file.endpoints().dynamodb().getPort()
          }) {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
      }
      process.toHandle().destroy(); // SIGTERM; Process.destroy would close its output too
      assertTrue(process.waitFor(30, TimeUnit.SECONDS));
      assertEquals(SIGTERM_STATUS, process.exitValue());
      assertEquals("stopped", out.readLine());
      assertFalse(Files.exists(folder.resolve("instance.json")));
      assertThrows(
          ConnectException.class,
          () -> new Socket(InetAddress.getLoopbackAddress(), file.http().getPort()));
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void brokenFleetFile_endsWithOneReason() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("fleet.yaml"), "sites: { tokyo: { ttl: 5 } }\nnames: {}\n");
    Process process = start(Map.of(), "--registry", file.toString());
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    assertEquals(1, process.exitValue(), said);
    assertTrue(said.contains("sites.tokyo") && said.contains("ttl"), said);
    assertFalse(said.contains("Exception"), said);
    assertFalse(Files.exists(folder.resolve("instance.json")));
  }

  /** A disk that takes no more: here, a bound on what a process may write into files. */
  @Test
  void fullDisk_noKeyIsIssuedAndNothingLeft(@TempDir Path keys) throws Exception {
    Process local = start(Map.of());
    try (BufferedReader out = local.inputReader(StandardCharsets.UTF_8)) {
      awaitReady(out);
      Path file = Files.writeString(keys.resolve("tokyo.curl"), "old");
      Process command =
          new ProcessBuilder(
                  "sh",
                  "-c",
                  "ulimit -f 0; exec \"$@\"",
                  "sh",
                  java(),
                  "-XX:-UsePerfData",
                  "-XX:TieredStopAtLevel=1",
                  "-jar",
                  Path.of("target", "ddns53.jar").toString(),
                  "--local",
                  folder.toString(),
                  "site",
                  "key",
                  "tokyo",
                  "--rotate",
                  "--out",
                  file.toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(1, command.waitFor(), said);
      assertTrue(said.startsWith(file + " cannot be written"), said);
      assertEquals("old", Files.readString(file));
      try (Stream<Path> files = Files.list(keys)) {
        assertEquals(List.of(file), files.toList());
      }
      CommandRun sites = CommandRun.of("", "--local", folder.toString(), "site", "list");
      assertFalse(sites.out().contains(", 2"), sites.out()); // the issue times of two keys
    } finally {
      local.destroyForcibly();
    }
  }

  @Test
  void language_isTheVariables_andTheOtherCommandsFollow() throws Exception {
    Process local = start(Map.of("DDNS53_LANGUAGE", "ja"), "--recheck-every", "1h");
    try (BufferedReader out = local.inputReader(StandardCharsets.UTF_8)) {
      awaitReady(out);
      InstanceFile file = InstanceFile.read(folder);
      assertEquals(Language.JAPANESE, file.config().language());
      Wiring wiring = Wiring.of(file.config(), file.endpoints());
      assertEquals(200, Curl.report(folder.resolve("sites/tokyo.curl"), "198.51.100.7").status());
      ForeignRecord.edit(wiring, "vpn.tokyo.example.com", "192.0.2.1");
      CommandRun recheck = CommandRun.of("", "--local", folder.toString(), "recheck");
      assertEquals(0, recheck.status(), recheck.err());
      String text = noticeAfter(out, "drift-found");
      assertTrue(text.chars().anyMatch(c -> c >= 0x3040 && c <= 0x30ff), text);
    } finally {
      local.destroyForcibly();
    }
  }

  /** The first line of text of the first notice of this kind. */
  private static String noticeAfter(BufferedReader out, String kind) throws IOException {
    String line = out.readLine();
    while (line != null && !line.equals("notice    " + kind)) {
      line = out.readLine();
    }
    return String.valueOf(out.readLine());
  }
}
