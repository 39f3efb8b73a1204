package dev.ddns53.cli.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ddns53.cli.client.StandInService.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each situation that brings somebody to the doctor, and what it says. */
@Execution(ExecutionMode.CONCURRENT)
final class DoctorIT {

  private static final String NAME = "vpn.tokyo.example.com";
  private static final String SEEN = "198.51.100.7";

  @TempDir private Path folder = Path.of("");
  private ClientBox box;
  private StandInService service;
  private Path key;
  private DnsTool dns = new DnsTool();

  DoctorIT(@TempDir Path first) throws IOException {
    box = new ClientBox(first);
    service = new StandInService();
    key = first;
  }

  /** A healthy site: no NAT, and the same address wherever it is looked for. */
  @BeforeEach
  void healthy() throws IOException {
    box = new ClientBox(folder).callingFrom(SEEN, "");
    interfaceHas(SEEN);
    key = box.key(service.uri(), "tokyo", "K-_y");
    service.on("/v1/status", status(record("A", SEEN)));
    dns =
        new DnsTool()
            .says("", "NS", "example.com", "172800 ns1.example.net.", "172800 ns2.example.net.")
            .says("ns1.example.net", "A", NAME, "60 " + SEEN)
            .says("ns2.example.net", "A", NAME, "60 " + SEEN)
            .says("", "A", NAME, "41 " + SEEN);
    box.with("dig", dns.script());
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private void interfaceHas(String address) throws IOException {
    box.with(
        "ip",
        """
        case "$*" in
          "-4 route show default") echo 'default via 192.0.2.1 dev wan0 proto dhcp' ;;
          "-o -4 addr show dev wan0") echo '2: wan0    inet %s/24 brd + scope global wan0' ;;
        esac
        """
            .formatted(address));
  }

  private static String record(String type, String address) {
    return """
    {"name":"%s","type":"%s","address":"%s","ttl":60,"status":"published"}
    """
        .formatted(NAME, type, address)
        .strip();
  }

  private static Answer status(String records) {
    return Answer.of(
        200,
        """
        {"site":"tokyo","serverTime":"%s","source":"%s",
         "reports":{"ipv4":{"address":"%s","signed":"2026-11-28T01:00:00Z"}},
         "names":["%s"],"records":[%s]}
        """
            .formatted(Instant.now(), SEEN, SEEN, NAME, records));
  }

  /** The answers of a result to a question. */
  private static List<String> texts(JsonNode all, String question, String result) {
    List<String> texts = new ArrayList<>();
    for (JsonNode each : all.path("answers")) {
      if (each.path("question").asText().equals(question)
          && each.path("answer").asText().equals(result)) {
        texts.add(each.path("text").asText());
      }
    }
    return texts;
  }

  private static List<String> problems(JsonNode all) {
    List<String> questions = new ArrayList<>();
    for (JsonNode each : all.path("answers")) {
      if (each.path("answer").asText().equals("problem")) {
        questions.add(each.path("question").asText());
      }
    }
    return questions;
  }

  private JsonNode doctor(Object... more) throws Exception {
    List<Object> arguments = new ArrayList<>(List.of("doctor", "--json"));
    arguments.addAll(List.of(more));
    arguments.add(key);
    ClientBox.Run run = box.run(arguments.toArray());
    assertEquals("", run.err());
    JsonNode all = JsonMapper.builder().build().readTree(run.out());
    assertEquals(problems(all).isEmpty(), all.path("well").asBoolean(), run.out());
    assertEquals(problems(all).isEmpty() ? 0 : 1, run.status(), run.out());
    return all;
  }

  /** The one problem that there is, in words that say these. */
  private void assertProblem(JsonNode all, String question, String... words) {
    assertEquals(List.of(question), problems(all), all.toPrettyString());
    String text = texts(all, question, "problem").getFirst();
    for (String word : words) {
      assertTrue(text.contains(word), text);
    }
  }

  @ParameterizedTest
  @EnumSource
  void allWell_saidInEachShell(Shell shell) throws Exception {
    ClientBox.Run run =
        box.run(shell.command(), "doctor", "--name", NAME.toUpperCase(Locale.ROOT) + ".", key);
    assertEquals("", run.err());
    assertEquals(0, run.status(), run.out());
    assertTrue(run.out().lines().allMatch(line -> line.startsWith("ok ")), run.out());
    for (String said :
        List.of(
            "can sign",
            "only its owner can read it",
            "sees you as " + SEEN,
            "accepts the key of tokyo",
            "clock is right",
            "no NAT stands between",
            NAME + " is a name of tokyo",
            "The name servers hold A " + SEEN,
            "resolver says the same")) {
      assertTrue(run.out().contains(said), said + " is missing:\n" + run.out());
    }
    assertEquals(List.of(), box.leftovers());
  }

  @Test
  void carrierGradeNat_said() throws Exception {
    interfaceHas("100.127.3.4");
    assertProblem(doctor(), "nat", "CGNAT", "100.127.3.4", "public IPv4");
  }

  /** One before and one behind the block: no CGNAT. */
  @ParameterizedTest
  @CsvSource({
    "100.63.255.255, problem",
    "100.128.0.0, problem",
    "192.168.1.2, note",
    "172.31.0.1, note"
  })
  void otherAddresses_noCarrierGradeNat(String address, String result) throws Exception {
    interfaceHas(address);
    String text = texts(doctor(), "nat", result).getFirst();
    assertFalse(text.contains("100.64.0.0/10"), text);
  }

  @Test
  void lineWithAnInnerAddress_aSecondNat() throws Exception {
    interfaceHas("192.168.1.2");
    assertProblem(doctor("--interface", "wan0"), "nat", "second NAT", "192.168.1.2", SEEN);
  }

  @Test
  void nothingTellsTheAddress_saidThatItCouldNotAsk() throws Exception {
    box.without("ip");
    assertTrue(texts(doctor(), "nat", "unknown").getFirst().contains("could not be read"));
  }

  @ParameterizedTest
  @CsvSource({"-1000, slow", "1000, fast"})
  void wrongClock_byTheGatewaysDate_andByTheServices(int seconds, String way) throws Exception {
    clockIsOff(seconds);
    service.on("/v1/status", Answer.problem(401, "clock-skew"));
    assertProblem(doctor(), "clock", way, "timedatectl");
    service.on(
        "/v1/status",
        Answer.of(
            401,
            "{\"code\":\"clock-skew\",\"detail\":\"d\",\"serverTime\":\"%s\"}"
                .formatted(Instant.now())));
    assertProblem(doctor(), "clock", way, "timedatectl");
  }

  /** By this much; the service's time is the real one. */
  private void clockIsOff(int seconds) throws IOException {
    String date = Shell.tool("date").orElseThrow();
    box.with(
        "date",
        "if [ \"$*\" = +%%s ]; then echo $(($(%s +%%s) + %d)); else exec %s \"$@\"; fi\n"
            .formatted(date, seconds, date));
  }

  @ParameterizedTest
  @CsvSource({"30, ok", "200, note", "-200, note"})
  void clockWithinTheLimit_isNoProblem(int seconds, String result) throws Exception {
    clockIsOff(seconds);
    assertEquals(1, texts(doctor(), "clock", result).size());
  }

  @Test
  void wrongKey_saidWhereANewOneComesFrom() throws Exception {
    service.on("/v1/status", Answer.problem(401, "signature-wrong"));
    assertProblem(doctor(), "key", "ddns53 site key tokyo --rotate");
  }

  @Test
  void keyOthersMayRead_said() throws Exception {
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    assertProblem(doctor(), "key-file", "chmod 600 " + key);
  }

  @Test
  void foreignNetwork_said() throws Exception {
    service.on("/v1/status", Answer.problem(403, "source-not-allowed"));
    assertProblem(doctor(), "key", "allow.sources");
  }

  @Test
  void oldCurl_withOpensslWell_withoutItNot() throws Exception {
    box.oldCurlFrom(SEEN, "");
    JsonNode all = doctor();
    assertEquals(List.of(), problems(all), all.toPrettyString());
    assertTrue(texts(all, "tool", "ok").getFirst().contains("7.61.1 is too old"));
    box.without("openssl");
    assertProblem(doctor(), "tool", "7.75", "openssl");
  }

  @Test
  void staleResolver_saidForHowLong() throws Exception {
    box.with("dig", dns.says("", "A", NAME, "1234 203.0.113.9").script());
    assertProblem(doctor(), "resolver", "203.0.113.9", "1234 s");
  }

  @Test
  void resolverRemembersThatThereWasNothing_said() throws Exception {
    box.with("dig", dns.says("", "A", NAME).script());
    assertProblem(doctor(), "resolver", "negative TTL");
  }

  @Test
  void serversBehind_said() throws Exception {
    box.with("dig", dns.says("ns2.example.net", "A", NAME, "60 203.0.113.9").script());
    assertProblem(doctor(), "servers", "ns2.example.net", "203.0.113.9", SEEN);
  }

  @Test
  void otherFamily_leadsElsewhere() throws Exception {
    box.with("dig", dns.says("ns1.example.net", "AAAA", NAME, "300 2001:db8::99").script());
    assertProblem(doctor(), "family", "AAAA", "2001:db8::99");
  }

  /** Published once, but the line has lost its IPv6. */
  @Test
  void ownOtherFamily_withoutALine() throws Exception {
    String both = record("A", SEEN) + "," + record("AAAA", "2001:db8::7");
    String body =
        status(both)
            .body()
            .replace("\"reports\":{", "\"reports\":{\"ipv6\":{\"address\":\"2001:db8::7\"},");
    service.on("/v1/status", Answer.of(200, body));
    dns.says("ns1.example.net", "AAAA", NAME, "60 2001:db8::7");
    dns.says("ns2.example.net", "AAAA", NAME, "60 2001:db8::7");
    box.with("dig", dns.says("", "AAAA", NAME, "60 2001:db8::7").script());
    assertProblem(doctor(), "family", "offline -6");
  }

  @Test
  void wrongName_saidWhichAreMine() throws Exception {
    assertProblem(doctor("--name", "vpn.tokio.example.com"), "name", "vpn.tokio.example.com", NAME);
  }

  /** A delegation below the zone leads to servers that hold nothing of ours. */
  @Test
  void occludedName_said() throws Exception {
    dns.says("", "NS", "tokyo.example.com", "3600 ns.other.example.");
    box.with("dig", dns.says("", "A", NAME).script());
    assertProblem(doctor(), "occluded", "ns.other.example", "tokyo.example.com", "delegation");
  }

  @Test
  void addressNotReported_said() throws Exception {
    service.on("/ip", Answer.of(200, "198.51.100.99\n"));
    interfaceHas("198.51.100.99");
    assertProblem(doctor(), "record", "198.51.100.99", "run ddns53-client");
  }

  @ParameterizedTest
  @CsvSource({"pending, on its way", "drift, ddns53 name repair", "refused, ddns53 history"})
  void recordThatDoesNotFollow_said(String stage, String words) throws Exception {
    service.on("/v1/status", status(record("A", SEEN).replace("published", stage)));
    assertProblem(doctor(), "record", words);
  }

  @Test
  void neverReported_andOffline_toldApart() throws Exception {
    service.on("/v1/status", status(""));
    assertProblem(doctor(), "record", "No address was reported");
    String body = status("").body().replace("\"" + SEEN + "\",\"signed\"", "null,\"signed\"");
    service.on("/v1/status", Answer.of(200, body));
    assertProblem(doctor(), "record", "it has no address");
  }

  @Test
  void serviceDown_said() throws Exception {
    service.close();
    assertProblem(doctor(), "service", "cannot be reached", "operator");
  }

  @ParameterizedTest
  @CsvSource({"503, 503", "404, correct the url"})
  void serviceThatAnswersOtherwise_said(int status, String words) throws Exception {
    service.on("/ip", Answer.of(status, "{\"message\":\"x\"}"));
    assertProblem(doctor(), "service", words);
  }

  @Test
  void captivePortal_said() throws Exception {
    service.on("/ip", Answer.of(200, "<!DOCTYPE html><html>Welcome</html>"));
    assertProblem(doctor(), "captive-portal", "log in");
    service.on("/ip", new Answer(302, "", Map.of("Location", "http://192.0.2.1/login")));
    assertProblem(doctor(), "captive-portal", "log in");
  }

  @Test
  void privateEndpoint_said() throws Exception {
    service.on("/ip", Answer.of(403, "{\"message\":\"Forbidden\"}"));
    assertProblem(doctor(), "private-endpoint", "127.0.0.1", "custom domain", "VPC");
  }

  @ParameterizedTest
  @CsvSource({"drill", "nslookup"})
  void otherDnsTools_doAsWell(String tool) throws Exception {
    box.without("dig").with(tool, tool.equals("drill") ? dns.script() : dns.nslookup());
    JsonNode all = doctor();
    assertEquals(List.of(), problems(all), all.toPrettyString());
    assertEquals(1, texts(all, "servers", "ok").size());
    dns.says("", "A", NAME, "1234 203.0.113.9");
    box.with(tool, tool.equals("drill") ? dns.script() : dns.nslookup());
    assertProblem(doctor(), "resolver", tool.equals("drill") ? "1234 s" : "does not tell");
  }

  @Test
  void noDnsTool_saidThatItCouldNotAsk() throws Exception {
    box.without("dig");
    JsonNode all = doctor();
    assertEquals(List.of(), problems(all));
    assertTrue(texts(all, "servers", "unknown").getFirst().contains("install dig"));
  }

  @Test
  void deafServers_areUnknown_notWrong() throws Exception {
    box.with("dig", dns.deaf("ns1.example.net").deaf("ns2.example.net").script());
    JsonNode all = doctor();
    assertEquals(List.of(), problems(all), all.toPrettyString());
    assertEquals(1, texts(all, "servers", "unknown").size());
  }

  /** That of OpenWrt has no classes of characters in tr, and no paste. */
  @Test
  void smallBusybox_doesAsWell() throws Exception {
    box.with(
        "tr",
        """
        case $* in *'[:'*) echo "tr: $*" >&2 && exit 1 ;; esac
        exec %s "$@"
        """
            .formatted(Shell.tool("tr").orElseThrow()));
    String name = NAME.toUpperCase(Locale.ROOT) + ".";
    assertEquals(1, texts(doctor("--name", name), "name", "ok").size());
    service.on("/ip", Answer.of(200, "<!DOCTYPE HTML><HTML>Welcome</HTML>"));
    assertProblem(doctor(), "captive-portal", "log in");
  }

  /** What is tested is not always what is configured. */
  @Test
  void otherSettingsThanTheFiles_noted() throws Exception {
    box.config("interface ppp0\nkey " + key + "\n");
    String note = texts(doctor("--interface", "wan0"), "tested", "note").getFirst();
    assertTrue(note.contains("wan0") && note.contains("ppp0"), note);
    box.config("");
    assertEquals(List.of(), texts(doctor("--interface", "wan0"), "tested", "note"));
    dns.says("192.0.2.53", "A", NAME, "60 " + SEEN);
    box.with("dig", dns.script());
    note = texts(doctor("--dns", "192.0.2.53"), "tested", "note").getFirst();
    assertTrue(note.contains("not the servers that the world asks"), note);
  }

  @Test
  void noKeyFile_said() throws Exception {
    Files.delete(key);
    assertProblem(doctor(), "key-file", "does not exist", "ddns53 site key");
  }
}
