package dev.ddns53.core.report;

import static dev.ddns53.World.fqdn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.Requests;
import dev.ddns53.World;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ttl;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.auth.Authentication.Authenticated;
import dev.ddns53.core.auth.Proof;
import dev.ddns53.core.auth.Request;
import dev.ddns53.core.fleet.Allow;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.Name.OnDrift;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.port.State.Rows;
import dev.ddns53.core.port.State.SiteRows;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.problem.Problem;
import dev.ddns53.core.publish.DirectPath;
import dev.ddns53.core.record.Content;
import dev.ddns53.core.record.Publication;
import dev.ddns53.fake.FakeRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a site that proved itself may change, asked of the service alone. */
final class UpdateServiceTest {

  private static final SiteId TOKYO = new SiteId("tokyo");

  private final World world =
      new World().site("tokyo", "a.example.com", "b.example.com").site("osaka", "c.example.com");
  private final UpdateService service =
      new UpdateService(world.state, new DirectPath(world.parts), world.time);

  private Authenticated caller(String signature) {
    SiteRows rows = world.state.site(TOKYO);
    return new Authenticated(
        rows.site().orElseThrow(), rows.state(), new Proof.BySignature(world.now(), signature));
  }

  private static Request request(String body, String client) {
    Requests sent = Requests.update(body);
    return new Request(
        sent.method(),
        sent.path(),
        "",
        Map.of("user-agent", client),
        sent.body(),
        IpAddress.parse(Requests.SOURCE).orElseThrow(),
        Set.of(Requests.HOST));
  }

  private UpdateResult update(String signature, String body, String client) {
    return service.update(caller(signature), request(body, client), world.now());
  }

  private UpdateResult update(String body) {
    return update("s" + world.now(), body, "curl");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[\"c.example.com\"]",
        "[\"a.example.com\",\"c.example.com\"]",
        "[\"c.example.com\",\"a.example.com\",\"b.example.com\"]",
        "[\"example.com\"]",
        "[\"x.a.example.com\"]"
      })
  void nameOfAnother_refusedAndNothingWritten(String names) {
    UpdateResult.Refused refused =
        assertInstanceOf(UpdateResult.Refused.class, update("{\"names\":" + names + "}"));
    assertEquals(Problem.Code.NAME_NOT_YOURS, refused.problem().code());
    assertTrue(world.calls().wroteNothing());
    assertEquals(0, world.state.nameReads());
  }

  @Test
  void someOfItsNames_theseAlone() {
    UpdateResult.Accepted accepted =
        assertInstanceOf(UpdateResult.Accepted.class, update("{\"names\":[\"b.example.com\"]}"));
    assertEquals(1, accepted.records().size());
    assertEquals(fqdn("b.example.com"), accepted.records().getFirst().name());
    assertTrue(world.records.planted(fqdn("a.example.com")).isEmpty());
    assertEquals(0, world.state.stored(fqdn("a.example.com")).version());
  }

  /** The same octets again: nothing is stored or sent, whatever time has passed. */
  @Test
  void replay_writesNothing() {
    assertInstanceOf(UpdateResult.Accepted.class, update("s", "{}", "curl"));
    Authenticated again = caller("s");
    World.Calls before = world.calls();
    world.pass(Duration.ofHours(2));
    UpdateResult.Accepted accepted =
        assertInstanceOf(
            UpdateResult.Accepted.class, service.update(again, request("{}", "curl"), world.now()));
    assertTrue(
        accepted.records().stream()
            .allMatch(each -> each.status() == RecordOutcome.Status.UNCHANGED));
    assertTrue(world.calls().since(before).wroteNothing());
  }

  /** What a client calls itself is kept up to a hundred characters. */
  @ParameterizedTest
  @CsvSource({"99, 99", "100, 100", "101, 100", "5000, 100"})
  void clientsName_keptShort(int sent, int kept) {
    update("s", "{}", "c".repeat(sent));
    assertEquals("c".repeat(kept), world.state.stored(TOKYO).seen().orElseThrow().client());
  }

  /** Another write of the site's row comes in between, each time. */
  @ParameterizedTest
  @CsvSource({"11, true", "12, false"})
  void racesLost_twelveTriesAndThenBusy(int races, boolean stored) {
    Runnable other =
        () -> assertTrue(world.state.replace(Rows.of(world.state.stored(TOKYO).back())));
    List<Runnable> hooks = new ArrayList<>();
    for (int race = 0; race < races; race++) {
      hooks.add(other);
      hooks.add(() -> {}); // before the other's own write
    }
    world.state.beforeNextWrites(hooks.toArray(Runnable[]::new));
    UpdateResult result = update("{}");
    assertEquals(stored, result instanceof UpdateResult.Accepted);
    assertEquals(
        stored ? Optional.empty() : Optional.of(Problem.busy()),
        result instanceof UpdateResult.Refused refused
            ? Optional.of(refused.problem())
            : Optional.empty());
    assertEquals(stored, world.state.stored(TOKYO).newest(Family.IPV4).isPresent());
  }

