package dev.ddns53.core.publish;

import static dev.ddns53.World.ZONE;
import static dev.ddns53.World.fqdn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.World;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ttl;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.Registration;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.port.State.NameRows;
import dev.ddns53.core.port.Traffic.Bucket;
import dev.ddns53.core.record.Publication;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.core.record.Stage;
import dev.ddns53.fake.FakeRecords.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change of a record that stands: what requests, batches and the re-check make of answers. */
final class ZoneWriterTest {

  private static final String SITE = "tokyo";
  private static final String NAME = "vpn.tokyo.example.com";
  private static final Fqdn FQDN = fqdn(NAME);
  private static final String ONE = "{\"ipv4\":\"198.51.100.1\"}";
  private static final String TWO = "{\"ipv4\":\"198.51.100.2\"}";

  private final World world = new World();

  @BeforeEach
  void published() {
    world.site(SITE, NAME);
    world.update(SITE, ONE).assertRecord(200, "updated");
    world.pass(Duration.ofSeconds(30));
  }

  private void holding(double tokens) {
    Bucket bucket = world.state.traffic(ZONE).bucket();
    assertTrue(
        world.state.replace(new Bucket(bucket.version() + 1, tokens, world.now(), Instant.EPOCH)));
  }

  /** Reports something that no request sends itself. */
  private void due(String body) {
    holding(0);
    world.update(SITE, body).assertRecord(202, "pending");
  }

  /** A sender may have sent the second address, and the first is wanted again. */
  private void unclear(Change sent) {
    world.records.nextChanges(sent);
    world.update(SITE, TWO).assertRecord(202, "pending");
    world.pass(Duration.ofSeconds(2));
    due(ONE);
  }

  private BatchPublisher.Result publish() {
    return world.batches.publish(List.of(FQDN), world.now().plusSeconds(60));
  }

  private BatchPublisher.Result send() {
    NameRows rows = world.state.names(List.of(FQDN)).getFirst();
    PendingName name = PendingName.of(rows.name().orElseThrow(), rows.state()).orElseThrow();
    return world.batches.send(ZONE, List.of(name), world.now().plusSeconds(60));
  }

  private RecordState record() {
    return world.state.stored(FQDN).record(Family.IPV4).orElseThrow();
  }

  private Optional<String> stands() {
    return world.records.published(FQDN, Family.IPV4).map(Publication::target);
  }

  private World.Calls since(World.Calls before) {
    return world.calls().since(before);
  }

  /** Whether the record is at fault takes more calls than a request may make. */
  @Test
  void requestRejectedAfterALook_leftToTheStreamWithTheReason() {
    World.Calls before = world.calls();
    world.records.nextChanges(Change.REJECTED, Change.REJECTED);
    world.update(SITE, TWO).assertRecord(202, "pending");
    assertEquals(2, since(before).changes());
    assertEquals(1, since(before).zoneReads());
    assertTrue(world.log().contains("InvalidChangeBatch"), world.log());
    assertTrue(record().isDue());

    assertTrue(world.stream(NAME).isEmpty());
    assertEquals(Optional.of("198.51.100.2"), stands());
  }

  /** Only the first call of a request is drawn beforehand. */
  @Test
  void othersTakeTheCallsDuringTheLook_leftWithTheReason() {
    World.Calls before = world.calls();
    world.records.nextChanges(Change.REJECTED);
    world.records.beforeNextReads(() -> holding(0));
    world.update(SITE, TWO).assertRecord(202, "pending");
    assertEquals(1, since(before).changes());
    assertEquals(1, since(before).zoneReads());
    assertTrue(world.log().contains("there is no time left for Z0EXAMPLE"), world.log());

    assertTrue(world.stream(NAME).isEmpty());
    assertEquals(Optional.of("198.51.100.2"), stands());
  }

  @Test
  void singleRecordRejectedThoughItStandsAsListed_rejected() {
    due(TWO);
    World.Calls before = world.calls();
    world.records.nextChanges(Change.REJECTED, Change.REJECTED);
    assertEquals(
        new BatchPublisher.Result(
            Set.of(), 0, 4, 0, List.of(NAME + " is rejected: InvalidChangeBatch")),
        publish());
    assertEquals(2, since(before).changes());
    assertEquals(2, since(before).zoneReads());
    assertEquals(new Stage.Rejected("InvalidChangeBatch"), record().stage());
    assertEquals(Optional.of("198.51.100.1"), stands());
    assertEquals("record-rejected", world.state.notices().getLast().kind().slug());
  }

  /** Somebody edits the record right after the look: it is the race, not the record. */
  @Test
  void singleRecordRejectedForARace_lookedAtAgainAndSent() {
    due(TWO);
    World.Calls before = world.calls();
    Publication edited =
        Publication.of(
            Family.IPV4, Ttl.DEFAULT, List.of(IpAddress.parse("203.0.113.1").orElseThrow()));
    world.records.nextChanges(Change.REJECTED, Change.REJECTED);
    world.records.afterNextChanges(() -> {}, () -> world.records.edit(FQDN, edited));
    assertEquals(new BatchPublisher.Result(Set.of(), 1, 6, 0, List.of()), publish());
    assertEquals(3, since(before).changes());
    assertEquals(3, since(before).zoneReads());
    assertTrue(record().isPublished());
    assertEquals(Optional.of("198.51.100.2"), stands());
    assertEquals("drift-found", world.state.notices().getLast().kind().slug());
  }

