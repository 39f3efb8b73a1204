package dev.ddns53.core.publish;

import static dev.ddns53.World.fqdn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.World;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.notice.HistoryEntry;
import dev.ddns53.core.port.Traffic.Turn;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.core.record.Stage;
import dev.ddns53.fake.FakeRecords.Change;
import dev.ddns53.fake.FakeState;
import dev.ddns53.fake.Planted;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the batch publisher makes of Route 53's answers. */
final class PublishingTest {

  private final World world = new World();

  /** Sites of 40 names each, all reported while somebody else sends, so that all are due. */
  private String[] due(int count) {
    String[] names =
        IntStream.range(0, count)
            .mapToObj(i -> "n%03d.example.com".formatted(i))
            .toArray(String[]::new);
    for (int from = 0; from < count; from += 40) {
      String site = "s" + from;
      world.site(site, Arrays.copyOfRange(names, from, Math.min(count, from + 40)));
      busy();
      world.update(site, "{\"ipv4\":\"192.0.2.1\"}").assertRecord(202, "pending");
    }
    world.pass(Duration.ofSeconds(11));
    return names;
  }

  /** Somebody else has the zone's turn, for ten seconds. */
  private void busy() {
    Turn turn = world.state.traffic(World.ZONE).turn();
    assertTrue(world.state.replace(turn.taken("other", world.now(), Duration.ofSeconds(10))));
  }

  private BatchPublisher.Result publish(String... names) {
    return world.batches.publish(
        Stream.of(names).map(World::fqdn).toList(), world.now().plusSeconds(60));
  }

  private RecordState record(String name) {
    return world.state.stored(fqdn(name)).record(Family.IPV4).orElseThrow();
  }

  private long published(String... names) {
    return Stream.of(names)
        .filter(name -> world.records.published(fqdn(name), Family.IPV4).isPresent())
        .count();
  }

  private List<String> told() {
    return world.state.notices().stream()
        .map(notice -> notice.kind().slug())
        .filter(kind -> !kind.equals("address-changed"))
        .toList();
  }

  private static Set<Fqdn> all(String... names) {
    return Stream.of(names).map(World::fqdn).collect(java.util.stream.Collectors.toSet());
  }

  @Test
  void manyNames_oneCall() {
    String[] names = due(120);
    BatchPublisher.Result result = publish(names);
    assertEquals(new BatchPublisher.Result(Set.of(), 120, 1, 0, List.of()), result);
    assertEquals(120, published(names));
    assertEquals(0, publish(names).calls(), "nothing is due any more");
    assertEquals("", world.state.traffic(World.ZONE).turn().holder(), "the turn is free again");
  }

  /** No room: the same again, and a little later each time. */
  @Test
  void throttledTwice_sameBatchAgain() {
    String[] names = due(120);
    world.records.nextChanges(Change.THROTTLED, Change.THROTTLED);
    BatchPublisher.Result result = publish(names);
    assertEquals(new BatchPublisher.Result(Set.of(), 120, 3, 2, List.of()), result);
    assertTrue(world.state.traffic(World.ZONE).bucket().slowUntil().isAfter(world.now()));
    assertTrue(
        world.state.traffic(World.ZONE).turn().throttled().isAfter(World.START),
        "requests leave the zone to the stream");
  }

  /** A batch that met no room thrice is halved, but not below fifty names. */
  @ParameterizedTest
  @CsvSource({"99, 4", "100, 5"})
  void throttledThrice_halvedWhereBothHalvesHaveFifty(int count, int calls) {
    String[] names = due(count);
    world.records.nextChanges(Change.THROTTLED, Change.THROTTLED, Change.THROTTLED);
    BatchPublisher.Result result = publish(names);
    assertEquals(new BatchPublisher.Result(Set.of(), count, calls, 3, List.of()), result);
    assertEquals(count, published(names));
  }

  @Test
  void neverAnyRoom_leftWithTheReason() {
    String[] names = due(2);
    Change[] never = new Change[100];
    Arrays.fill(never, Change.THROTTLED);
    world.records.nextChanges(never);
    BatchPublisher.Result result = publish(names);
    assertEquals(all(names), result.left());
    assertEquals(result.calls(), result.throttles());
    assertTrue(result.calls() > 3 && result.calls() < 100, result::toString);
    assertEquals(List.of("Route 53 has no room for " + World.ZONE), result.troubles());
    assertEquals(0, published(names));
    assertTrue(record(names[0]).isDue());
  }