  /** The site is removed while another request comes in between. */
  @Test
  void siteRemovedMeanwhile_nobody() {
    world.state.beforeNextWrites(
        () -> {
          assertTrue(world.state.replace(Rows.of(world.state.stored(TOKYO).back())));
          world.state.remove(TOKYO);
        });
    UpdateResult.Refused refused = assertInstanceOf(UpdateResult.Refused.class, update("{}"));
    assertEquals(Problem.signatureWrong(), refused.problem());
  }

  @Test
  void siteWithoutNames_itsReportIsStoredAndNothingPublished() {
    world.register("tokyo", Allow.DEFAULT, List.of(), List.of(World.FIRST_KEY));
    UpdateResult.Accepted accepted = assertInstanceOf(UpdateResult.Accepted.class, update("{}"));
    assertEquals(List.of(), accepted.records());
    assertTrue(world.state.stored(TOKYO).newest(Family.IPV4).isPresent());
    assertEquals(0, world.records.changes());
  }

  /** The registry's two rows disagree: nothing is written, and the log says what to do. */
  @Test
  void siteIsNoMemberOfItsName_unavailable() {
    world.name("a.example.com", "osaka");
    Unavailable e = assertThrows(Unavailable.class, () -> update("{}"));
    assertEquals(
        "the registry says that tokyo feeds a.example.com, but not the other way round: apply the"
            + " fleet's file again",
        e.getMessage());
    assertTrue(world.calls().wroteNothing());
  }

  /** Who sends is read along with the names where a report tells of a change, and only there. */
  @Test
  void changeInOneZone_readsNoTrafficByItself() {
    assertInstanceOf(UpdateResult.Accepted.class, update("{\"ipv4\":\"192.0.2.1\"}"));
    assertEquals(1, world.records.changes());
    assertEquals(0, world.state.trafficReads());
  }

  /** A first publication is noted in the row before it is sent, so its verdict can be trusted. */
  @Test
  void firstPublication_notedBeforeItIsSent() {
    List<Boolean> noted = new ArrayList<>();
    world.records.beforeNextChanges(
        () ->
            world
                .state
                .stored(fqdn("a.example.com"))
                .record(Family.IPV4)
                .ifPresent(record -> noted.add(record.noted())));
    assertInstanceOf(UpdateResult.Accepted.class, update("{\"ipv4\":\"192.0.2.1\"}"));
    assertEquals(List.of(true), noted);
  }

  /** What is still due is sent by the next report, though that tells of nothing new. */
  @Test
  void stillDue_sentByAnUnchangedReport() {
    world.records.nextChanges(FakeRecords.Change.UNCONFIRMED_NOT_APPLIED);
    assertPublished(false, update("{\"ipv4\":\"192.0.2.1\"}"));
    world.pass(Duration.ofMinutes(1));
    assertPublished(true, update("{\"ipv4\":\"192.0.2.1\"}"));
  }

  private static void assertPublished(boolean published, UpdateResult result) {
    assertEquals(published, assertInstanceOf(UpdateResult.Accepted.class, result).isPublished());
  }

  private static Name fedByTokyo(String fqdn, ZoneId zone, OnDrift onDrift) {
    Name plain = World.registered(fqdn(fqdn), List.of(new Member.OfSite(TOKYO)));
    return new Name(
        plain.fqdn(),
        plain.registered(),
        zone,
        plain.ttl(),
        plain.policy(),
        plain.members(),
        onDrift,
        plain.onGone(),
        Optional.empty(),
        Optional.empty());
  }

  /** The site's row is older than its name's move: nothing is sent in the wrong zone's turn. */
  @Test
  void nameMovedToAnotherZone_leftToTheStream() {
    ZoneId other = new ZoneId("Z0OTHER");
    world.records.zone(other, fqdn("a.example.com"));
    world.state.register(fedByTokyo("a.example.com", other, OnDrift.ALERT));
    assertPublished(false, update("{\"ipv4\":\"192.0.2.1\",\"names\":[\"a.example.com\"]}"));
    assertEquals(0, world.records.changes());
    assertEquals(Set.of(), world.stream("a.example.com"));
    assertEquals(1, world.records.changes());
  }

