package dev.ddns53.cli.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ddns53.cli.CommandRun;
import dev.ddns53.cli.RunningLocal;
import dev.ddns53.cli.Waits;
import dev.ddns53.local.LocalInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The client against the whole service on this machine. */
@Execution(ExecutionMode.CONCURRENT)
final class ClientIT {

  /** A site may change only so often, so each test has sites of its own. */
  private static final int SITES = 100;

  /** For what is on its way, on a busy machine. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final AtomicInteger USED = new AtomicInteger();

  @TempDir private static Path home = Path.of("");
  private static Optional<LocalInstance> instance = Optional.empty();

  @TempDir private Path folder = Path.of("");
  private ClientBox box;
  private final String site = "s" + USED.getAndIncrement();
  private final String other = "s" + USED.getAndIncrement();

  ClientIT() throws IOException {
    box = new ClientBox(Files.createTempDirectory(home, "box"));
  }

  @BeforeAll
  static void start() throws IOException {
    StringBuilder sites = new StringBuilder("sites:\n");
    StringBuilder names = new StringBuilder("names:\n");
    for (int i = 0; i < SITES; i++) {
      sites.append("  s%d: {}\n".formatted(i));
      names.append(
          "  vpn.s%d.example.com: { zone: example.com, members: [s%d], onGone: withdraw }\n"
              .formatted(i, i));
    }
    Path fleet = Files.writeString(home.resolve("fleet.yaml"), sites.append(names).toString());
    instance = Optional.of(RunningLocal.in(home, fleet));
  }

  @AfterAll
  static void stop() {
    instance.ifPresent(LocalInstance::close);
  }

  @BeforeEach
  void newMachine() throws Exception {
    box = new ClientBox(folder);
  }

  private static Path key(String site) {
    return home.resolve("sites").resolve(site + ".curl");
  }

  private Path remembered(String site) {
    return box.remembered(site, instance.orElseThrow().file().http());
  }

  private static Set<String> addresses(String site) {
    return CommandRun.of("", "--local", home.toString(), "lookup", "vpn." + site + ".example.com")
        .out()
        .lines()
        .collect(Collectors.toSet());
  }

  /** What DNS answers once what is on its way is there. */
  private static void assertStands(String site, String... addresses) throws InterruptedException {
    Waits.until(PATIENCE, () -> addresses(site).equals(Set.of(addresses)));
    assertEquals(Set.of(addresses), addresses(site));
  }

  @ParameterizedTest
  @EnumSource
  void bothFamilies_reportedOnce_quietAfterwards(Shell shell) throws Exception {
    box.callingFrom("198.51.100.7", "2001:db8::7");
    ClientBox.Run first = box.run(shell.command(), key(site));
    assertEquals(0, first.status(), first.all());
    assertTrue(first.out().contains("A 198.51.100.7 "), first.all());
    assertStands(site, "198.51.100.7", "2001:db8:0:0:0:0:0:7");

    String remembered = ClientBox.read(remembered(site));
    assertEquals(new ClientBox.Run(0, "", ""), box.run(shell.command(), key(site)));
    assertEquals(remembered, ClientBox.read(remembered(site)));
    assertEquals(List.of(), box.leftovers());
  }

  /** Without --aws-sigv4 the client signs by openssl, and the service takes it. */
  @ParameterizedTest
  @EnumSource
  void oldCurl_signsByOpenssl(Shell shell) throws Exception {
    box.oldCurlFrom("198.51.100.8", "");
    ClientBox.Run run = box.run(shell.command(), key(site));
    assertEquals(0, run.status(), run.all());
    assertStands(site, "198.51.100.8");
    ClientBox.Run status = box.run(shell.command(), "doctor", key(site));
    assertTrue(
        status.out().contains("ok       The service accepts the key of " + site), status.all());
  }

  @Test
  void address_reportedWhenItChanges_andWhenTheIntervalIsOver() throws Exception {
    box.callingFrom("198.51.100.7", "").run(key(site));
    box.callingFrom("198.51.100.9", "");
    Waits.nextSecond();
    assertEquals(0, box.run(key(site)).status());
    assertStands(site, "198.51.100.9");

    Waits.nextSecond();
    Path state = remembered(site);
    String at = ClientBox.read(state);
    assertEquals(new ClientBox.Run(0, "", ""), box.run("--refresh", "0", key(site)));
    assertFalse(at.equals(ClientBox.read(state)), "reported again, but nothing to tell");
  }