  @Test
  void anotherChangeAtWork_sentAgainInAMoment() {
    String[] names = due(2);
    world.records.nextChanges(Change.BUSY, Change.BUSY, Change.BUSY, Change.BUSY, Change.BUSY);
    BatchPublisher.Result result = publish(names);
    assertEquals(new BatchPublisher.Result(Set.of(), 2, 6, 0, List.of()), result);
  }

  @Test
  void neverAnAnswer_leftAsUnconfirmed() {
    String[] names = due(2);
    world.records.nextChanges(Change.UNCONFIRMED_BUT_APPLIED);
    BatchPublisher.Result result = publish(names);
    assertEquals(
        new BatchPublisher.Result(all(names), 0, 1, 0, List.of("could not confirm: timeout")),
        result);
    assertEquals(2, published(names), "it landed, though nobody knows");
    BatchPublisher.Result again = publish(names);
    assertEquals(Set.of(), again.left());
    assertTrue(record(names[0]).isPublished() && record(names[1]).isPublished(), "a look shows it");
  }

  @Test
  void refusedAtAll_allIsLeft() {
    String[] names = due(2);
    world.records.nextChanges(Change.REFUSED);
    assertEquals(
        new BatchPublisher.Result(all(names), 0, 1, 0, List.of("InvalidClientTokenId")),
        publish(names));
  }

  /** The credentials are no good: the other half is not tried. */
  @Test
  void oneHalfRefused_theOtherIsLeftToo() {
    String[] names = due(100);
    world.records.nextChanges(Change.THROTTLED, Change.THROTTLED, Change.THROTTLED, Change.REFUSED);
    assertEquals(
        new BatchPublisher.Result(all(names), 0, 4, 3, List.of("InvalidClientTokenId")),
        publish(names));
  }

  /** One place is taken: a listing says which, and the others are published at once. */
  @Test
  void onePlaceTaken_theOthersPublished() {
    String[] names = due(5);
    world.records.plant(fqdn(names[3]), Planted.simple("A", "203.0.113.1"));
    BatchPublisher.Result result = publish(names);
    assertEquals(Set.of(), result.left());
    assertEquals(4, published(names));
    assertTrue(record(names[3]).stage() instanceof Stage.Blocked);
    assertEquals(List.of("record-blocked"), told());
    assertEquals(1, world.records.planted(fqdn(names[3])).size());
  }

  /** Route 53 rejects a batch though a listing explains nothing: halved until one is alone. */
  @Test
  void oneRecordRejected_halvedUntilItIsAlone() {
    String[] names = due(3);
    world.records.nextChanges(
        Change.REJECTED, // all three; a listing finds nothing
        Change.REJECTED, // all three once more
        Change.REJECTED); // the first alone
    BatchPublisher.Result result = publish(names);
    assertEquals(Set.of(), result.left());
    assertEquals(List.of("n000.example.com is rejected: InvalidChangeBatch"), result.troubles());
    assertEquals(new Stage.Rejected("InvalidChangeBatch"), record(names[0]).stage());
    assertEquals(2, published(names));
    assertEquals(List.of("record-rejected"), told());
    assertEquals(HistoryEntry.What.REJECTED, world.state.history(fqdn(names[0])).getLast().what());
  }

  /** IAM permits all names but one: that one is told, and nothing else waits for it. */
  @Test
  void oneNameDenied_theOthersPublished() {
    String[] names = due(20);
    world.records.deny(fqdn(names[7]));
    BatchPublisher.Result result = publish(names);
    assertEquals(Set.of(), result.left());
    assertEquals(19, published(names));
    assertEquals(List.of("n007.example.com is denied: AccessDenied"), result.troubles());
    assertEquals(new Stage.Denied("AccessDenied"), record(names[7]).stage());
    assertEquals(List.of("record-denied"), told());
    assertEquals("A", world.state.notices().getLast().facts().get("type"));
  }

