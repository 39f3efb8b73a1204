package dev.ddns53.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ddns53 local} as a process of its own, from the packaged jar. */
class LocalProcessIT {

  private static final int SIGTERM_STATUS = 128 + 15;

  @TempDir private Path folder = Path.of("");

  private Process start(String... more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
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
    return builder.start();
  }

  @Test
  void ready_saidOnceAllAnswers_endedCleanlyBySigterm() throws Exception {
    Process process = start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String line = out.readLine();
      while (line != null && !line.equals("ready")) {
        line = out.readLine();
      }
      assertEquals("ready", line);
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
    Process process = start("--registry", file.toString());
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    assertEquals(1, process.exitValue(), said);
    assertTrue(said.contains("sites.tokyo") && said.contains("ttl"), said);
    assertFalse(said.contains("Exception"), said);
    assertFalse(Files.exists(folder.resolve("instance.json")));
  }
}
