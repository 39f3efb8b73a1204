package dev.ddns53.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static software.amazon.awssdk.services.route53.model.ChangeAction.CREATE;
import static software.amazon.awssdk.services.route53.model.ChangeAction.UPSERT;

import dev.ddns53.emulator.http.Fault;
import dev.ddns53.emulator.route53.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.PriorRequestNotCompleteException;
import software.amazon.awssdk.services.route53.model.Route53Exception;

/** How fast Route 53 is, how much it takes, and what becomes of calls nobody waits for. */
class TrafficIT extends WithEmulator {

  private static final Duration LATENCY = Duration.ofMillis(400);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Test
  void change_isPendingThenInsync() throws Exception {
    emulator.route53().configure(Settings.UNLIMITED.withInsync(Duration.ofMillis(300)));
    String id = zone("sync.example");
    String change = send(id, change(UPSERT, "a.sync.example", "192.0.2.1")).changeInfo().id();
    assertEquals(ChangeStatus.PENDING, status(change));
    for (int tries = 0; tries < 100 && status(change) == ChangeStatus.PENDING; tries++) {
      Thread.sleep(50);
    }
    assertEquals(ChangeStatus.INSYNC, status(change));
  }

  private static ChangeStatus status(String change) {
    return aws.route53().getChange(get -> get.id(change)).changeInfo().status();
  }

  @Test
  void busyZone_refusesAnotherChange() {
    emulator.route53().configure(Settings.UNLIMITED.withZoneBusy(Duration.ofMinutes(1)));
    String id = zone("busy.example");
    send(id, change(UPSERT, "a.busy.example", "192.0.2.1"));
    assertThrows(
        PriorRequestNotCompleteException.class,
        () -> send(id, change(UPSERT, "a.busy.example", "192.0.2.2")));
  }

  private static CompletableFuture<ChangeResourceRecordSetsResponse> inBackground(
      String zone, Change change) {
    return CompletableFuture.supplyAsync(() -> send(zone, change));
  }

  private static void awaitCalls(int count) throws InterruptedException {
    Instant until = Instant.now().plus(PATIENCE);
    while (emulator.calls().count("route53", "ChangeResourceRecordSets") < count) {
      assertTrue(Instant.now().isBefore(until), "the call does not arrive");
      Thread.sleep(5);
    }
  }

  @Test
  void changeAtWork_itsZoneRefusesOthersUntilItIsDone() throws Exception {
    String id = zone("work.example");
    String other = zone("other.example");
    emulator.route53().configure(Settings.UNLIMITED.withLatency(LATENCY));
    emulator.calls().reset();
    Instant sent = Instant.now();
    var first = inBackground(id, change(CREATE, "a.work.example", "192.0.2.1"));
    awaitCalls(1);
    PriorRequestNotCompleteException refused =
        assertThrows(
            PriorRequestNotCompleteException.class,
            () -> send(id, change(CREATE, "b.work.example", "192.0.2.1")));
    assertEquals(400, refused.statusCode());
    assertThrows(
        PriorRequestNotCompleteException.class,
        () -> aws.route53().deleteHostedZone(delete -> delete.id(id)));
    assertEquals(0, made(id).size(), "nothing is done before its time");
    send(other, change(CREATE, "a.other.example", "192.0.2.1"));
    first.get();
    assertTrue(Duration.between(sent, Instant.now()).compareTo(LATENCY) >= 0);
    assertEquals(1, made(id).size());
    send(id, change(CREATE, "b.work.example", "192.0.2.1"));
    assertEquals(2, made(id).size());
  }

  @Test
  void refusedChange_leavesTheZoneFree() {
    String id = zone("free.example");
    emulator.route53().configure(Settings.UNLIMITED.withLatency(Duration.ofMillis(1)));
    assertThrows(
        Route53Exception.class, () -> send(id, change(CREATE, "a.elsewhere.test", "192.0.2.1")));
    send(id, change(CREATE, "a.free.example", "192.0.2.1"));
    assertEquals(1, made(id).size());
  }