  /** What was edited by hand goes or stays as its own name says, whatever stands beside it. */
  @ParameterizedTest
  @CsvSource({"HOLD, ALERT, false, true", "ALERT, HOLD, true, false"})
  void editsOfTwoNames_eachByItsOwnPolicy(
      OnDrift first, OnDrift second, boolean firstGoes, boolean secondGoes) {
    world.state.register(fedByTokyo("a.example.com", World.ZONE, first));
    world.state.register(fedByTokyo("b.example.com", World.ZONE, second));
    assertPublished(true, update("{\"ipv4\":\"192.0.2.1\"}"));
    Publication edit =
        Publication.of(
            Family.IPV4, Ttl.DEFAULT, List.of(IpAddress.parse("203.0.113.1").orElseThrow()));
    world.records.edit(fqdn("a.example.com"), edit);
    world.records.edit(fqdn("b.example.com"), edit);
    world.pass(Duration.ofMinutes(1));
    assertInstanceOf(UpdateResult.Refused.class, update("{\"ipv4\":\"192.0.2.2\"}"));
    assertEquals(firstGoes ? "192.0.2.2" : "203.0.113.1", published("a.example.com"));
    assertEquals(secondGoes ? "192.0.2.2" : "203.0.113.1", published("b.example.com"));
  }

  private String published(String name) {
    return world.records.published(fqdn(name), Family.IPV4).orElseThrow().target();
  }

  /** That a site has no address of a family it never had says nothing new. */
  @Test
  void familyItNeverHad_unchangedAndNothing() {
    UpdateResult.Accepted accepted =
        assertInstanceOf(
            UpdateResult.Accepted.class,
            update("{\"ipv4\":\"192.0.2.1\",\"ipv6\":null,\"names\":[\"a.example.com\"]}"));
    assertEquals(
        new RecordOutcome(
            fqdn("a.example.com"), Family.IPV6, Content.NOTHING, RecordOutcome.Status.UNCHANGED),
        accepted.records().getLast());
    assertEquals(RecordOutcome.Status.UPDATED, accepted.records().getFirst().status());
  }

  private UpdateResult signedEarlier(String body, String source) {
    SiteRows rows = world.state.site(TOKYO);
    Proof earlier = new Proof.BySignature(world.now().minusSeconds(1), "earlier");
    Request plain = request(body, "curl");
    return service.update(
        new Authenticated(rows.site().orElseThrow(), rows.state(), earlier),
        new Request(
            plain.method(),
            plain.path(),
            plain.query(),
            plain.headers(),
            plain.body(),
            IpAddress.parse(source).orElseThrow(),
            plain.hosts()),
        world.now());
  }

  /**
   * What {@code {}} reports depends on where it is sent from. So whoever replays it from elsewhere
   * is late for what was reported since, of any family.
   */
  @Test
  void replayFromAPlaceOfTheOtherFamily_refused() {
    assertInstanceOf(UpdateResult.Accepted.class, update("{\"ipv4\":\"192.0.2.1\"}"));
    UpdateResult.Refused late =
        assertInstanceOf(UpdateResult.Refused.class, signedEarlier("{}", "2001:db8::66"));
    assertEquals(Problem.Code.OUTDATED, late.problem().code());
    assertEquals(Optional.empty(), world.state.stored(TOKYO).newest(Family.IPV6));
    assertInstanceOf(
        UpdateResult.Accepted.class,
        signedEarlier("{\"ipv6\":\"2001:db8::1\"}", "2001:db8::66"),
        "it names its address, so each family counts for itself");
  }

  @Test
  void lateReport_refusedAndNothingWritten() {
    assertInstanceOf(UpdateResult.Accepted.class, update("{\"ipv4\":\"192.0.2.1\"}"));
    World.Calls before = world.calls();
    UpdateResult.Refused late =
        assertInstanceOf(
            UpdateResult.Refused.class, signedEarlier("{\"ipv4\":\"192.0.2.2\"}", "198.51.100.7"));
    assertEquals(Problem.Code.OUTDATED, late.problem().code());
    assertTrue(world.calls().since(before).wroteNothing());
    assertEquals("192.0.2.1", published("a.example.com"));
  }

  /** An unchanged report writes nothing until last-seen is old; then it writes that alone. */
  @ParameterizedTest
  @CsvSource({"599, 0", "600, 1"})
  void unchanged_lastSeenRenewedAfterTenMinutes(long seconds, int writes) {
    update("{\"ipv4\":\"192.0.2.1\"}");
    Instant first = world.now();
    world.pass(Duration.ofSeconds(seconds));
    World.Calls before = world.calls();
    update("{\"ipv4\":\"192.0.2.1\"}");
    assertEquals(writes, world.calls().since(before).writes());
    assertEquals(
        writes == 0 ? first : world.now(), world.state.stored(TOKYO).seen().orElseThrow().at());
  }
}
