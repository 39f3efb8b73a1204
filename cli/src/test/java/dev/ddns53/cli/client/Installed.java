package dev.ddns53.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What {@code make install} lays down, and how tests run what lays it down. */
final class Installed {

  static final Path SCRIPTS = Path.of("..", "scripts");

  /** Each file with its permissions, where there is no ddns-scripts. */
  static final Map<String, String> FILES =
      Map.ofEntries(
          Map.entry("etc/ddns53/client.conf", "rw-------"),
          Map.entry("etc/dhcp/dhclient-exit-hooks.d/ddns53", "rw-r--r--"),
          Map.entry("etc/network/if-up.d/ddns53", "rwxr-xr-x"),
          Map.entry("etc/ppp/ip-up.d/ddns53", "rwxr-xr-x"),
          Map.entry("etc/ppp/ipv6-up.d/ddns53", "rwxr-xr-x"),
          Map.entry("usr/bin/ddns53-client", "rwxr-xr-x"),
          Map.entry("usr/lib/NetworkManager/dispatcher.d/90-ddns53", "rwxr-xr-x"),
          Map.entry("usr/lib/ddns53/report", "rwxr-xr-x"),
          Map.entry("usr/lib/networkd-dispatcher/routable.d/90-ddns53", "rwxr-xr-x"),
          Map.entry("usr/lib/systemd/system/ddns53-client.service", "rw-r--r--"),
          Map.entry("usr/lib/systemd/system/ddns53-client.timer", "rw-r--r--"),
          Map.entry("usr/share/doc/ddns53-client/clients.md", "rw-r--r--"),
          Map.entry("usr/share/doc/ddns53-client/copyright", "rw-r--r--"),
          Map.entry("usr/share/doc/ddns53-client/cron.example", "rw-r--r--"));

  /** The same on OpenWrt. */
  static final Map<String, String> OPENWRT_FILES =
      Map.of(
          "etc/ddns53/client.conf", "rw-------",
          "lib/upgrade/keep.d/ddns53-client", "rw-r--r--",
          "usr/bin/ddns53-client", "rwxr-xr-x",
          "usr/lib/ddns/update_ddns53.sh", "rwxr-xr-x",
          "usr/share/ddns/default/ddns53.json", "rw-r--r--");

  private Installed() {}

  static void need(String... tools) {
    for (String tool : tools) {
      assumeTrue(Shell.tool(tool).isPresent(), "skipped: there is no " + tool + " here");
    }
  }

  /** What a command says, which must end well. */
  static String run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("ddns53", "out");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      assertTrue(process.waitFor(1, TimeUnit.MINUTES));
      String said = Files.readString(out, UTF_8);
      assertEquals(0, process.exitValue(), said);
      return said;
    } finally {
      Files.delete(out);
    }
  }

  static void install(String... more) throws IOException, InterruptedException {
    need("make");
    List<String> command = new ArrayList<>(List.of("make", "-s", "-C", SCRIPTS.toString()));
    command.add("install");
    command.addAll(List.of(more));
    run(Map.of(), command.toArray(String[]::new));
  }

  /** The regular files below a folder, with their permissions. */
  static Map<String, String> files(Path root) throws IOException {
    try (var files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .collect(
              Collectors.toMap(file -> root.relativize(file).toString(), Installed::permissions));
    }
  }

  static String permissions(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