  @Test
  void clientThatGoesAway_changeIsCarriedOut() throws Exception {
    String id = zone("gone.example");
    emulator.route53().configure(Settings.UNLIMITED.withLatency(LATENCY));
    Change change = change(CREATE, "a.gone.example", "192.0.2.1");
    assertThrows(
        SdkClientException.class,
        () ->
            aws.route53()
                .changeResourceRecordSets(
                    r ->
                        r.hostedZoneId(id)
                            .changeBatch(batch -> batch.changes(change))
                            .overrideConfiguration(o -> o.apiCallTimeout(LATENCY.dividedBy(4)))));
    awaitRecords(id, 1);
  }

  private static void awaitRecords(String zone, int count) throws InterruptedException {
    Instant until = Instant.now().plus(PATIENCE);
    while (made(zone).size() < count) {
      assertTrue(Instant.now().isBefore(until), "the change does not land");
      Thread.sleep(20);
    }
  }

  @Test
  void lostAnswer_changeIsDone() {
    String id = zone("drop.example");
    emulator
        .faults()
        .add(Fault.once("route53", "ChangeResourceRecordSets", Fault.Kind.COMMIT_THEN_DROP));
    assertThrows(
        SdkClientException.class, () -> send(id, change(UPSERT, "a.drop.example", "192.0.2.1")));
    assertEquals(1, made(id).size());
  }

  @Test
  void lostAnswerWithDelay_changeLandsThatLongAfterTheClientGaveUp() throws Exception {
    String id = zone("late.example");
    assertEquals(
        200,
        control(
                "POST",
                "faults",
                "{\"service\":\"route53\",\"action\":\"ChangeResourceRecordSets\","
                    + "\"kind\":\"commit-then-drop\",\"delayMillis\":400}")
            .statusCode());
    assertThrows(
        SdkClientException.class, () -> send(id, change(CREATE, "a.late.example", "192.0.2.1")));
    Instant gaveUp = Instant.now();
    send(id, change(CREATE, "b.late.example", "192.0.2.1"));
    assertEquals(1, made(id).size());
    awaitRecords(id, 2);
    assertTrue(Duration.between(gaveUp, Instant.now()).toMillis() >= 300);
  }

  @Test
  void hang_isNotCarriedOut() {
    String id = zone("hang.example");
    emulator.faults().add(Fault.once("route53", "ChangeResourceRecordSets", Fault.Kind.HANG));
    assertThrows(
        SdkClientException.class, () -> send(id, change(UPSERT, "a.hang.example", "192.0.2.1")));
    assertEquals(0, made(id).size());
  }

  @Test
  void callsAboveTheBurst_areThrottled() {
    emulator.route53().configure(Settings.UNLIMITED.withCalls(0.001, 3));
    for (int i = 0; i < 3; i++) {
      aws.route53().listHostedZones();
    }
    Route53Exception throttled =
        assertThrows(Route53Exception.class, () -> aws.route53().listHostedZones());
    assertEquals("Throttling", throttled.awsErrorDetails().errorCode());
  }

  private static Change[] changes(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(n -> change(CREATE, "n" + n + ".many.example", "192.0.2.1"))
        .toArray(Change[]::new);
  }

  @Test
  void recordChangesAboveTheBurst_areThrottledWhateverTheCalls() {
    String id = zone("many.example");
    emulator.route53().configure(Settings.UNLIMITED.withChanges(0.001, 10));
    send(id, changes(0, 4));
    send(id, changes(4, 9));
    assertRefused("Throttling", "Rate exceeded", id, changes(9, 11));
    send(id, changes(9, 10));
    assertEquals(10, made(id).size());
  }

  @Test
  void batchAboveTheBurst_passesOnceAndIsPaidOff() {
    String id = zone("many.example");
    emulator.route53().configure(Settings.UNLIMITED.withChanges(0.001, 10));
    send(id, changes(0, 20));
    assertRefused("Throttling", "Rate exceeded", id, changes(20, 21));
  }

  @Test
  void concurrentChangesWithoutLatency_areAllTaken()
      throws ExecutionException, InterruptedException {
    String id = zone("calm.example");
    var sent =
        IntStream.range(0, 20)
            .mapToObj(n -> inBackground(id, change(CREATE, "n" + n + ".calm.example", "192.0.2.1")))
            .toList();
    for (var one : sent) {
      one.get();
    }
    assertEquals(20, made(id).size());
  }
}