  /** What is known is wanted, but something else may have landed: a look comes first. */
  @Test
  void maybeSentAndTakenBack_aLookShowsThatNothingIsToBeSent() {
    unclear(Change.UNCONFIRMED_NOT_APPLIED);
    World.Calls before = world.calls();
    assertEquals(new BatchPublisher.Result(Set.of(), 0, 1, 0, List.of()), publish());
    assertEquals(1, since(before).zoneReads());
    assertTrue(record().isPublished());
  }

  @Test
  void sentAndTakenBack_aLookShowsWhatIsToBeReplaced() {
    unclear(Change.UNCONFIRMED_BUT_APPLIED);
    World.Calls before = world.calls();
    assertEquals(new BatchPublisher.Result(Set.of(), 1, 2, 0, List.of()), publish());
    assertEquals(1, since(before).zoneReads());
    assertEquals(Optional.of("198.51.100.1"), stands());
  }

  /** The re-check has listed the zone: the same name is sent as it says. */
  @Test
  void judgedAlready_sentWithoutALook() {
    unclear(Change.UNCONFIRMED_NOT_APPLIED);
    World.Calls before = world.calls();
    assertEquals(new BatchPublisher.Result(Set.of(), 1, 1, 0, List.of()), send());
    assertEquals(0, since(before).zoneReads());
    assertEquals(1, since(before).changes());
    assertTrue(record().isPublished());
  }

  /** What others wait for is not judged. */
  @Test
  void judgedAlready_nothingOfOthersIsSentAlong() {
    world.site("osaka", "a.example.com");
    due(TWO);
    world.update("osaka", TWO).assertRecord(202, "pending");
    assertTrue(world.state.replace(world.state.turn(ZONE).asked(List.of(fqdn("a.example.com")))));
    assertEquals(new BatchPublisher.Result(Set.of(), 1, 1, 0, List.of()), send());
    assertEquals(Optional.of("198.51.100.2"), stands());
    assertEquals(List.of(), world.records.standing(ZONE, fqdn("a.example.com")));
  }

  /** A batch would read the row again, and send the new address in the same run. */
  @Test
  void judgedAlready_reportMeanwhileIsLeft() {
    due(TWO);
    World.Calls before = world.calls();
    world.records.beforeNextChanges(
        () -> {
          world.pass(Duration.ofSeconds(2));
          world.update(SITE, "{\"ipv4\":\"198.51.100.3\"}").assertRecord(202, "pending");
        });
    assertEquals(new BatchPublisher.Result(Set.of(FQDN), 1, 1, 0, List.of()), send());
    assertEquals(1, since(before).changes());
    assertEquals(Optional.of("198.51.100.2"), stands());
    assertTrue(record().isDue());
  }

  @Test
  void judgedAlready_refusedIsLeftWithTheReason() {
    due(TWO);
    world.records.nextChanges(Change.REFUSED);
    assertEquals(
        new BatchPublisher.Result(Set.of(FQDN), 0, 1, 0, List.of("InvalidClientTokenId")), send());
  }

  @Test
  void registeredAnew_theOldRowIsNotSent() {
    due(TWO);
    Name old = World.registered(FQDN, List.of(new Member.OfSite(new SiteId(SITE))));
    world.state.register(
        new Name(
            FQDN,
            new Registration(World.START),
            ZONE,
            old.ttl(),
            old.policy(),
            old.members(),
            old.onDrift(),
            old.onGone(),
            Optional.empty(),
            Optional.empty()));
    assertEquals(new BatchPublisher.Result(Set.of(), 0, 0, 0, List.of()), publish());
    assertEquals(Optional.of("198.51.100.1"), stands());
  }

  /** Sending takes longer than half of the turn: nobody else may take it meanwhile. */
  @Test
  void sendingTakesLong_theTurnIsKept() {
    due(TWO);
    List<Boolean> free = new ArrayList<>();
    Runnable eightSeconds =
        () -> {
          free.add(world.state.turn(ZONE).isFree(world.now()));
          world.pass(Duration.ofSeconds(8));
          free.add(world.state.turn(ZONE).isFree(world.now()));
        };
    world.records.nextChanges(Change.THROTTLED);
    world.records.beforeNextChanges(eightSeconds, eightSeconds);
    assertEquals(new BatchPublisher.Result(Set.of(), 1, 2, 1, List.of()), publish());
    assertEquals(List.of(false, false, false, false), free);
    assertFalse(record().isDue());
  }

  /** The next sender can tell from the row whose first publication this is. */
  @Test
  void firstPublicationInARequest_notedByTheHolderOfTheTurn() {
    world.site("osaka", "a.example.com");
    List<Optional<String>> notes = new ArrayList<>();
    world.records.beforeNextChanges(
        () -> {
          notes.add(Optional.of(world.state.turn(ZONE).holder()));
          notes.add(
              world.state.stored(fqdn("a.example.com")).record(Family.IPV4).orElseThrow().note());
        });
    world.update("osaka", ONE).assertRecord(200, "updated");
    assertEquals(2, notes.size());
    assertFalse(notes.getFirst().orElseThrow().isEmpty());
    assertEquals(notes.getFirst(), notes.getLast());
  }
}
