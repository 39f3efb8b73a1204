package dev.ddns53.cli.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ddns53.cli.Waits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is laid down on a site's machine, and what calls the client there. */
final class InstallTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void install_laysDownAllOfIt_andKeepsTheSettings() throws Exception {
    Path root = folder.resolve("root");
    Installed.install("DESTDIR=" + root);
    assertEquals(Installed.FILES, Installed.files(root));
    assertEquals("rwx------", Installed.permissions(root.resolve("etc/ddns53")));
    Path settings = Files.writeString(root.resolve("etc/ddns53/client.conf"), "interface ppp0\n");
    Installed.install("DESTDIR=" + root);
    assertEquals("interface ppp0\n", ClientBox.read(settings));
  }

  /** A place of one's own, where a client stands that says what it was called with. */
  private Path ownPlace() throws IOException, InterruptedException {
    Path root = folder.resolve("own");
    Installed.install("prefix=" + root.resolve("usr"), "sysconfdir=" + root.resolve("etc"));
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
        Installed.run(
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

  /** Settings below /etc outlive a package that was removed, and so do the hooks there. */
  @ParameterizedTest
  @CsvSource({
    "etc/ppp/ip-up.d/ddns53 ppp0, ''",
    "etc/network/if-up.d/ddns53, IFACE=eth0",
    "etc/dhcp/dhclient-exit-hooks.d/ddns53, reason=BOUND new_ip_address=192.0.2.7",
  })
  void hook_withoutThePackage_silent(String hook, String settings) throws Exception {
    Path root = ownPlace();
    Files.delete(root.resolve("usr/lib/ddns53/report"));
    runHook(root, hook, settings);
  }

  /** Whoever writes what is wrong in a unit hears of it only in systemd's log. */
  @Test
  void units_systemdHasNothingToSay() throws Exception {
    Installed.need("systemd-analyze");
    Path root = ownPlace();
    assertEquals(
        "",
        Installed.run(
            Map.of(),
            "systemd-analyze",
            "verify",
            "--man=no",
            root.resolve("usr/lib/systemd/system/ddns53-client.service").toString(),
            root.resolve("usr/lib/systemd/system/ddns53-client.timer").toString()));
  }

  @Test
  void openwrt_scriptGivesTheAddressAndTheKeyFile() throws Exception {
    Path root = folder.resolve("own");
    Installed.install(
        "prefix=" + root.resolve("usr"), "sysconfdir=" + root.resolve("etc"), "OPENWRT=yes");
    Path client = root.resolve("usr/bin/ddns53-client");
    Files.writeString(client, "#!/bin/sh\necho \"$*\" >>%s\n".formatted(root.resolve("called")));
    JsonNode service =
        JsonMapper.builder()
            .build()
            .readTree(root.resolve("usr/share/ddns/default/ddns53.json").toFile());
    Path script = root.resolve("usr/lib/ddns").resolve(service.path("ipv6").path("url").asText());
    String update = "update() { . %s; }\nupdate || exit\n".formatted(script);
    Installed.run(Map.of(), "sh", "-ec", "__IP=192.0.2.7 username=tokyo param_opt=\n" + update);
    Installed.run(Map.of(), "sh", "-ec", "__IP=2001:db8::7 param_opt=/etc/k.curl\n" + update);
    assertEquals(
        List.of(
            "update --quiet --force --address 192.0.2.7 /etc/ddns53/tokyo.curl",
            "update --quiet --force --address 2001:db8::7 /etc/k.curl"),
        called(root));
  }
}
