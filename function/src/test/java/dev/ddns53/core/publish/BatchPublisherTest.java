package dev.ddns53.core.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.World;
import dev.ddns53.core.model.Attempts;
import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.HistoryEntry;
import dev.ddns53.core.model.IpAddress;
import dev.ddns53.core.model.Member;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.NameState;
import dev.ddns53.core.model.Notice;
import dev.ddns53.core.model.Publication;
import dev.ddns53.core.model.RecordState;
import dev.ddns53.core.model.SiteId;
import dev.ddns53.core.model.Ttl;
import dev.ddns53.core.model.ZoneId;
import dev.ddns53.core.port.State.Rows;
import dev.ddns53.core.publish.BatchPublisher.Pace;
import dev.ddns53.fake.FakeRecords;
import dev.ddns53.fake.FakeRecords.Upsert;
import dev.ddns53.fake.FakeState;
import dev.ddns53.fake.FakeState.Write;
import dev.ddns53.fake.FakeTime;
import dev.ddns53.fake.Planted;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class BatchPublisherTest {

  private static final SiteId TOKYO = new SiteId("tokyo");
  private static final ZoneId OTHER_ZONE = new ZoneId("Z1OTHER");
  private static final Fqdn VPN = new Fqdn("vpn.example.com");

  private final FakeState state = new FakeState();
  private final FakeRecords records = new FakeRecords();
  private final FakeTime time = new FakeTime();
  private final BatchPublisher publisher =
      new BatchPublisher(
          records, state, new Pace(8, 20), time, Runnable::run, new SplittableRandom(7));

  BatchPublisherTest() {
    records.zone(World.ZONE, new Fqdn("example.com"));
    records.zone(OTHER_ZONE, new Fqdn("example.net"));
  }

  private static IpAddress ip(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  private Fqdn due(String name, String... addresses) {
    Fqdn fqdn = new Fqdn(name);
    ZoneId zone = name.endsWith(".net") ? OTHER_ZONE : World.ZONE;
    Name entry =
        new Name(
            fqdn,
            zone,
            Ttl.DEFAULT,
            Name.Policy.FIRST_HEALTHY,
            List.of(new Member.OfSite(TOKYO)),
            false);
    state.register(entry);
    List<IpAddress> all = Stream.of(addresses).map(BatchPublisherTest::ip).toList();
    NameState next = Publications.after(state.stored(fqdn), entry, TOKYO, all, time.now());
    assertTrue(state.replace(Rows.of(next)));
    return fqdn;
  }

  private List<Fqdn> due(int count, String zone) {
    return IntStream.range(0, count).mapToObj(i -> due("n" + i + "." + zone, "192.0.2.1")).toList();
  }

  private BatchPublisher.Result publish(Collection<Fqdn> names) {
    return publisher.publish(names, time.now().plusSeconds(60));
  }

  private RecordState record(Fqdn name) {
    return state.stored(name).record(Family.IPV4).orElseThrow();
  }

  private Optional<String> inRoute53(Fqdn name) {
    return records
        .published(name, Family.IPV4)
        .map(Publication::addresses)
        .map(all -> all.getFirst().toString());
  }

  @Test
  void tenThousandOfAZone_twentyCalls() {
    List<Fqdn> names = due(10_000, "example.com");
    BatchPublisher.Result result = publish(names);
    assertEquals(Set.of(), result.left());
    assertEquals(10_000, result.published());
    assertEquals(20, records.upserts());
    assertTrue(names.stream().allMatch(name -> record(name).isPublished()));
  }

  @Test
  void bothFamiliesAndZones_aBatchForEachZone() {
    List<Fqdn> names =
        List.of(
            due("a.example.com", "192.0.2.1", "2001:db8::1"), due("b.example.net", "192.0.2.1"));
    publish(names);
    assertEquals(2, records.upserts());
    assertEquals(3, records.history().size());
  }

  @Test
  void nothingDueOrNotRegistered_noCall() {
    Fqdn name = due("a.example.com", "192.0.2.1");
    publish(List.of(name));
    BatchPublisher.Result result = publish(List.of(name, new Fqdn("unknown.example.com")));
    assertEquals(1, records.upserts());
    assertEquals(Set.of(), result.left());
    assertEquals(List.of("unknown.example.com is not registered"), result.troubles());
  }

  @Test
  void pace_twentyAtOnceThenEightASecond() {
    Instant start = time.now();
    due(30_000, "example.com");
    List<Fqdn> names =
        IntStream.range(0, 30_000).mapToObj(i -> new Fqdn("n" + i + ".example.com")).toList();
    publish(names);
    assertEquals(60, records.upserts());
    Duration took = Duration.between(start, time.now());
    assertTrue(took.compareTo(Duration.ofMillis(4_999)) >= 0, took.toString());
    assertTrue(took.compareTo(Duration.ofSeconds(8)) <= 0, took.toString());
  }

  @Test
  void throttled_sentAgainAfterABackoff() {
    Fqdn name = due("a.example.com", "192.0.2.1");
    records.nextUpserts(Upsert.THROTTLED, Upsert.THROTTLED, Upsert.APPLIED);
    Instant start = time.now();
    assertEquals(Set.of(), publish(List.of(name)).left());
    assertEquals(3, records.upserts());
    assertTrue(time.now().isAfter(start));
    assertTrue(record(name).isPublished());
  }

  @Test
  void throttledToTheEnd_leftInTime() {
    Fqdn name = due("a.example.com", "192.0.2.1");
    records.nextUpserts(Stream.generate(() -> Upsert.THROTTLED).limit(500).toArray(Upsert[]::new));
    Instant until = time.now().plusSeconds(20);
    assertEquals(Set.of(name), publisher.publish(List.of(name), until).left());
    assertFalse(time.now().isAfter(until));
    assertTrue(records.upserts() < 60, "backs off: " + records.upserts());
    assertTrue(record(name).isPending());
  }

  @ParameterizedTest
  @EnumSource(
      value = Upsert.class,
      names = {"REFUSED", "UNCONFIRMED_NOT_APPLIED"})
  void zoneFails_comesAgainWithoutBeingHalvedAndTheOtherGoesOn(Upsert outcome) {
    List<Fqdn> names = due(1_000, "example.com");
    Fqdn other = due("b.example.net", "192.0.2.1");
    records.nextUpserts(outcome);
    BatchPublisher.Result result =
        publish(Stream.concat(names.stream(), Stream.of(other)).toList());
    assertEquals(Set.copyOf(names), result.left());
    assertEquals(2, records.upserts());
    assertEquals(1, result.troubles().size());
    assertTrue(record(other).isPublished());
    assertEquals(Set.of(), publish(names).left());
  }

  @Test
  void oneOfAThousandRejected_refusedAloneAndToldOnce() {
    List<Fqdn> names = due(1_000, "example.com");
    Fqdn bad = names.get(700);
    records.plant(bad, Planted.weighted("A", "blue", "203.0.113.1"));
    BatchPublisher.Result result = publish(names);
    assertEquals(Set.of(), result.left());
    assertEquals(999, result.published());
    assertTrue(records.upserts() <= 2 + 2 * 9, "halving: " + records.upserts());
    for (Fqdn name : names) {
      assertEquals(!name.equals(bad), record(name).isPublished(), name.value());
    }
    assertTrue(record(bad).rejected().orElseThrow().contains(bad.value()));
    assertEquals(Set.of(), state.stored(bad).pending());
    assertEquals(
        List.of(Notice.Kind.RECORD_REJECTED), state.notices().stream().map(Notice::kind).toList());
    assertEquals(
        List.of(HistoryEntry.What.REJECTED),
        state.history(bad).stream().map(HistoryEntry::what).toList());

    int before = records.upserts();
    publish(names);
    assertEquals(before, records.upserts());
    due(bad.value(), "192.0.2.2");
    publish(List.of(bad));
    assertEquals(before + 1, records.upserts());
    assertEquals(2, state.notices().size());
  }

  @Test
  void oneFamilyRejected_theOtherPublished() {
    Fqdn name = due("a.example.com", "192.0.2.1", "2001:db8::1");
    records.plant(name, Planted.weighted("AAAA", "blue", "2001:db8::99"));
    assertEquals(Set.of(), publish(List.of(name)).left());
    assertEquals(Optional.of("192.0.2.1"), inRoute53(name));
    assertTrue(record(name).isPublished());
    assertTrue(state.stored(name).record(Family.IPV6).orElseThrow().rejected().isPresent());
  }

  @Test
  void allRejected_notAskedForEach() {
    List<Fqdn> names = due(200, "example.com");
    names.forEach(name -> records.plant(name, Planted.weighted("A", "b", "203.0.113.1")));
    BatchPublisher.Result result = publish(names);
    assertTrue(result.left().size() > 150, "left " + result.left().size());
    assertTrue(records.upserts() < 60, "calls " + records.upserts());
  }

  @Test
  void markFails_comesAgain() {
    Fqdn name = due("a.example.com", "192.0.2.1");
    state.nextWrites(Write.UNAVAILABLE);
    assertEquals(Set.of(name), publish(List.of(name)).left());
    assertEquals(Set.of(), publish(List.of(name)).left());
    assertEquals(2, records.upserts());
  }

  @Test
  void rowsUnreadable_comeAgain() {
    Fqdn name = due("a.example.com", "192.0.2.1");
    state.failReads();
    assertEquals(Set.of(name), publish(List.of(name)).left());
    assertEquals(0, records.upserts());
  }

  @Test
  void overtaken_newestIsPublishedInTheSameEvent() {
    Fqdn name = due("vpn.example.com", "192.0.2.1");
    records.afterNextUpserts(() -> due("vpn.example.com", "192.0.2.2"));
    publish(List.of(name));
    assertEquals(Optional.of("192.0.2.2"), inRoute53(name));
    assertTrue(record(name).isConfirmed());
    assertTrue(record(name).isPending(), "an attempt of the older one may be under way");
  }

  @Test
  void contested_publishedAtOnceAndOnceMoreWhenItIsOver() {
    Fqdn name = due("vpn.example.com", "192.0.2.1");
    due("vpn.example.com", "192.0.2.2");
    publish(List.of(name));
    assertEquals(1, records.upserts());
    assertTrue(record(name).isPending());

    long version = state.stored(name).version();
    time.pass(Duration.ofSeconds(29));
    assertEquals(Set.of(), publish(List.of(name)).left());
    assertEquals(1, records.upserts());
    assertEquals(version + 1, state.stored(name).version(), "it passes the stream again");

    time.pass(Duration.ofSeconds(1));
    publish(List.of(name));
    assertEquals(2, records.upserts());
    assertTrue(record(name).isPublished());
  }

  @Test
  void triedByItsMaker_takenOverWithoutAContest() {
    Fqdn name = due("vpn.example.com", "192.0.2.1");
    NameState next = state.stored(name).dueAgain(Set.of(Family.IPV4), time.now()).tried(time.now());
    assertTrue(state.replace(Rows.of(next)));
    publish(List.of(name));
    assertEquals(1, records.upserts());
    assertTrue(record(name).isPublished());
    assertEquals(next.version() + 1, record(name).version());
    assertFalse(
        state.replace(Rows.of(next.left(Set.of(Family.IPV4)))),
        "the maker's end does not count anymore");
  }

  @Test
  void publishedByABatch_theNextChangeIsContestedWhileOthersMayLand() {
    Fqdn name = due("vpn.example.com", "192.0.2.1");
    publish(List.of(name));
    time.pass(Duration.ofSeconds(29));
    due("vpn.example.com", "192.0.2.2");
    assertTrue(record(name).attempts().contested().isPresent());
    publish(List.of(name));
    time.pass(Duration.ofSeconds(60));
    publish(List.of(name));
    time.pass(Duration.ofSeconds(31));
    due("vpn.example.com", "192.0.2.3");
    assertEquals(Attempts.NONE, record(VPN).attempts());
  }

  @Test
  void burst_lingersForFullerBatchesAndATrickleDoesNot() {
    assertEquals(Duration.ZERO, event(List.of(due("a.example.com", "192.0.2.1"))));
    assertEquals(Duration.ofMillis(3_400), event(due(200, "example.com")));
  }

  @Test
  void linger_endsBeforeTheDeadline() {
    event(due("first", 20));
    time.pass(Duration.ofSeconds(1));
    Instant until = time.now().plusSeconds(8);
    publisher.publishEvent(due("second", 20), 20, Optional.empty(), until);
    assertEquals(until, time.now());
  }

  private List<Fqdn> due(String label, int names) {
    return IntStream.range(0, names)
        .mapToObj(i -> due(label + i + ".example.com", "192.0.2.1"))
        .toList();
  }

  @Test
  void somethingIsLeft_doesNotLinger() {
    records.nextUpserts(Upsert.REFUSED);
    assertEquals(Duration.ZERO, event(due(200, "example.com")));
  }

  @Test
  void whatWasLeftComesAgain_isNoBurst() {
    records.nextUpserts(Upsert.REFUSED);
    List<Fqdn> names = due(20, "example.com");
    assertEquals(Duration.ZERO, event(names));
    assertEquals(Duration.ZERO, event(names));
    assertEquals(2, records.upserts());
  }

  @Test
  void withoutAnEvent_doesNotLinger() {
    Instant start = time.now();
    publish(due(200, "example.com"));
    assertEquals(start, time.now());
  }

  /** How long it takes to deal with an event that comes a second later. */
  private Duration event(List<Fqdn> names) {
    time.pass(Duration.ofSeconds(1));
    Instant came = time.now();
    publisher.publishEvent(names, names.size(), Optional.of(came), came.plusSeconds(60));
    return Duration.between(came, time.now());
  }
}
