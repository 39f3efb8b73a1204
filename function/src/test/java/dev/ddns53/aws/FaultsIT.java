package dev.ddns53.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.Answer;
import dev.ddns53.Requests;
import dev.ddns53.World;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.port.State.Rows;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.Report;
import dev.ddns53.core.record.SiteState;
import dev.ddns53.emulator.http.Fault;
import dev.ddns53.fake.Planted;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One service fails in one way: the answer says what is true, and nothing is lost. */
class FaultsIT extends OnEmulator {

  private static final String SITE = "tokyo";
  private static final String NAME = "vpn.tokyo.example.com";
  private static final String FIRST = "198.51.100.7";
  private static final String SECOND = "198.51.100.8";

  /** So long an instance leaves Route 53 to the batches after a trouble with it. */
  private static final Duration TROUBLE = Duration.ofSeconds(5);

  @BeforeEach
  void register() {
    backend.site(SITE, NAME);
    backend.signer(SITE, World.FIRST_KEY);
  }

  private static String body(String address) {
    return "{\"ipv4\":\"" + address + "\"}";
  }

  private Answer report(String address) {
    return function.update(SITE, body(address));
  }

  /** Published, and a while ago, so that the next report is sent at once. */
  private void published() {
    report(FIRST).assertRecord(200, "updated");
    function.pass(Duration.ofSeconds(2));
  }

  private void assertStored(String address, Set<Family> pending) {
    assertEquals(
        address, heard(SITE).newest(Family.IPV4).flatMap(Report::address).orElseThrow() + "");
    assertEquals(pending, stored(NAME).due());
  }

  private void assertPublished(String address) {
    assertEquals(List.of(address), values(NAME, "A"));
    assertStored(address, Set.of());
  }

