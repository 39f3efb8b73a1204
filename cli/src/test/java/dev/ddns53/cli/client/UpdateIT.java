package dev.ddns53.cli.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.cli.client.StandInService.Answer;
import dev.ddns53.cli.keys.Spread;
import dev.ddns53.core.fleet.SiteId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client makes of a service's answers, and of what it finds on its machine. */
@Execution(ExecutionMode.CONCURRENT)
final class UpdateIT {

  private static final String TAKEN = "{\"site\":\"tokyo\",\"records\":[]}";

  @TempDir private Path folder = Path.of("");
  private ClientBox box;
  private StandInService service;
  private Path key;

  UpdateIT(@TempDir Path first) throws IOException {
    box = new ClientBox(first);
    service = new StandInService();
    key = first;
  }

  /** No run here sleeps; how long it would have slept is kept. */
  @BeforeEach
  void start() throws IOException {
    box = new ClientBox(folder).callingFrom("198.51.100.7", "");
    box.with("sleep", "echo \"$1\" >>\"$HOME/slept\"\n");
    service.on("/v1/update", Answer.of(200, TAKEN));
    key = box.key(service.uri(), "tokyo", "K-_y");
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private List<String> slept() throws IOException {
    Path slept = folder.resolve("slept");
    return Files.exists(slept) ? Files.readAllLines(slept) : List.of();
  }

  private int reports() {
    return service.asked("/v1/update").size();
  }

  @ParameterizedTest
  @CsvSource({
    "200, '', 0, 1",
    "400, body-invalid, 65, 1",
    "401, signature-wrong, 77, 1",
    "401, clock-skew, 75, 1",
    "403, source-not-allowed, 77, 1",
    "404, not-found, 76, 1",
    "409, outdated, 75, 1",
    "409, not-ours, 73, 1",
    "409, drift, 73, 1",
    "413, body-too-large, 65, 1",
    "422, address-refused, 65, 1",
    "429, too-many-changes, 75, 4",
    "500, internal, 69, 4",
    "503, unavailable, 75, 4",
  })
  void answer_isAnExitCode_andRetriedWhereThatHelps(int status, String code, int exit, int attempts)
      throws Exception {
    if (status != 200) {
      service.on("/v1/update", Answer.problem(status, code));
    }
    ClientBox.Run run = box.run(key);
    assertEquals(exit, run.status(), run.all());
    assertEquals(attempts, reports());
    assertEquals(
        status == 200 ? "" : "ddns53-client: tokyo: refused (%s): Do \"this\".\n".formatted(code),
        run.err());
  }

  /** Doubled each time, from the site's own delay. */
  @Test
  void trouble_triedAgain_withGrowingPauses() throws Exception {
    IntFunction<Answer> thirdTime =
        number -> number < 2 ? Answer.of(503, "{\"message\":\"x\"}") : Answer.of(200, TAKEN);
    service.on("/v1/update", thirdTime);
    assertEquals(0, box.run(key).status());
    int delay = new Spread(new SiteId("tokyo")).retryDelay();
    assertEquals(List.of("" + delay, "" + 2 * delay), slept());
    assertEquals(3, reports());
  }

  @ParameterizedTest
  @CsvSource({
    "429, 7, 0, 2",
    "503, 90, 0, 2",
    "409, 3, 0, 2",
    "429, 3600, 75, 1",
    "409, 301, 75, 1"
  })
  void retryAfter_isHonoured_orLeftToALaterRun(int status, String after, int exit, int attempts)
      throws Exception {
    Answer later = Answer.problem(status, status == 409 ? "same-second" : "busy");
    service.on(
        "/v1/update",
        number -> number == 0 ? later.with("Retry-After", after) : Answer.of(200, TAKEN));
    assertEquals(exit, box.run(key).status());
    assertEquals(attempts, reports());
    assertEquals(attempts == 1 ? List.of() : List.of(after), slept());
  }

  @Test
  void nobodyThere_triedAgain_thenNoConnection() throws Exception {
    service.close();
    ClientBox.Run run = box.run("--address", "198.51.100.7", key);
    assertEquals(69, run.status());
    assertTrue(run.err().contains("cannot be reached"), run.err());
    assertEquals(3, slept().size());
  }

  /** A record that cannot be written does not make the client report at each run. */
  @Test
  void storedReport_countsAsReported() throws Exception {
    service.on("/v1/update", Answer.problem(409, "not-ours"));
    assertEquals(73, box.run(key).status());
    assertEquals(0, box.run(key).status());
    assertEquals(1, reports());
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html><body>Log in</body></html>", "Welcome", "", "1.2.3"})
  void captivePortal_notReportedAsAnAddress(String page) throws Exception {
    service.on("/ip", Answer.of(200, page));
    assertEquals(76, box.run(key).status());
    service.on("/ip", Answer.of(200, "198.51.100.7\n")).on("/v1/update", Answer.of(200, page));
    ClientBox.Run run = box.run(key);
    assertEquals(76, run.status(), run.all());
    assertFalse(Files.exists(box.remembered("tokyo", service.uri())), "it was not reported");
  }

  @Test
  void privateEndpoint_saysThatACustomDomainGoesRoundIt() throws Exception {
    service
        .on("/ip", Answer.of(403, "{\"message\":\"Forbidden\"}"))
        .on("/v1/update", Answer.of(403, "{\"message\":\"Forbidden\"}"));
    for (ClientBox.Run run : List.of(box.run(key), box.run("--address", "198.51.100.7", key))) {
      assertEquals(76, run.status());
      assertTrue(run.err().contains("custom domain"), run.err());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwxrwxrwx"})
  void keyOthersMayRead_refused_nothingSent(String mode) throws Exception {
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(mode));
    ClientBox.Run run = box.run(key);
    assertEquals(77, run.status());
    assertTrue(run.err().contains("chmod 600 " + key), run.err());
    assertEquals(0, service.asked("/ip").size() + reports());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user = \"tokyo:k\"\n",
        "url = \"https://ddns.example.com/v1/update\"\n",
        "url = \"ftp://ddns.example.com/v1/update\"\nuser = \"tokyo:k\"\n",
        "url = \"https://ddns.example.com/v1/update\"\nuser = \"to kyo:k\"\n",
        "url = \"https://ddns.example.com/v1/update\"\nuser = \"tokyo:k\\\"y\"\n",
      })
  void keyFile_thatIsNone_refused(String text) throws Exception {
    Files.writeString(key, text);
    ClientBox.Run run = box.run(key);
    assertEquals(78, run.status());
    assertEquals("", run.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--what",
        "--refresh=soon",
        "--address=here",
        "--interface=a/b",
        "--prefix=2001:db8::/32",
        "--prefix=2001:db8::53/64",
        "--prefix=a/b",
        "-x",
        "--name",
        "update offline"
      })
  void usage_explained(String arguments) throws Exception {
    ClientBox.Run run = box.run((Object[]) arguments.split(" ", 2));
    assertEquals(64, run.status(), run.all());
    assertTrue(run.err().startsWith("ddns53-client: "), run.err());
  }

  /** Said, or the /64 of an interface; reported where it changed, and taken back when offline. */
  @Test
  void prefix_reportedBesideTheAddresses() throws Exception {
    service.on("/v1/update", number -> Answer.of(200, TAKEN));
    box.with(
        "ip",
        """
        case $* in *-6*br-lan)
          echo '3: br-lan inet6 fd00::1/64 scope global'
          echo "3: br-lan inet6 $(cat "$HOME/lan")/64 scope global dynamic"
        esac
        """);
    Object[] said = {"-4", "--address", "198.51.100.7", "--prefix", "2001:db8:1:200::/56", key};
    Object[] found = {"-4", "--address", "198.51.100.7", "--prefix", "br-lan", key};
    assertEquals(0, box.run(said).status());
    assertEquals(0, box.run(said).status());
    lan("2001:db8:1::53:1");
    assertEquals(0, box.run(found).status());
    lan("2001:db8:1:2:3:4:5:6");
    assertEquals(0, box.run(found).status());
    assertEquals(0, box.run("offline", "-4", key).status());
    assertEquals(0, box.run("offline", key).status());
    String four = "{\"ipv4\":\"198.51.100.7\",\"ipv6Prefix\":\"";
    assertEquals(
        List.of(
            four + "2001:db8:1:200::/56\"}",
            four + "2001:db8:1:0::/64\"}",
            four + "2001:db8:1:2::/64\"}",
            "{\"ipv4\":null}",
            "{\"ipv4\":null,\"ipv6\":null,\"ipv6Prefix\":null}"),
        service.asked("/v1/update").stream().map(StandInService.Request::body).toList());
  }

  private void lan(String address) throws IOException {
    Files.writeString(folder.resolve("lan"), address);
  }

  @Test
  void noTools_namedBeforeAnythingIsDone() throws Exception {
    box.oldCurlFrom("198.51.100.7", "").without("openssl");
    ClientBox.Run run = box.run(key);
    assertEquals(78, run.status());
    assertTrue(run.err().contains("openssl"), run.err());
    assertEquals(78, box.without("curl").run(key).status());
  }

  /** Small builds of curl know the option without being able to sign. */
  @Test
  void curlThatDropsTheSignature_opensslSigns() throws Exception {
    box.with(
        "curl",
        "case $* in '--help all') echo ' --aws-sigv4 <x>'; exit ;; esac\n"
            + "sed /aws-sigv4/d | exec %s \"$@\"\n".formatted(Shell.tool("curl").orElseThrow()));
    service.on(
        "/v1/update",
        number -> number == 0 ? Answer.problem(401, "signature-missing") : Answer.of(200, TAKEN));
    assertEquals(0, box.run("-4", "--address", "198.51.100.7", key).status());
    List<StandInService.Request> asked = service.asked("/v1/update");
    assertEquals(
        List.of(false, true), asked.stream().map(r -> r.authorization().isPresent()).toList());
    assertTrue(
        asked
            .get(1)
            .authorization()
            .orElseThrow()
            .startsWith("DDNS4-HMAC-SHA256 Credential=tokyo/"));
  }

  @Test
  void jitter_isTheSitesOwnMoment_asTheLineForCronHasIt() throws Exception {
    Spread tokyo = new Spread(new SiteId("tokyo"));
    int moment = 60 * tokyo.minute() + tokyo.second();
    box.with("date", "echo 1800000000\n");
    assertEquals(0, box.run("--jitter", "--address", "198.51.100.7", key).status());
    assertEquals(List.of("" + moment), slept());
    Files.delete(folder.resolve("slept"));
    box.with("date", "echo $((1800000000 + %d))\n".formatted(moment + 1));
    box.run("--jitter", "--address", "198.51.100.7", key);
    assertEquals(List.of("299"), slept());
  }

  @Test
  void heartbeat_onlyAfterARunThatWentWell() throws Exception {
    service.on("/alive", Answer.of(200, "OK"));
    box.config("heartbeat " + service.uri() + "/alive\n");
    service.on("/v1/update", Answer.problem(401, "signature-wrong"));
    assertEquals(77, box.run(key).status());
    assertEquals(0, service.asked("/alive").size());
    service.on("/v1/update", Answer.of(200, TAKEN));
    assertEquals(0, box.run(key).status());
    assertEquals(0, box.run(key).status());
    assertEquals(2, service.asked("/alive").size());
    service.on("/alive", Answer.of(500, ""));
    ClientBox.Run run = box.run(key);
    assertEquals(0, run.status());
    assertTrue(run.err().contains("heartbeat"), run.err());
  }

  @Test
  void lock_ofALiveRun_isWaitedFor_ofADeadOneIsNot() throws Exception {
    Files.createDirectories(box.state());
    Path lock = box.state().resolve("lock");
    long now = System.currentTimeMillis() / 1000;
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    Files.createSymbolicLink(lock, Path.of(ended.pid() + "." + now));
    assertEquals(0, box.run(key).status());
    assertFalse(Files.isSymbolicLink(lock), "freed");

    box.where("LOCK_WAIT", 0);
    Files.createSymbolicLink(lock, Path.of(ProcessHandle.current().pid() + "." + now));
    ClientBox.Run run = box.run("--force", key);
    assertEquals(75, run.status(), run.all());
    assertEquals(1, reports());
    assertTrue(Files.isSymbolicLink(lock), "another's lock stays");
  }

  @Test
  void stateThatCannotBeWritten_said() throws Exception {
    Files.writeString(box.state(), "in the way");
    ClientBox.Run run = box.run(key);
    assertEquals(73, run.status());
    assertTrue(run.err().contains("--state"), run.err());
  }

  /** A clock that went back must not silence a site until it catches up. */
  @Test
  void stateOfTheFuture_reportsAnew() throws Exception {
    box.run(key);
    Path state = box.remembered("tokyo", service.uri());
    Files.writeString(state, ClientBox.read(state).replaceFirst("at=.*", "at=9999999999"));
    box.run(key);
    assertEquals(2, reports());
  }

  @Test
  void onlyWhatWasFound_isReported() throws Exception {
    box.run(key);
    assertEquals("{\"ipv4\":\"198.51.100.7\"}", service.asked("/v1/update").get(0).body());
    service.on("/ip", Answer.of(200, "2001:db8::7\n"));
    box.callingFrom("", "2001:db8::7").run(key);
    assertEquals("{\"ipv6\":\"2001:db8::7\"}", service.asked("/v1/update").get(1).body());
    box.run("offline", "-4", key);
    assertEquals("{\"ipv4\":null}", service.asked("/v1/update").get(2).body());
  }
}
