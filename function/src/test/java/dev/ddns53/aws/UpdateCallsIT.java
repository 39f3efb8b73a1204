package dev.ddns53.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ddns53.Answer;
import dev.ddns53.Requests;
import dev.ddns53.World;
import dev.ddns53.emulator.http.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each kind of request costs in calls of AWS. */
class UpdateCallsIT extends OnEmulator {

  private static final String SITE = "tokyo";
  private static final String NAME = "vpn.tokyo.example.com";
  private static final String FIRST = "{\"ipv4\":\"198.51.100.7\"}";
  private static final String SECOND = "{\"ipv4\":\"198.51.100.8\"}";
  private static final Map<String, Integer> NOTHING_BUT_READS = Map.of(READ, 2);

  @BeforeEach
  void register() {
    backend.site(SITE, NAME);
    backend.signer(SITE, World.FIRST_KEY);
  }

  /** Published, and a while ago, so that the next report is sent at once. */
  private void published() {
    function.update(SITE, FIRST).assertRecord(200, "updated");
    function.pass(Duration.ofSeconds(2));
  }

  @Test
  void firstReport_createsWithoutALookAndItsNoteCostsNoWrite() {
    assertCalls(Map.of(READ, 2, MASTER_KEY, 1, TRANSACT, 1, CHANGE, 1, PUT, 4), this::published);
    assertEquals(List.of("198.51.100.7"), values(NAME, "A"));
  }

  @Test
  void changedReport_twoReadsOneTransactionOneChangeOneMarkAndThreeWritesOfTraffic() {
    published();
    assertCalls(
        Map.of(READ, 2, TRANSACT, 1, CHANGE, 1, PUT, 4),
        () -> function.update(SITE, SECOND).assertRecord(200, "updated"));
    assertEquals(List.of("198.51.100.8"), values(NAME, "A"));
  }

  @Test
  void changedReportOfTwoNamesAndFamilies_oneChangeAndAMarkForEachName() {
    backend.site("osaka", "a.osaka.example.com", "b.osaka.example.com");
    function
        .update("osaka", "{\"ipv4\":\"198.51.100.1\",\"ipv6\":\"2001:db8::1\"}")
        .assertRecord(200, "updated");
    function.pass(Duration.ofSeconds(2));
    assertCalls(
        Map.of(READ, 2, TRANSACT, 1, CHANGE, 1, PUT, 5),
        () ->
            function
                .update("osaka", "{\"ipv4\":\"198.51.100.2\",\"ipv6\":\"2001:db8::2\"}")
                .assertRecord(200, "updated"));
    assertEquals(List.of("198.51.100.2"), values("a.osaka.example.com", "A"));
    assertEquals(List.of("2001:db8::2"), values("b.osaka.example.com", "AAAA"));
  }

  @Test
  void unchangedAndFresh_twoReads() {
    published();
    assertCalls(
        NOTHING_BUT_READS, () -> function.update(SITE, FIRST).assertRecord(200, "unchanged"));
    function.pass(Duration.ofSeconds(590));
    assertCalls(
        NOTHING_BUT_READS, () -> function.update(SITE, FIRST).assertRecord(200, "unchanged"));
  }

  @Test
  void unchangedAfterTheRefreshInterval_writesThatTheSiteWasHeard() {
    published();
    function.pass(Duration.ofSeconds(599));
    assertCalls(
        Map.of(READ, 2, PUT, 1), () -> function.update(SITE, FIRST).assertRecord(200, "unchanged"));
    assertCalls(
        NOTHING_BUT_READS, () -> function.update(SITE, FIRST).assertRecord(200, "unchanged"));
  }

  /** Who sends is not read along with an unchanged report, which mostly sends nothing. */
  @Test
  void unchangedWhileARecordIsDue_oneReadMoreAndItIsSent() {
    backend
        .emulator()
        .faults()
        .add(Fault.once("route53", "ChangeResourceRecordSets", Fault.Kind.ERROR));
    function.update(SITE, FIRST).assertRecord(202, "pending");
    function.pass(Duration.ofSeconds(2));
    assertCalls(
        Map.of(READ, 3, CHANGE, 1, PUT, 5),
        () -> function.update(SITE, FIRST).assertRecord(200, "updated"));
    assertEquals(List.of("198.51.100.7"), values(NAME, "A"));
  }

  @Test
  void byteIdenticalRepeat_twoReads() {
    Requests request = function.signed(SITE, FIRST);
    function.send(request).assertRecord(200, "updated");
    function.pass(Duration.ofSeconds(299));
    assertCalls(NOTHING_BUT_READS, () -> function.send(request).assertRecord(200, "unchanged"));
  }

  @Test
  void refusedRequests_oneReadAtMost() {
    published();
    Requests genuine = function.signed(SITE, SECOND);
    assertCalls(
        Map.of(READ, 1, TRANSACT, 1), // the owner is told, once an hour
        () ->
            function
                .send(genuine.body(FIRST.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .assertProblem(401, "signature-wrong"));
    assertCalls(
        Map.of(READ, 1),
        () ->
            function.update(SITE, "{\"ipv4\":\"10.0.0.1\"}").assertProblem(422, "address-refused"));
    assertCalls(
        Map.of(),
        () -> function.send(Requests.update(SECOND)).assertProblem(401, "signature-missing"));
    assertEquals(List.of("198.51.100.7"), values(NAME, "A"));
  }

  @Test
  void masterKey_readOnceInAnInstancesLife() {
    Map<String, Integer> calls =
        calls(() -> IntStream.range(0, 5).forEach(i -> function.update(SITE, FIRST)));
    assertEquals(1, calls.get(MASTER_KEY));
    Instance next = new Instance(backend);
    assertEquals(1, calls(() -> next.update(SITE, FIRST)).get(MASTER_KEY));
  }

  @Test
  void secondMasterVersionInUse_oneReadMore() {
    backend.putMasterKey();
    backend.site(SITE, List.of(World.FIRST_KEY, World.SECOND_KEY), NAME);
    Requests second = function.signed(SITE, World.SECOND_KEY, FIRST);
    assertCalls(
        Map.of(READ, 6, MASTER_KEY, 2, TRANSACT, 1, CHANGE, 1, PUT, 4),
        () -> {
          function.send(second).assertRecord(200, "updated");
          function.update(SITE, FIRST).assertRecord(200, "unchanged");
          function.update(SITE, FIRST).assertRecord(200, "unchanged");
        });
  }

  @Test
  void revokedGeneration_refusedByTheVeryNextRequest() {
    backend.site(SITE, List.of(World.FIRST_KEY, World.SECOND_KEY), NAME);
    backend.putMasterKey();
    published();
    backend.site(SITE, List.of(World.SECOND_KEY), NAME);
    Answer refused = function.update(SITE, SECOND);
    refused.assertProblem(401, "signature-wrong");
    function.send(function.signed(SITE, World.SECOND_KEY, SECOND)).assertRecord(200, "updated");
    backend.site(SITE, List.of(), NAME);
    function.pass(Duration.ofSeconds(1));
    function
        .send(function.signed(SITE, World.SECOND_KEY, FIRST))
        .assertProblem(401, "signature-wrong");
    assertEquals(List.of("198.51.100.8"), values(NAME, "A"));
  }
}
