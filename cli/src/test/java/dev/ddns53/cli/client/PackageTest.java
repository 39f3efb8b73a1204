package dev.ddns53.cli.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packages that the build makes of the client, and what they leave behind. */
final class PackageTest {

  private static final String STAMP = "1795000000";
  private static final Set<String> SETTINGS =
      Installed.FILES.keySet().stream()
          .filter(file -> file.startsWith("etc/"))
          .collect(Collectors.toSet());

  @TempDir private Path folder = Path.of("");

  /** Made twice, which must give the same octets. */
  private Path made(String script, String path) throws IOException, InterruptedException {
    Map<String, String> environment = Map.of("PATH", path, "SOURCE_DATE_EPOCH", STAMP);
    String command = Installed.SCRIPTS.resolve(script).toString();
    List<Path> files = new ArrayList<>();
    for (String place : List.of("a", "b")) {
      String said = Installed.run(environment, command, folder.resolve(place).toString());
      files.add(Path.of(said.strip()));
    }
    assertEquals(-1, Files.mismatch(files.getFirst(), files.getLast()));
    return files.getFirst();
  }

  private static String clientVersion() throws IOException {
    return Files.readAllLines(ClientBox.SCRIPT).stream()
        .filter(line -> line.startsWith("client_version="))
        .map(line -> line.substring("client_version=".length()))
        .findFirst()
        .orElseThrow();
  }

  /** By dpkg-deb and, where its users have none, by ar and tar: the same files and settings. */
  @ParameterizedTest
  @ValueSource(strings = {"dpkg-deb", "ar"})
  void deb_unpacks_sameEachTime(String packer) throws Exception {
    Installed.need("make", "dpkg-deb", "ar", "tar", "gzip");
    Path deb = made("make-deb", path(packer));
    Path root = folder.resolve("root");
    Installed.run(Map.of(), "dpkg-deb", "--extract", deb.toString(), root.toString());
    assertEquals(Installed.FILES, Installed.files(root));
    assertEquals(-1, Files.mismatch(ClientBox.SCRIPT, root.resolve("usr/bin/ddns53-client")));
    Path control = folder.resolve("control");
    Installed.run(Map.of(), "dpkg-deb", "--control", deb.toString(), control.toString());
    assertEquals(
        SETTINGS.stream().map(file -> "/" + file).sorted().toList(),
        Files.readAllLines(control.resolve("conffiles")));
    for (String script : List.of("postinst", "prerm", "postrm")) {
      assertEquals("rwxr-xr-x", Installed.permissions(control.resolve(script)));
    }
    assertEquals(
        "ddns53-client\n",
        Installed.run(Map.of(), "dpkg-deb", "--field", deb.toString(), "Package"));
    String listed = Installed.run(Map.of(), "dpkg-deb", "--contents", deb.toString());
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

  /** A tree that holds nothing but dpkg's database, by which curl is installed. */
  private Path cleanTree() throws IOException {
    Path tree = Files.createDirectory(folder.resolve("tree"));
    Path database = Files.createDirectories(tree.resolve("var/lib/dpkg"));
    Files.createDirectory(database.resolve("updates"));
    Files.writeString(Files.createDirectory(database.resolve("info")).resolve("curl.list"), "/.\n");
    Files.writeString(
        database.resolve("status"),
        """
        Package: curl
        Status: install ok installed
        Architecture: all
        Version: 7.88.1
        Maintainer: nobody
        Description: played
        """);
    return tree;
  }

  /** Runs dpkg on the tree; the package's scripts get it as DPKG_ROOT. */
  private void dpkg(Path tree, String... what) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (!Installed.run(Map.of(), "id", "-u").equals("0\n")) {
      command.addAll(List.of("unshare", "-r"));
    }
    command.addAll(List.of("dpkg", "--root=" + tree, "--log=" + folder.resolve("dpkg.log")));
    // This machine's own settings may leave out documentation.
    command.addAll(List.of("--force-script-chrootless", "--path-include=*"));
    command.addAll(List.of(what));
    String path = System.getenv("PATH") + ":/usr/sbin:/sbin";
    Installed.run(Map.of("PATH", path), command.toArray(String[]::new));
  }

  private static void assumeRootOrUnshare() throws IOException, InterruptedException {
    boolean may =
        Installed.run(Map.of(), "id", "-u").equals("0\n")
            || (Shell.tool("unshare").isPresent()
                && new ProcessBuilder("unshare", "-r", "true").start().waitFor() == 0);
    assumeTrue(may, "skipped: dpkg installs only as root, and unshare -r is not allowed");
  }

  /** What stands in the tree, but dpkg's own. */
  private static Set<String> left(Path tree) throws IOException {
    try (var files = Files.walk(tree)) {
      return files
          .filter(file -> !Files.isDirectory(file))
          .map(file -> tree.relativize(file).toString())
          .filter(file -> !file.startsWith("var/lib/dpkg/"))
          .collect(Collectors.toSet());
    }
  }

