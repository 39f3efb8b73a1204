package dev.ddns53.core.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.World;
import dev.ddns53.core.model.Attempts;
import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.IpAddress;
import dev.ddns53.core.model.Member;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.NameState;
import dev.ddns53.core.model.Publication;
import dev.ddns53.core.model.RecordState;
import dev.ddns53.core.model.SiteId;
import dev.ddns53.core.model.Ttl;
import dev.ddns53.core.model.ZoneId;
import dev.ddns53.core.port.State.Rows;
import dev.ddns53.fake.FakeRecords;
import dev.ddns53.fake.FakeRecords.Upsert;
import dev.ddns53.fake.FakeState;
import dev.ddns53.fake.FakeState.Write;
import dev.ddns53.fake.FakeTime;
import dev.ddns53.fake.Planted;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PublisherTest {

  private static final SiteId TOKYO = new SiteId("tokyo");
  private static final Fqdn VPN = new Fqdn("vpn.example.com");
  private static final ZoneId OTHER_ZONE = new ZoneId("Z1OTHER");

  private final FakeState state = new FakeState();
  private final FakeRecords records = new FakeRecords();
  private final FakeTime time = new FakeTime();
  private final Publisher publisher = new Publisher(records, state, time);

  /** Another instance of the function. */
  private final Publisher other = new Publisher(records, state, time);

  PublisherTest() {
    records.zone(World.ZONE, new Fqdn("example.com"));
    records.zone(OTHER_ZONE, new Fqdn("example.net"));
  }

  private static Name name(Fqdn fqdn, ZoneId zone) {
    return new Name(
        fqdn,
        zone,
        Ttl.DEFAULT,
        Name.Policy.FIRST_HEALTHY,
        List.of(new Member.OfSite(TOKYO)),
        false);
  }

  private static final Name NAME = name(VPN, World.ZONE);

  private static IpAddress ip(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  private static Publication publication(String address) {
    return Publication.of(ip(address).family(), Ttl.DEFAULT, List.of(ip(address)));
  }

  private NameState next(Name name, String... addresses) {
    List<IpAddress> all = List.of(addresses).stream().map(PublisherTest::ip).toList();
    return Publications.after(state.stored(name.fqdn()), name, TOKYO, all, time.now());
  }

  /** Stores a report without trying it. */
  private void store(String... addresses) {
    assertTrue(state.replace(Rows.of(next(NAME, addresses))));
  }

  /** Stores a report and tries it, as a request does. */
  private Publisher.Result report(Publisher instance, String... addresses) {
    return report(instance, List.of(NAME), () -> {}, addresses);
  }

  private Publisher.Result report(
      Publisher instance, List<Name> names, Runnable between, String... addresses) {
    try (Publisher.Attempt attempt = instance.attempt(names)) {
      List<Publisher.Due> due =
          names.stream()
              .map(name -> new Publisher.Due(name, attempt.declared(name, next(name, addresses))))
              .toList();
      assertTrue(
          state.replace(Rows.of(List.of(), due.stream().map(Publisher.Due::state).toList())));
      between.run();
      return attempt.publish(due);
    }
  }

  /** An unchanged report of what is due. */
  private List<NameState> again(Publisher instance) {
    try (Publisher.Attempt attempt = instance.attempt(List.of(NAME))) {
      List<NameState> again = attempt.again(List.of(state.stored(VPN)), name -> NAME);
      attempt.publish(again.stream().map(each -> new Publisher.Due(NAME, each)).toList());
      return again;
    }
  }

  private static NameState stateIn(Publisher.Result result) {
    return Optional.ofNullable(result.states().get(VPN)).orElseThrow();
  }

  private String inRoute53() {
    return records.published(VPN, Family.IPV4).orElseThrow().addresses().getFirst().toString();
  }

  private void assertPublished(String address) {
    assertEquals(Set.of(), state.stored(VPN).pending());
    assertEquals(
        publication(address), state.stored(VPN).record(Family.IPV4).orElseThrow().publication());
    assertEquals(address, inRoute53());
  }

  private void assertPending(Publisher.Result result, String address) {
    assertEquals(Set.of(Family.IPV4), stateIn(result).pending());
    assertEquals(Set.of(Family.IPV4), state.stored(VPN).pending());
    assertEquals(
        publication(address), state.stored(VPN).record(Family.IPV4).orElseThrow().publication());
  }

  @Test
  void changed_writtenAndMarked() {
    Publisher.Result result = report(publisher, "192.0.2.1");
    assertPublished("192.0.2.1");
    assertEquals(state.stored(VPN), stateIn(result));
    assertEquals(List.of(), result.troubles());
    assertEquals(1, records.upserts());
    assertEquals(2, state.writes());
    assertEquals(Attempts.NONE, record().attempts());
  }

  private RecordState record() {
    return state.stored(VPN).record(Family.IPV4).orElseThrow();
  }

  @Test
  void twoFamilies_oneBatch() {
    report(publisher, "192.0.2.1", "2001:db8::1");
    assertEquals(1, records.upserts());
    assertEquals(2, records.history().size());
    assertEquals(Set.of(), state.stored(VPN).pending());
  }

  @Test
  void twoZones_oneBatchEachAndNoneHinderedByTheOther() {
    Name second = name(new Fqdn("vpn.example.net"), OTHER_ZONE);
    records.nextUpserts(Upsert.THROTTLED, Upsert.APPLIED);
    Publisher.Result result = report(publisher, List.of(NAME, second), () -> {}, "192.0.2.1");
    assertEquals(2, records.upserts());
    assertEquals(1, result.states().values().stream().filter(s -> s.pending().isEmpty()).count());
    assertEquals(1, result.troubles().size());
  }

  @ParameterizedTest
  @EnumSource(
      value = Upsert.class,
      names = {"THROTTLED", "REJECTED", "REFUSED"})
  void notTaken_leftToTheBatches(Upsert outcome) {
    records.nextUpserts(outcome);
    Publisher.Result result = report(publisher, "192.0.2.1");
    assertPending(result, "192.0.2.1");
    assertEquals(1, records.upserts());
    assertEquals(2, state.writes());
    assertEquals(1, result.troubles().size());
    assertEquals(Attempts.NONE, record().attempts());
  }

  @ParameterizedTest
  @EnumSource(
      value = Upsert.class,
      names = {"UNCONFIRMED_NOT_APPLIED", "UNCONFIRMED_BUT_APPLIED"})
  void notConfirmed_staysTried(Upsert outcome) {
    records.nextUpserts(outcome);
    Publisher.Result result = report(publisher, "192.0.2.1");
    assertPending(result, "192.0.2.1");
    assertEquals(1, state.writes());
    assertEquals(1, result.troubles().size());
    assertEquals(Optional.of(time.now().plusSeconds(30)), record().attempts().tried());
  }

  @Test
  void markUnavailable_staysPending() {
    state.nextWrites(Write.DONE, Write.UNAVAILABLE);
    Publisher.Result result = report(publisher, "192.0.2.1");
    assertPending(result, "192.0.2.1");
    assertEquals("192.0.2.1", inRoute53());
    assertEquals(1, result.troubles().size());
  }

  @Test
  void markUnconfirmed_staysPendingHereWhateverHappened() {
    state.nextWrites(Write.DONE, Write.UNCONFIRMED_BUT_WRITTEN);
    Publisher.Result result = report(publisher, "192.0.2.1");
    assertEquals(Set.of(Family.IPV4), stateIn(result).pending());
    assertPublished("192.0.2.1");
  }

  @Test
  void changedOnceMore_notContested() {
    report(publisher, "192.0.2.1");
    report(publisher, "192.0.2.2");
    assertPublished("192.0.2.2");
  }

  @Test
  void changedWhileAnAttemptMayBeUnderWay_contestedUntilItHasLanded() {
    records.nextUpserts(Upsert.UNCONFIRMED_NOT_APPLIED);
    report(publisher, "192.0.2.1");
    Publisher.Result result = report(other, "192.0.2.2");
    assertPending(result, "192.0.2.2");
    assertEquals("192.0.2.2", inRoute53());
    assertTrue(record().isConfirmed());
    assertEquals(Optional.of(time.now().plusSeconds(30)), record().attempts().contested());
  }

  @Test
  void unchangedWhileDue_triedOnceMoreAndNotContested() {
    records.nextUpserts(Upsert.UNCONFIRMED_NOT_APPLIED);
    report(publisher, "192.0.2.1");
    assertEquals(1, again(other).size());
    assertPublished("192.0.2.1");
    report(other, "192.0.2.2");
    assertEquals(Set.of(Family.IPV4), state.stored(VPN).pending());
    assertEquals("192.0.2.2", inRoute53());
  }

  @Test
  void overtakenByAnother_newestPublishedAgainAndContested() {
    Publisher.Result result =
        report(publisher, List.of(NAME), () -> report(other, "192.0.2.2"), "192.0.2.1");
    assertPending(result, "192.0.2.2");
    assertEquals("192.0.2.2", inRoute53());
    assertEquals(3, records.upserts());
  }

  @Test
  void overtakenByTheSame_notSentAgain() {
    Publisher.Result result = report(publisher, List.of(NAME), () -> again(other), "192.0.2.1");
    assertPublished("192.0.2.1");
    assertEquals(Set.of(), stateIn(result).pending());
    assertEquals(2, records.upserts());
  }

  @Test
  void overtakenByAReportOfTheOtherFamily_bothKept() {
    records.afterNextUpserts(() -> store("2001:db8::2"));
    report(publisher, "192.0.2.1");
    assertEquals(Set.of(Family.IPV6), state.stored(VPN).pending());
    assertEquals(1, records.upserts());
    again(publisher);
    assertEquals(Set.of(), state.stored(VPN).pending());
  }

  @Test
  void overtakenAndThenThrottled_pendingForTheBatches() {
    records.afterNextUpserts(() -> store("192.0.2.2"));
    records.nextUpserts(Upsert.APPLIED, Upsert.THROTTLED);
    assertPending(report(publisher, "192.0.2.1"), "192.0.2.2");
  }

  /** Ever more reports come in between: it ends, and leaves the newest pending. */
  @Test
  void overtakenForEver_endsPending() {
    int[] last = {1};
    Runnable overtake =
        () -> {
          time.pass(Duration.ofSeconds(1));
          store("192.0.2." + ++last[0]);
        };
    for (int i = 0; i < 40; i++) {
      records.afterNextUpserts(overtake);
    }
    report(publisher, "192.0.2.1");
    assertEquals(Set.of(Family.IPV4), state.stored(VPN).pending());
    assertTrue(records.upserts() <= 6, "rounds are limited: " + records.upserts());
  }

  @Test
  void storingTookTooLong_notTried() {
    report(publisher, List.of(NAME), () -> time.pass(Duration.ofSeconds(6)), "192.0.2.1");
    assertEquals(0, records.upserts());
    assertEquals(Set.of(Family.IPV4), state.stored(VPN).pending());
  }

  @Test
  void throttled_othersLeaveRoute53AloneForAWhile() {
    records.nextUpserts(Upsert.THROTTLED);
    report(publisher, "192.0.2.1");
    time.pass(Duration.ofMillis(4_999));
    report(publisher, "192.0.2.2");
    assertEquals(List.of(), again(publisher));
    assertEquals(1, records.upserts());
    assertEquals(Optional.empty(), record().attempts().tried());
    time.pass(Duration.ofMillis(1));
    report(publisher, "192.0.2.3");
    assertEquals(2, records.upserts());
  }

  @Test
  void burst_leftToTheBatchesUntilItIsOver() {
    for (int i = 1; i <= 20; i++) {
      report(publisher, "192.0.2." + i);
      time.pass(Duration.ofMillis(100));
    }
    assertEquals(3, records.upserts());
    time.pass(Duration.ofSeconds(3));
    report(publisher, "192.0.2.99");
    assertEquals(4, records.upserts());
  }

  @Test
  void anotherTriesTheZone_leftToTheBatches() {
    report(publisher, List.of(NAME), () -> report(publisher, "192.0.2.2"), "192.0.2.1");
    assertEquals(
        List.of("192.0.2.1", "192.0.2.2"),
        records.history().stream()
            .map(set -> set.publication().addresses().getFirst().toString())
            .toList());
  }

  @Test
  void foreignRecord_askedOnlyForAFirstPublication() {
    NameState fresh = NameState.unpublished(VPN);
    records.plant(VPN, Planted.simple("A", "192.0.2.99"));
    NameState due = Publications.after(fresh, NAME, TOKYO, List.of(ip("192.0.2.1")), time.now());
    assertTrue(publisher.foreignRecord(NAME, fresh, due).isPresent());
    assertTrue(publisher.foreignRecord(NAME, due, due).isEmpty());
    assertTrue(publisher.foreignRecord(NAME, fresh, fresh).isEmpty());
    assertEquals(1, records.reads());
  }

  @Test
  void adoptedName_notAsked() {
    Name adopted = new Name(VPN, World.ZONE, NAME.ttl(), NAME.policy(), NAME.members(), true);
    NameState fresh = NameState.unpublished(VPN);
    records.plant(VPN, Planted.simple("A", "192.0.2.99"));
    NameState due = Publications.after(fresh, adopted, TOKYO, List.of(ip("192.0.2.1")), time.now());
    assertTrue(publisher.foreignRecord(adopted, fresh, due).isEmpty());
    assertEquals(0, records.reads());
  }
}
