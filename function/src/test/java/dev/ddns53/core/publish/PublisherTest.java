package dev.ddns53.core.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.World;
import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.IpAddress;
import dev.ddns53.core.model.Member;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.NameState;
import dev.ddns53.core.model.Publication;
import dev.ddns53.core.model.SiteId;
import dev.ddns53.core.model.Ttl;
import dev.ddns53.core.model.ZoneId;
import dev.ddns53.core.port.State.Rows;
import dev.ddns53.fake.FakeRecords;
import dev.ddns53.fake.FakeRecords.Upsert;
import dev.ddns53.fake.FakeState;
import dev.ddns53.fake.FakeState.Write;
import dev.ddns53.fake.Planted;
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
  private final Publisher publisher = new Publisher(records, state);

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
    return new Publication(ip(address).family(), Ttl.DEFAULT, List.of(ip(address)));
  }

  /** What a request stores: the report's next version of the row. */
  private NameState store(Name name, String... addresses) {
    List<IpAddress> all = List.of(addresses).stream().map(PublisherTest::ip).toList();
    NameState next = Publications.after(state.stored(name.fqdn()), name, TOKYO, all);
    assertTrue(state.replace(Rows.of(next)));
    return next;
  }

  private Publisher.Result publish(NameState due) {
    return publisher.publish(List.of(new Publisher.Due(NAME, due)));
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
  void pending_writtenAndMarked() {
    Publisher.Result result = publish(store(NAME, "192.0.2.1"));
    assertPublished("192.0.2.1");
    assertEquals(state.stored(VPN), stateIn(result));
    assertEquals(List.of(), result.troubles());
    assertEquals(1, records.upserts());
  }

  @Test
  void nothingPending_noCall() {
    publish(store(NAME, "192.0.2.1"));
    publish(state.stored(VPN));
    publisher.publish(List.of());
    assertEquals(1, records.upserts());
    assertEquals(2, state.writes());
  }

  @Test
  void twoFamilies_oneBatch() {
    publish(store(NAME, "192.0.2.1", "2001:db8::1"));
    assertEquals(1, records.upserts());
    assertEquals(2, records.history().size());
    assertEquals(Set.of(), state.stored(VPN).pending());
  }

  @Test
  void twoZones_oneBatchEachAndNoneHinderedByTheOther() {
    Name other = name(new Fqdn("vpn.example.net"), OTHER_ZONE);
    NameState first = store(NAME, "192.0.2.1");
    NameState second = store(other, "192.0.2.1");
    records.nextUpserts(Upsert.THROTTLED, Upsert.APPLIED);
    Publisher.Result result =
        publisher.publish(
            List.of(new Publisher.Due(NAME, first), new Publisher.Due(other, second)));
    assertEquals(2, records.upserts());
    assertEquals(1, result.states().values().stream().filter(s -> s.pending().isEmpty()).count());
    assertEquals(1, result.troubles().size());
  }

  @ParameterizedTest
  @EnumSource(
      value = Upsert.class,
      names = {"THROTTLED", "REJECTED", "UNCONFIRMED_NOT_APPLIED", "UNCONFIRMED_BUT_APPLIED"})
  void notConfirmed_staysPendingAndIsTriedOnce(Upsert outcome) {
    NameState due = store(NAME, "192.0.2.1");
    records.nextUpserts(outcome);
    Publisher.Result result = publish(due);
    assertPending(result, "192.0.2.1");
    assertEquals(1, records.upserts());
    assertEquals(1, state.writes());
    assertEquals(1, result.troubles().size());
  }

  @Test
  void markUnavailable_staysPending() {
    NameState due = store(NAME, "192.0.2.1");
    state.nextWrites(Write.UNAVAILABLE);
    Publisher.Result result = publish(due);
    assertPending(result, "192.0.2.1");
    assertEquals("192.0.2.1", inRoute53());
    assertEquals(1, result.troubles().size());
  }

  @Test
  void markUnconfirmed_staysPendingHereWhateverHappened() {
    NameState due = store(NAME, "192.0.2.1");
    state.nextWrites(Write.UNCONFIRMED_BUT_WRITTEN);
    Publisher.Result result = publish(due);
    assertEquals(Set.of(Family.IPV4), stateIn(result).pending());
    assertPublished("192.0.2.1");
  }

  /** Somebody else's newer publication came and went between our UPSERT and our mark. */
  @Test
  void overtakenAfterTheUpsert_newestPublishedAgain() {
    NameState due = store(NAME, "192.0.2.1");
    records.afterNextUpserts(() -> publish(store(NAME, "192.0.2.2")));
    Publisher.Result result = publish(due);
    assertPublished("192.0.2.2");
    assertEquals(3, records.upserts());
    assertEquals(Set.of(), stateIn(result).pending());
  }

  /** The newer one reached Route 53 before ours, so ours lies over it until the newest is again. */
  @Test
  void overtakenBeforeTheUpsert_newestPublishedAgain() {
    NameState due = store(NAME, "192.0.2.1");
    publish(store(NAME, "192.0.2.2"));
    publish(due);
    assertPublished("192.0.2.2");
    assertEquals(
        List.of("192.0.2.2", "192.0.2.1", "192.0.2.2"),
        records.history().stream()
            .map(set -> set.publication().addresses().getFirst().toString())
            .toList());
  }

  @Test
  void overtakenByAReportOfTheOtherFamily_bothKept() {
    NameState due = store(NAME, "192.0.2.1");
    records.afterNextUpserts(() -> store(NAME, "2001:db8::2"));
    publish(due);
    assertEquals(Set.of(Family.IPV6), state.stored(VPN).pending());
    assertEquals(1, records.upserts());
    publish(state.stored(VPN));
    assertEquals(Set.of(), state.stored(VPN).pending());
    assertPublished("192.0.2.1");
  }

  @Test
  void overtakenAndThenThrottled_pendingForTheNextNet() {
    NameState due = store(NAME, "192.0.2.1");
    records.afterNextUpserts(() -> store(NAME, "192.0.2.2"));
    records.nextUpserts(Upsert.APPLIED, Upsert.THROTTLED);
    Publisher.Result result = publish(due);
    assertPending(result, "192.0.2.2");
    publish(state.stored(VPN));
    assertPublished("192.0.2.2");
  }

  @Test
  void overtakenAndThenRouteUnconfirmed_pendingForTheNextNet() {
    NameState due = store(NAME, "192.0.2.1");
    records.afterNextUpserts(() -> store(NAME, "192.0.2.2"));
    records.nextUpserts(Upsert.APPLIED, Upsert.UNCONFIRMED_BUT_APPLIED);
    assertPending(publish(due), "192.0.2.2");
  }

  /** Ever more reports come in between: we give up, and leave it pending. */
  @Test
  void overtakenForEver_endsPending() {
    NameState due = store(NAME, "192.0.2.1");
    int[] last = {1};
    Runnable overtake = () -> store(NAME, "192.0.2." + ++last[0]);
    for (int i = 0; i < 20; i++) {
      records.afterNextUpserts(overtake);
    }
    Publisher.Result result = publish(due);
    assertEquals(Set.of(Family.IPV4), stateIn(result).pending());
    assertEquals(Set.of(Family.IPV4), state.stored(VPN).pending());
    assertTrue(records.upserts() <= 6, "rounds are limited: " + records.upserts());
    publish(state.stored(VPN));
    while (!state.stored(VPN).pending().isEmpty()) {
      publish(state.stored(VPN));
    }
    assertPublished("192.0.2." + last[0]);
  }

  @Test
  void foreignRecord_askedOnlyForAFirstPublication() {
    NameState fresh = NameState.unpublished(VPN);
    records.plant(VPN, Planted.simple("A", "192.0.2.99"));
    NameState due = Publications.after(fresh, NAME, TOKYO, List.of(ip("192.0.2.1")));
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
    NameState due = Publications.after(fresh, adopted, TOKYO, List.of(ip("192.0.2.1")));
    assertTrue(publisher.foreignRecord(adopted, fresh, due).isEmpty());
    assertEquals(0, records.reads());
  }
}