  private static Set<String> with(Set<String> files, String... more) {
    Set<String> all = new HashSet<>(files);
    all.addAll(List.of(more));
    return all;
  }

  @Test
  void deb_installedRemovedPurged_leavesKeysAlone() throws Exception {
    Installed.need("make", "dpkg", "dpkg-deb", "tar", "gzip");
    assumeRootOrUnshare();
    String deb = made("make-deb", System.getenv("PATH")).toString();
    Path tree = cleanTree();
    dpkg(tree, "--install", deb);
    assertEquals(Installed.FILES.keySet(), left(tree));
    Map<String, String> files = Installed.files(tree);
    Installed.FILES.forEach((file, permissions) -> assertEquals(permissions, files.get(file)));
    assertEquals("rwx------", Installed.permissions(tree.resolve("etc/ddns53")));

    String key = "etc/ddns53/tokyo.curl";
    String remembered = "var/lib/ddns53/tokyo@ddns.example.com.state";
    String enabled = "etc/systemd/system/timers.target.wants/ddns53-client.timer";
    for (String file : List.of(key, remembered, enabled)) {
      Files.createDirectories(tree.resolve(file).getParent());
    }
    Files.writeString(tree.resolve(key), "k");
    Files.writeString(tree.resolve(remembered), "ipv4=198.51.100.7\n");
    Files.createSymbolicLink(
        tree.resolve(enabled), Path.of("/usr/lib/systemd/system/ddns53-client.timer"));
    Path settings = Files.writeString(tree.resolve("etc/ddns53/client.conf"), "interface ppp0\n");
    dpkg(tree, "--install", deb);
    assertEquals(with(Installed.FILES.keySet(), key, remembered, enabled), left(tree));
    assertEquals("interface ppp0\n", ClientBox.read(settings));

    dpkg(tree, "--remove", "ddns53-client");
    assertEquals(with(SETTINGS, key, remembered), left(tree));
    dpkg(tree, "--purge", "ddns53-client");
    assertEquals(Set.of(key), left(tree));
  }

  /** As OpenWrt's own build packs it, for opkg. */
  @Test
  void ipk_unpacks_whereOpkgAndDdnsScriptsLook() throws Exception {
    Installed.need("make", "tar", "gzip");
    Path ipk = made("make-ipk", System.getenv("PATH"));
    assertEquals("ddns53-client_%s_all.ipk".formatted(clientVersion()), "" + ipk.getFileName());
    assertEquals(
        "./debian-binary\n./data.tar.gz\n./control.tar.gz\n",
        Installed.run(Map.of(), "tar", "-tzf", ipk.toString()));
    Path parts = unpacked(ipk, "parts");
    assertEquals("2.0\n", Files.readString(parts.resolve("debian-binary")));

    Path control = unpacked(parts.resolve("control.tar.gz"), "ipk-control");
    Map<String, String> fields =
        Files.readAllLines(control.resolve("control")).stream()
            .map(line -> line.split(": ", 2))
            .collect(Collectors.toMap(field -> field[0], field -> field[1]));
    assertEquals("ddns53-client", fields.get("Package"));
    assertEquals(clientVersion(), fields.get("Version"));
    assertEquals("all", fields.get("Architecture"));
    assertEquals("curl, openssl-util, ddns-scripts", fields.get("Depends"));
    assertEquals(
        List.of("/etc/ddns53/client.conf"), Files.readAllLines(control.resolve("conffiles")));

    Path root = unpacked(parts.resolve("data.tar.gz"), "ipk-root");
    assertEquals(Installed.OPENWRT_FILES, Installed.files(root));
    assertEquals(-1, Files.mismatch(ClientBox.SCRIPT, root.resolve("usr/bin/ddns53-client")));
    JsonNode service =
        JsonMapper.builder()
            .build()
            .readTree(root.resolve("usr/share/ddns/default/ddns53.json").toFile());
    assertEquals("ddns53", service.path("name").asText());
    for (String family : List.of("ipv4", "ipv6")) {
      String script = service.path(family).path("url").asText();
      assertTrue(Files.isExecutable(root.resolve("usr/lib/ddns").resolve(script)), script);
    }
    // What sysupgrade is told to keep: the folder of the keys.
    String kept = Files.readString(root.resolve("lib/upgrade/keep.d/ddns53-client")).strip();
    assertTrue(Files.isDirectory(root.resolve(kept.substring(1))), kept);
  }

  /** Unpacks a tar in which all is root's. */
  private Path unpacked(Path tar, String name) throws IOException, InterruptedException {
    String listed = Installed.run(Map.of(), "tar", "-tvzf", tar.toString());
    assertTrue(listed.lines().allMatch(line -> line.contains(" root/root ")), listed);
    Path into = Files.createDirectory(folder.resolve(name));
    Installed.run(Map.of(), "tar", "-xpzf", tar.toString(), "-C", into.toString());
    return into;
  }
}