  /** Ten denied in a row and none applied: the zone is denied, told once, and all stay due. */
  @Test
  void allNamesDenied_theZoneIsToldOnce() {
    String[] names = due(30);
    for (String name : names) {
      world.records.deny(fqdn(name));
    }
    BatchPublisher.Result result = publish(names);
    assertTrue(
        result.troubles().contains(World.ZONE + " is denied: AccessDenied"), result::toString);
    assertEquals(21, result.left().size());
    assertEquals(22, result.calls(), "halved down to the tenth, and nothing after it");
    assertEquals(9, told().stream().filter("record-denied"::equals).count());
    assertEquals(1, told().stream().filter("zone-denied"::equals).count());
    world.pass(Duration.ofMinutes(5));
    publish(names);
    assertEquals(1, told().stream().filter("zone-denied"::equals).count());

    for (String name : names) {
      world.records.permit(fqdn(name));
    }
    world.pass(Duration.ofMinutes(5));
    assertEquals(Set.of(), publish(names).left());
    assertTrue(published(names) >= 12);
    assertTrue(world.state.traffic(World.ZONE).turn().denied().isEmpty());
  }

  @Test
  void nineNamesDenied_eachIsToldAndTheZoneIsNot() {
    String[] names = due(9);
    for (String name : names) {
      world.records.deny(fqdn(name));
    }
    assertEquals(Set.of(), publish(names).left());
    assertEquals(9, told().stream().filter("record-denied"::equals).count());
    assertEquals(9, told().size());
  }

  /** Ten neighbours in a batch are not ten in a row: their halves hold others too. */
  @Test
  void tenNeighboursDenied_theZoneIsNot() {
    String[] names = due(20);
    for (String name : Arrays.copyOf(names, 10)) {
      world.records.deny(fqdn(name));
    }
    assertEquals(Set.of(), publish(names).left());
    assertEquals(10, published(names));
    assertEquals(10, told().stream().filter("record-denied"::equals).count());
    assertEquals(10, told().size());
  }

  /** Somebody else sends to the zone all the time: nothing is sent, all come again. */
  @Test
  void turnNeverFree_left() {
    String[] names = due(2);
    Turn turn = world.state.traffic(World.ZONE).turn();
    assertTrue(world.state.replace(turn.taken("other", world.now(), Duration.ofMinutes(5))));
    BatchPublisher.Result result = publish(names);
    assertEquals(
        new BatchPublisher.Result(
            all(names), 0, 0, 0, List.of("others are sending to " + World.ZONE)),
        result);
  }

  /** The site reports anew while its batch is on its way: the new address follows at once. */
  @Test
  void reportMeanwhile_followsInTheSameRun() {
    String[] names = due(1);
    world.records.beforeNextChanges(
        () -> world.update("s0", "{\"ipv4\":\"192.0.2.2\"}").assertRecord(202, "pending"));
    BatchPublisher.Result result = publish(names);
    assertEquals(Set.of(), result.left());
    assertEquals(2, result.calls());
    assertEquals(
        "192.0.2.2", world.records.published(fqdn(names[0]), Family.IPV4).orElseThrow().target());
    assertTrue(record(names[0]).isPublished());
  }

  private void reportsAnew(String address) {
    world.pass(Duration.ofSeconds(1));
    world.update("s0", "{\"ipv4\":\"" + address + "\"}").assertRecord(202, "pending");
  }

  /** It reports anew during every call: ten rounds, and another event brings the rest. */
  @Test
  void reportsAllTheTime_tenCallsAndLeft() {
    String[] names = due(1);
    world.records.beforeNextChanges(
        IntStream.range(2, 13)
            .<Runnable>mapToObj(i -> () -> reportsAnew("192.0.2." + i))
            .toArray(Runnable[]::new));
    assertEquals(new BatchPublisher.Result(all(names), 10, 10, 0, List.of()), publish(names));
    assertEquals(
        "192.0.2.10", world.records.published(fqdn(names[0]), Family.IPV4).orElseThrow().target());
  }

  @Test
  void tableTakesNoMark_leftAndFoundByTheNext() {
    String[] names = due(1);
    world.state.nextWrites(FakeState.Write.DONE, FakeState.Write.UNAVAILABLE);
    BatchPublisher.Result result = publish(names);
    assertEquals(
        new BatchPublisher.Result(all(names), 0, 1, 0, List.of("the tables cannot be written")),
        result);
    assertTrue(record(names[0]).isDue());
    assertEquals(Set.of(), publish(names).left());
    assertTrue(record(names[0]).isPublished());
  }

  @Test
  void tableCannotBeRead_left() {
    String[] names = due(1);
    world.state.failReads();
    BatchPublisher.Result result = publish(names);
    assertEquals(all(names), result.left());
    assertEquals(0, result.calls());
  }
}