  @Test
  void offline_withdraws_andTheNextRunBringsItBack() throws Exception {
    box.callingFrom("198.51.100.7", "2001:db8::7").run(key(site));
    Waits.nextSecond();
    assertEquals(0, box.run("offline", "-6", key(site)).status());
    assertStands(site, "198.51.100.7");
    Waits.nextSecond();
    assertEquals(0, box.run("offline", key(site)).status());
    assertStands(site);
    Waits.nextSecond();
    assertEquals(0, box.run(key(site)).status());
    assertStands(site, "198.51.100.7", "2001:db8:0:0:0:0:0:7");
  }

  @Test
  void severalSites_oneFaulty_othersReportAllTheSame() throws Exception {
    box.callingFrom("198.51.100.7", "");
    Path gone = folder.resolve("gone.curl");
    ClientBox.Run run = box.run(key(site), gone, key(other));
    assertEquals(66, run.status());
    assertTrue(run.err().contains(gone + " does not exist"), run.err());
    assertStands(site, "198.51.100.7");
    assertStands(other, "198.51.100.7");
  }

  @Test
  void settingsOfTheFile_count_andTheCommandLineOverridesThem() throws Exception {
    box.config("# ours\nkey " + key(other) + "\naddress 198.51.100.44\naddress 2001:db8::44\n");
    assertEquals(0, box.run().status());
    assertStands(other, "198.51.100.44", "2001:db8:0:0:0:0:0:44");
    assertStands(site);
    assertEquals(0, box.run("--address=198.51.100.45", key(site)).status());
    assertStands(site, "198.51.100.45");
  }

  @Test
  void interfaces_theFirstWithAnAddressCounts_temporaryOnesDoNot() throws Exception {
    box.with(
        "ip",
        """
        case "$*" in
          "-o -4 addr show dev ppp1") echo '9: ppp1    inet 198.51.100.21 peer 10.0.0.1/32 scope global ppp1' ;;
          "-o -6 addr show dev ppp1")
            echo '9: ppp1    inet6 2001:db8::aaaa/64 scope global temporary dynamic'
            echo '9: ppp1    inet6 fd00::1/64 scope global'
            echo '9: ppp1    inet6 2001:db8::21/64 scope global dynamic mngtmpaddr'
            echo '9: ppp1    inet6 fe80::1/64 scope link' ;;
        esac
        """);
    ClientBox.Run run = box.run("--interface", "ppp0", "--interface", "ppp1", key(site));
    assertEquals(0, run.status(), run.all());
    assertStands(site, "198.51.100.21", "2001:db8:0:0:0:0:0:21");
  }

  @Test
  void innerAddress_refusedWithTheServicesWords() throws Exception {
    ClientBox.Run run = box.run("--address", "100.64.1.1", key(site));
    assertEquals(65, run.status());
    assertTrue(run.err().contains("carrier-grade NAT"), run.err());
    assertStands(site);
    assertFalse(Files.exists(remembered(site)));
  }

  @Test
  void wrongKey_refusedForGood() throws Exception {
    Path key = box.key(instance.orElseThrow().file().http(), site, "guessed");
    ClientBox.Run run = box.run("--address", "198.51.100.7", key);
    assertEquals(77, run.status());
    assertTrue(run.err().contains("signature-wrong"), run.err());
    assertStands(site);
  }

  /** What looks at the process list, an environment or a log sees no key, by either signer. */
  @ParameterizedTest
  @EnumSource(names = {"DASH", "BASH", "BUSYBOX", "KSH", "YASH", "ZSH"})
  void key_neverAnArgumentNorInTheEnvironment(Shell shell) throws Exception {
    Path seen = folder.resolve("seen");
    for (String tool : ClientBox.tools()) {
      box.with(
          tool,
          "{ echo \"%s $*\"; %s; } >>%s\nexec %s \"$@\"\n"
              .formatted(
                  tool, Shell.tool("env").orElseThrow(), seen, Shell.tool(tool).orElseThrow()));
    }
    String key = ClientBox.read(key(site)).replaceAll("(?s).*" + site + ":([^\"]+)\".*", "$1");
    assertTrue(key.length() > 40);
    ClientBox.Run run = box.run(shell.command(), "--address", "198.51.100.7", key(site));
    assertEquals(0, run.status(), run.all());
    Waits.nextSecond();
    box.with(
        "curl",
        "case \"$*\" in '--help all') echo; exit ;; esac\necho \"curl $*\" >>%s\nexec %s \"$@\"\n"
            .formatted(seen, Shell.tool("curl").orElseThrow()));
    run = box.run(shell.command(), "--address", "198.51.100.6", key(site));
    assertEquals(0, run.status(), run.all());
    assertStands(site, "198.51.100.6");
    String log = ClientBox.read(seen);
    assertTrue(log.contains("openssl dgst") && log.contains("curl -q"), log);
    String inHex = "44444e5334" + HexFormat.of().formatHex(key.getBytes(US_ASCII));
    assertFalse((log + run.all()).contains(key));
    assertFalse(log.contains(inHex));
  }