  private void assertNothingKnown() {
    assertEquals(NameState.unpublished(World.fqdn(NAME)), stored(NAME));
    assertEquals(SiteState.unheard(new SiteId(SITE)), heard(SITE));
    assertEquals(List.of(), values(NAME, "A"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.Kind.class,
      names = {"THROTTLE", "ERROR", "HANG", "COMMIT_THEN_DROP"})
  void changeFails_storedAsPendingAndPublishedByTheNextReport(Fault.Kind kind) {
    published();
    failOnce(CHANGE, kind);
    Map<String, Integer> calls = calls(() -> report(SECOND).assertRecord(202, "pending"));
    assertEquals(1, calls.get(CHANGE));
    assertEquals(1, calls.get(TRANSACT));
    boolean committed = kind == Fault.Kind.COMMIT_THEN_DROP;
    assertEquals(List.of(committed ? SECOND : FIRST), values(NAME, "A"));
    assertStored(SECOND, Set.of(Family.IPV4));
    assertTrue(function.log().contains("\"troubles\":["), function.log());

    recover();
    function.pass(TROUBLE);
    Map<String, Integer> next = calls(() -> report(SECOND).assertRecord(200, "updated"));
    assertEquals(1, next.get(CHANGE));
    assertEquals(committed ? 1 : null, next.get(LIST), "what is refused is looked at");
    assertPublished(SECOND);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.Kind.class,
      names = {"THROTTLE", "ERROR", "HANG", "COMMIT_THEN_DROP"})
  void changeFails_storedAsPendingAndPublishedByTheStream(Fault.Kind kind) {
    published();
    failOnce(CHANGE, kind);
    report(SECOND).assertRecord(202, "pending");
    recover();
    assertEquals(1, calls(() -> function.stream(NAME)).get(CHANGE));
    assertPublished(SECOND);
    report(SECOND).assertRecord(200, "unchanged");
  }

  @Test
  void zoneHasAnotherChangeAtWork_sentAgainInAMoment() {
    published();
    failOnce(CHANGE, Fault.Kind.PRIOR_REQUEST);
    Map<String, Integer> calls = calls(() -> report(SECOND).assertRecord(200, "updated"));
    assertEquals(2, calls.get(CHANGE));
    assertPublished(SECOND);
  }

  @Test
  void nameIsDenied_siteIsToldAndReChecksTryAgain() {
    published();
    failOnce(CHANGE, Fault.Kind.DENY);
    report(SECOND).assertProblem(409, "record-denied");
    recover();
    assertFalse(calls(() -> function.stream(NAME)).containsKey(CHANGE));
    backend.recheck();
    assertPublished(SECOND);
  }

  @Test
  void changeIsSlow_waitedFor() {
    published();
    backend
        .emulator()
        .faults()
        .add(
            new Fault(
                "route53",
                "ChangeResourceRecordSets",
                Fault.Kind.SLOW,
                1,
                Duration.ofMillis(1_200)));
    report(SECOND).assertRecord(200, "updated");
    assertPublished(SECOND);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.Kind.class,
      names = {"THROTTLE", "DENY", "ERROR", "COMMIT_THEN_DROP"})
  void zoneUnreadableWhereSomethingStands_storedAndNothingOverwritten(Fault.Kind kind) {
    backend.plant(World.fqdn(NAME), Planted.simple("A", "192.0.2.1"));
    fail(LIST, kind);
    report(FIRST).assertRecord(202, "pending");
    assertTrue(function.log().contains("Route 53 cannot be read"), function.log());
    recover();
    assertEquals(List.of("192.0.2.1"), values(NAME, "A"));
    function.stream(NAME);
    report(FIRST).assertProblem(409, "not-ours");
    assertEquals(List.of("192.0.2.1"), values(NAME, "A"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.Kind.class,
      names = {"THROTTLE", "DENY", "ERROR", "COMMIT_THEN_DROP"})
  void tablesUnreadable_nothingWritten(Fault.Kind kind) {
    fail(READ, kind);
    Map<String, Integer> calls =
        calls(
            () -> {
              Answer answer = report(FIRST).assertProblem(503, "unavailable");
              assertEquals("30", answer.headers().get("retry-after"));
            });
    assertEquals(Set.of(READ), calls.keySet());
    recover();
    assertNothingKnown();
    published();
  }

  @Test
  void namesUnreadableAfterTheSite_nothingWritten() {
    backend
        .emulator()
        .faults()
        .add(new Fault("dynamodb", "BatchGetItem", Fault.Kind.SLOW, 1, Duration.ZERO));
    fail(READ, Fault.Kind.ERROR);
    report(FIRST).assertProblem(503, "unavailable");
    recover();
    assertNothingKnown();
  }

  @Test
  void transactionDenied_nothingWritten() {
    fail(TRANSACT, Fault.Kind.DENY);
    report(FIRST).assertProblem(503, "unavailable");
    recover();
    assertNothingKnown();
    published();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.Kind.class,
      names = {"THROTTLE", "ERROR"})
  void transactionFailsAfterRetries_notConfirmedAndHarmlessToRepeat(Fault.Kind kind) {
    Requests request = function.signed(SITE, body(FIRST));
    fail(TRANSACT, kind);
    function.send(request).assertProblem(503, "unconfirmed");
    recover();
    assertNothingKnown();
    function.pass(Duration.ofSeconds(2));
    function.send(request).assertRecord(200, "updated");
    assertPublished(FIRST);
  }

  @Test
  void transactionCommittedAnswerLost_settledByTheRetry() {
    published();
    failOnce(TRANSACT, Fault.Kind.COMMIT_THEN_DROP);
    report(SECOND).assertRecord(200, "updated");
    assertPublished(SECOND);
  }

  @Test
  void rowCommittedAnswerLost_settledByTheRetry() {
    published();
    NameState row = stored(NAME);
    failOnce(PUT, Fault.Kind.COMMIT_THEN_DROP);
    assertTrue(backend.wiring().state().replace(Rows.of(row.next())));
    assertEquals(row.next(), stored(NAME));
    NameState rival = row.next().with(Family.IPV4, row.record(Family.IPV4).orElseThrow().due());
    assertFalse(backend.wiring().state().replace(Rows.of(rival)));
  }

  @Test
  void transactionCommittedAllAnswersLost_notConfirmedAndPublishedByTheRepeat() {
    published();
    function.pass(Duration.ofSeconds(1));
    Requests request = function.signed(SITE, body(SECOND));
    fail(TRANSACT, Fault.Kind.COMMIT_THEN_DROP);
    function.send(request).assertProblem(503, "unconfirmed");
    recover();
    assertStored(SECOND, Set.of(Family.IPV4));
    assertEquals(List.of(FIRST), values(NAME, "A"));

    function.pass(Duration.ofSeconds(2));
    assertCalls(
        Map.of(READ, 3, CHANGE, 1, PUT, 4),
        () -> function.send(request).assertRecord(200, "updated"));
    assertPublished(SECOND);
    assertCalls(Map.of(READ, 2), () -> function.send(request).assertRecord(200, "unchanged"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.Kind.class,
      names = {"THROTTLE", "DENY"})
  void transactionCommittedThenRetryRefused_notCalledUnchanged(Fault.Kind kind) {
    published();
    failOnce(TRANSACT, Fault.Kind.COMMIT_THEN_DROP);
    fail(TRANSACT, kind);
    report(SECOND).assertProblem(503, "unconfirmed");
    recover();
    assertStored(SECOND, Set.of(Family.IPV4));
    report(SECOND).assertRecord(200, "updated");
    assertPublished(SECOND);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.Kind.class,
      names = {"THROTTLE", "DENY", "ERROR"})
  void rowsOfTrafficCannotBeWritten_storedAndSentLater(Fault.Kind kind) {
    published();
    fail(PUT, kind);
    report(SECOND).assertRecord(202, "pending");
    assertEquals(List.of(FIRST), values(NAME, "A"));
    assertStored(SECOND, Set.of(Family.IPV4));
    recover();
    report(SECOND).assertRecord(200, "updated");
    assertPublished(SECOND);
  }

  @Test
  void markCommittedAnswerLost_settledByTheRetry() {
    published();
    failOnce(PUT, Fault.Kind.COMMIT_THEN_DROP);
    report(SECOND).assertRecord(200, "updated");
    assertPublished(SECOND);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.Kind.class,
      names = {"THROTTLE", "DENY", "ERROR", "COMMIT_THEN_DROP"})
  void masterKeyUnreadable_logSaysWhichAndTheNextRequestAsksAgain(Fault.Kind kind) {
    fail(MASTER_KEY, kind);
    Map<String, Integer> calls = calls(() -> report(FIRST).assertProblem(503, "unavailable"));
    assertEquals(Set.of(READ, MASTER_KEY), calls.keySet());
    String parameter = backend.wiring().config().masterKeyParameter();
    assertTrue(
        function.log().contains("the master key " + parameter + " cannot be read"), function.log());
    recover();
    assertNothingKnown();
    published();
  }

  @Test
  void masterKeyMissing_logNamesTheCommandThatMakesIt() {
    Requests request = function.signed(SITE, body(FIRST));
    String parameter = backend.wiring().config().masterKeyParameter();
    backend.wiring().clients().ssm().deleteParameter(delete -> delete.name(parameter));
    Answer answer = function.send(request).assertProblem(503, "unavailable");
    assertFalse(answer.body().contains(parameter), answer.body());
    assertTrue(function.log().contains("no master key at " + parameter), function.log());
    assertTrue(function.log().contains("ddns53 init"), function.log());
    assertNothingKnown();
  }

  @Test
  void masterKeyMalformed_logSaysSoWithoutShowingIt() {
    backend.putMasterKey("not-a-master-key");
    report(FIRST).assertProblem(503, "unavailable");
    assertTrue(function.log().contains("does not hold 256 bits"), function.log());
  }
}
