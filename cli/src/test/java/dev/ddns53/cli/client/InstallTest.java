package dev.ddns53.cli.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ddns53.cli.Waits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is laid down on a site's machine, and what calls the client there. */
final class InstallTest {

  private static final Path SCRIPTS = Path.of("..", "scripts");

  @TempDir private Path folder = Path.of("");

  private String run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    assertTrue(process.waitFor(1, TimeUnit.MINUTES));
    assertEquals(0, process.exitValue(), ClientBox.read(out));
    return ClientBox.read(out);
  }

  private void install(String... more) throws IOException, InterruptedException {
    assumeTrue(Shell.tool("make").isPresent(), "skipped: there is no make here");
    List<String> command = new ArrayList<>(List.of("make", "-s", "-C", SCRIPTS.toString()));
    command.add("install");
    command.addAll(List.of(more));
    run(Map.of(), command.toArray(String[]::new));
  }

  private static List<String> files(Path root) throws IOException {
    try (var files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private static final List<String> INSTALLED =
      List.of(
          "etc/ddns53/client.conf",
          "etc/dhcp/dhclient-exit-hooks.d/ddns53",
          "etc/network/if-up.d/ddns53",
          "etc/ppp/ip-up.d/ddns53",
          "etc/ppp/ipv6-up.d/ddns53",
          "usr/bin/ddns53-client",
          "usr/lib/NetworkManager/dispatcher.d/90-ddns53",
          "usr/lib/ddns53/report",
          "usr/lib/networkd-dispatcher/routable.d/90-ddns53",
          "usr/lib/systemd/system/ddns53-client.service",
          "usr/lib/systemd/system/ddns53-client.timer",
          "usr/share/doc/ddns53-client/clients.md",
          "usr/share/doc/ddns53-client/copyright",
          "usr/share/doc/ddns53-client/cron.example");

  @Test
  void install_laysDownAllOfIt_andKeepsTheSettings() throws Exception {
    Path root = folder.resolve("root");
    install("DESTDIR=" + root);
    assertEquals(INSTALLED, files(root));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("etc/ddns53"))));
    Path settings = Files.writeString(root.resolve("etc/ddns53/client.conf"), "interface ppp0\n");
    install("DESTDIR=" + root);
    assertEquals("interface ppp0\n", ClientBox.read(settings));
  }

  /** A place of one's own, where a client stands that says what it was called with. */
  private Path ownPlace() throws IOException, InterruptedException {
    Path root = folder.resolve("own");
    install("prefix=" + root.resolve("usr"), "sysconfdir=" + root.resolve("etc"));
    Path client = root.resolve("usr/bin/ddns53-client");
    Files.writeString(client, "#!/bin/sh\necho \"$*\" >>%s\n".formatted(root.resolve("called")));
    return root;
  }

  private static List<String> called(Path root) throws IOException, InterruptedException {
    Path called = root.resolve("called");
    Waits.until(Duration.ofSeconds(20), () -> Files.exists(called));
    return Files.readAllLines(called);
  }

  @ParameterizedTest
  @CsvSource({
    "usr/lib/NetworkManager/dispatcher.d/90-ddns53 wan0 up, ''",
    "usr/lib/NetworkManager/dispatcher.d/90-ddns53 wan0 dhcp6-change, ''",
    "usr/lib/networkd-dispatcher/routable.d/90-ddns53, ''",
    "etc/ppp/ip-up.d/ddns53 ppp0, ''",
    "etc/ppp/ipv6-up.d/ddns53 ppp0, ''",
    "etc/network/if-up.d/ddns53, IFACE=eth0",
    "etc/dhcp/dhclient-exit-hooks.d/ddns53, reason=BOUND new_ip_address=192.0.2.7",
    "etc/dhcp/dhclient-exit-hooks.d/ddns53, reason=RENEW6 new_ip6_address=2001:db8::7",
  })
  void hook_callsTheClient(String hook, String settings) throws Exception {
    Path root = ownPlace();
    runHook(root, hook, settings);
    assertEquals(List.of("update --quiet"), called(root));
  }

  /** Sourced or run, as its caller does it. */
  private void runHook(Path root, String hook, String settings)
      throws IOException, InterruptedException {
    String line = hook.contains("dhclient") ? ". %s/%s\necho after" : "%s/%s";
    String said =
        run(
            Map.of(),
            "sh",
            "-ec",
            (settings.isEmpty() ? "" : "export " + settings + "\n") + line.formatted(root, hook));
    assertEquals(hook.contains("dhclient") ? "after\n" : "", said);
  }

  @ParameterizedTest
  @CsvSource({
    "usr/lib/NetworkManager/dispatcher.d/90-ddns53 wan0 down, ''",
    "etc/network/if-up.d/ddns53, IFACE=lo",
    "etc/dhcp/dhclient-exit-hooks.d/ddns53, reason=RENEW new_ip_address=192.0.2.7"
        + " old_ip_address=192.0.2.7",
    "etc/dhcp/dhclient-exit-hooks.d/ddns53, reason=EXPIRE",
  })
  void hook_thatNeedNot_callsNothing(String hook, String settings) throws Exception {
    Path root = ownPlace();
    runHook(root, hook, settings);
    // What calls comes last, so nothing of the first one is to be seen by then.
    runHook(root, "etc/ppp/ip-up.d/ddns53 ppp0", "");
    assertEquals(List.of("update --quiet"), called(root));
  }

  @Test
  void openwrt_scriptGivesTheAddressAndTheKeyFile() throws Exception {
    Path root = folder.resolve("own");
    install("prefix=" + root.resolve("usr"), "sysconfdir=" + root.resolve("etc"), "OPENWRT=yes");
    Path client = root.resolve("usr/bin/ddns53-client");
    Files.writeString(client, "#!/bin/sh\necho \"$*\" >>%s\n".formatted(root.resolve("called")));
    JsonNode service =
        JsonMapper.builder()
            .build()
            .readTree(root.resolve("usr/share/ddns/default/ddns53.json").toFile());
    Path script = root.resolve("usr/lib/ddns").resolve(service.path("ipv6").path("url").asText());
    String update = "update() { . %s; }\nupdate || exit\n".formatted(script);
    run(Map.of(), "sh", "-ec", "__IP=192.0.2.7 username=tokyo param_opt=\n" + update);
    run(Map.of(), "sh", "-ec", "__IP=2001:db8::7 param_opt=/etc/k.curl\n" + update);
    assertEquals(
        List.of(
            "update --quiet --force --address 192.0.2.7 /etc/ddns53/tokyo.curl",
            "update --quiet --force --address 2001:db8::7 /etc/k.curl"),
        called(root));
  }

  /** By dpkg-deb and, where its users have none, by ar and tar: the same files and settings. */
  @ParameterizedTest
  @ValueSource(strings = {"dpkg-deb", "ar"})
  void deb_unpacks_sameEachTime(String packer) throws Exception {
    for (String tool : List.of("make", "dpkg-deb", "ar", "tar", "gzip")) {
      assumeTrue(Shell.tool(tool).isPresent(), "skipped: there is no " + tool + " here");
    }
    Map<String, String> environment =
        Map.of("PATH", path(packer), "SOURCE_DATE_EPOCH", "1795000000");
    String script = SCRIPTS.resolve("make-deb").toString();
    Path first = Path.of(run(environment, script, folder.resolve("a").toString()).strip());
    Path second = Path.of(run(environment, script, folder.resolve("b").toString()).strip());
    assertEquals(-1, Files.mismatch(first, second));

    Path root = folder.resolve("root");
    run(Map.of(), "dpkg-deb", "--extract", first.toString(), root.toString());
    assertEquals(INSTALLED, files(root));
    assertEquals(-1, Files.mismatch(ClientBox.SCRIPT, root.resolve("usr/bin/ddns53-client")));
    run(Map.of(), "dpkg-deb", "--control", first.toString(), folder.resolve("control").toString());
    assertEquals(
        INSTALLED.stream().filter(file -> file.startsWith("etc")).map(file -> "/" + file).toList(),
        Files.readAllLines(folder.resolve("control/conffiles")));
    String field = run(Map.of(), "dpkg-deb", "--field", first.toString(), "Package");
    assertEquals("ddns53-client\n", field);
    String listed = run(Map.of(), "dpkg-deb", "--contents", first.toString());
    assertTrue(listed.lines().allMatch(line -> line.contains("root/root")), listed);
    assertFalse(listed.contains("DEBIAN"), listed);
  }

  /** All programs of this machine, but only one that packs. */
  private String path(String packer) throws IOException {
    if (packer.equals("dpkg-deb")) {
      return System.getenv("PATH");
    }
    Path bin = Files.createDirectory(folder.resolve("bin"));
    String tools =
        "ar cat chmod cut date dirname find grep gzip head install make mkdir mktemp mv rm sed sh"
            + " sort stat tar touch";
    for (String tool : tools.split(" ", -1)) {
      Files.createSymbolicLink(bin.resolve(tool), Path.of(Shell.tool(tool).orElseThrow()));
    }
    return bin.toString();
  }
}