  private static final String WATCHED_IP =
      """
      case "$*" in
        "-o -4 addr show dev wan") cat "$HOME/address" ;;
        -V) echo ip ;;
        "monitor address") exec tail -n 0 -f "$HOME/events" ;;
      esac
      """;

  private void setAddress(String address) throws IOException {
    Files.writeString(
        folder.resolve("address"), "2: wan inet " + address + "/24 scope global wan\n");
  }

  private boolean is(String address) {
    return addresses(site).contains(address);
  }

  @ParameterizedTest
  @EnumSource
  void watch_reportsAtAnEvent_andEndsWhenTold(Shell shell) throws Exception {
    box.with("ip", WATCHED_IP).where("DEBOUNCE", 1);
    Path events = Files.writeString(folder.resolve("events"), "");
    setAddress("198.51.100.31");
    Process watch = box.start(shell.command(), "watch", "--interface", "wan", key(site));
    try {
      assertTrue(Waits.until(PATIENCE, () -> is("198.51.100.31")), "at its start");
      Waits.nextSecond();
      setAddress("198.51.100.32");
      Files.writeString(events, "2: wan\n2: wan\nDeleted 2: wan\n");
      assertTrue(Waits.until(PATIENCE, () -> is("198.51.100.32")), "after the event");
    } finally {
      watch.destroy();
    }
    assertTrue(watch.waitFor(20, TimeUnit.SECONDS));
    assertEquals(List.of(), box.leftovers());
    assertFalse(Files.isSymbolicLink(box.state().resolve("lock")));
  }

  @Test
  void watch_withoutIp_looksByItself() throws Exception {
    box.callingFrom("198.51.100.33", "");
    Process watch = box.start(Shell.usual(), "watch", "--poll", "1", key(site));
    try {
      assertTrue(Waits.until(PATIENCE, () -> is("198.51.100.33")), "at its start");
      Waits.nextSecond();
      box.callingFrom("198.51.100.34", "");
      assertTrue(Waits.until(PATIENCE, () -> is("198.51.100.34")), "at the next look");
    } finally {
      watch.destroy();
    }
    assertTrue(watch.waitFor(20, TimeUnit.SECONDS));
  }

  /** A cable between two machines; each line on the input is what one end has from then. */
  private static final String OWN_NETWORK =
      """
      ip link set provider up
      ip link set wan up
      "$@" </dev/null &
      client=$!
      held=''
      while read -r ipv4 ipv6; do
        for address in "$ipv4/32" "$ipv6/64"; do ip addr add "$address" dev wan; done
        for address in $held; do ip addr del "$address" dev wan; done
        held="$ipv4/32 $ipv6/64"
      done
      kill "$client"
      wait "$client"
      """;

  private static final String CABLE = "ip link add wan type veth peer name provider";

  /** How a network of one's own is had: as anybody, else as root; empty where neither may. */
  private static Optional<List<String>> ownNetwork() throws IOException, InterruptedException {
    Optional<String> unshare = Shell.tool("unshare");
    for (String how : List.of("-rn", "-n")) {
      if (unshare.isPresent()
          && new ProcessBuilder(unshare.get(), how, "sh", "-c", CABLE).start().waitFor() == 0) {
        return Optional.of(List.of(unshare.get(), how));
      }
    }
    return Optional.empty();
  }

  @Test
  void watch_realLine_addressAdded_recordChanges() throws Exception {
    Optional<List<String>> ownNetwork = ownNetwork();
    assumeTrue(ownNetwork.isPresent(), "skipped: no network namespace with a line may be made");
    Path socket = folder.resolve("socket");
    box.with("ip", "exec %s \"$@\"\n".formatted(Shell.tool("ip").orElseThrow()));
    box.with(
        "curl",
        "exec %s \"$@\" --unix-socket %s\n".formatted(Shell.tool("curl").orElseThrow(), socket));
    String sh = Shell.usual().getFirst();
    Path network = Files.writeString(folder.resolve("network"), CABLE + "\n" + OWN_NETWORK);
    List<String> within = new ArrayList<>(ownNetwork.orElseThrow());
    within.addAll(List.of(sh, network.toString(), sh));
    try (UnixBridge _ = new UnixBridge(socket, instance.orElseThrow().file().http())) {
      Process watch = box.start(within, "watch", "--interface", "wan", key(site));
      try (var line = watch.outputWriter()) {
        for (int host : List.of(41, 42)) {
          line.write("198.51.100.%d 2001:db8::%d\n".formatted(host, host));
          line.flush();
          assertStands(site, "198.51.100." + host, "2001:db8:0:0:0:0:0:" + host);
        }
      }
      assertTrue(watch.waitFor(20, TimeUnit.SECONDS));
    }
  }
}
