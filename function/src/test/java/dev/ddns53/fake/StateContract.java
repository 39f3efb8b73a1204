package dev.ddns53.fake;

import static dev.ddns53.World.fqdn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.World;
import dev.ddns53.core.Limits;
import dev.ddns53.core.address.AliasTarget;
import dev.ddns53.core.address.Cidr;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ttl;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.Adoption;
import dev.ddns53.core.fleet.Allow;
import dev.ddns53.core.fleet.FormerRegistration;
import dev.ddns53.core.fleet.FormerRegistration.Remains;
import dev.ddns53.core.fleet.HostPart;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.Registration;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteEntry;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.notice.HistoryEntry;
import dev.ddns53.core.notice.Notice;
import dev.ddns53.core.port.State;
import dev.ddns53.core.port.State.Rows;
import dev.ddns53.core.port.Traffic;
import dev.ddns53.core.port.Traffic.Bucket;
import dev.ddns53.core.port.Traffic.Turn;
import dev.ddns53.core.problem.Problem;
import dev.ddns53.core.record.ChangeId;
import dev.ddns53.core.record.Content;
import dev.ddns53.core.record.Drift;
import dev.ddns53.core.record.Election;
import dev.ddns53.core.record.Health;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.Publication;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.core.record.Report;
import dev.ddns53.core.record.Reported;
import dev.ddns53.core.record.SiteState;
import dev.ddns53.core.record.SiteState.Moves;
import dev.ddns53.core.record.SiteState.Refusal;
import dev.ddns53.core.record.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every {@link State} must do. */
public abstract class StateContract {

  private static final SiteId SITE = new SiteId("tokyo");
  private static final Fqdn NAME = fqdn("vpn.tokyo.example.com");
  private static final Fqdn OTHER = fqdn("*.tokyo.example.com");
  private static final IpAddress V4 = address("198.51.100.7");
  private static final IpAddress V6 = address("2001:db8::7");
  private static final Instant AT = World.START;

  private static final Registration REGISTERED = new Registration(AT);
  private static final RecordSet FOREIGN = Planted.weighted("A", "blue", "192.0.2.1").set();

  private State state;

  /** A state in which nothing is registered or known. */
  protected abstract State fresh() throws Exception;

  /** Registers a site with the state made last. */
  protected abstract void register(Site site);

  /** Puts a name's registry row beside the state made last. */
  protected abstract void register(NameDocument document);

  /** The traffic rows beside the state made last. */
  protected abstract Traffic traffic();

  /** A notice of the state made last. */
  protected abstract Optional<Notice> notice(String id);

  /** A name's history in the state made last, oldest first. */
  protected abstract List<HistoryEntry> history(Fqdn name);

  @BeforeEach
  void start() throws Exception {
    state = fresh();
  }

  private static IpAddress address(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  private static SiteState heard(SiteState before) {
    Report report = Report.of(Optional.of(V4), AT, "0f".repeat(32));
    return before.heard(
        Map.of(Family.IPV4, report), new SiteState.Sighting(AT.plusMillis(250), V6, "curl/8"));
  }

  /** The next version of a row, in which the site says an address. */
  private static NameState saying(NameState before, IpAddress address) {
    return before.next().saying(SITE, Map.of(address.family(), Optional.of(address)));
  }

  private static NameState first(Fqdn name) {
    return saying(NameState.unpublished(name), V4);
  }

  private NameState stored(Fqdn name) {
    return state.names(List.of(name)).getFirst().state();
  }

  @Test
  void nothingKnown_emptyAndUnheard() {
    State.SiteRows rows = state.site(SITE);
    assertEquals(Optional.empty(), rows.site());
    assertEquals(SiteState.unheard(SITE), rows.state());
  }

  @Test
  void nothingKnownOfNames_emptyAndUnpublished() {
    List<State.NameRows> rows = state.names(List.of(OTHER, NAME));
    assertEquals(
        List.of(
            new State.NameRows(NameDocument.none(OTHER), NameState.unpublished(OTHER)),
            new State.NameRows(NameDocument.none(NAME), NameState.unpublished(NAME))),
        rows);
  }

  @Test
  void registeredSite_readBackWhole() {
    Allow allow =
        new Allow(
            List.of(Cidr.parse("203.0.113.0/24").orElseThrow()),
            List.of(Cidr.parse("2001:db8::/32").orElseThrow()),
            true,
            true);
    Site site =
        new Site(
            SITE,
            new SiteEntry(Duration.ofMinutes(15), allow, false),
            List.of(NAME, OTHER),
            List.of(World.ZONE),
            List.of(World.FIRST_KEY, World.SECOND_KEY));
    register(site);
    assertEquals(Optional.of(site), state.site(SITE).site());
    assertEquals(Optional.empty(), state.site(new SiteId("Tokyo")).site());
  }

  @Test
  void registeredName_readBackWhole() {
    Registration last = new Registration(AT.minusMillis(1));
    Name name =
        new Name(
            OTHER,
            REGISTERED,
            World.ZONE,
            new Ttl(300),
            Name.Policy.ALL_HEALTHY,
            List.of(new Member.Fixed(V6), new Member.OfSite(SITE), new Member.Fixed(V4)),
            Name.OnDrift.REPAIR,
            Name.OnGone.WITHDRAW,
            Optional.empty(),
            Optional.of(new Adoption(REGISTERED, List.of(FOREIGN.json()), "alice")));
    NameDocument document =
        new NameDocument(
            OTHER,
            Optional.of(name),
            List.of(new FormerRegistration(last, World.ZONE, AT, Remains.WITHDRAW, "bob")));
    register(document);
    assertEquals(document, state.names(List.of(OTHER)).getFirst().registered());
    assertEquals(Optional.of(name), state.names(List.of(OTHER)).getFirst().name());
    assertEquals(Optional.empty(), state.names(List.of(NAME)).getFirst().name());
  }

  /** A site that is several instances: its row, and that of its name. */
  @Test
  void severalAddresses_readBackWhole() {
    Reported reported =
        Reported.ofAll(
            Map.of(
                Family.IPV4,
                List.of(address("192.0.2.3"), V4, address("192.0.2.2")),
                Family.IPV6,
                List.of(V6)));
    SiteState site =
        SiteState.unheard(SITE)
            .heard(
                Map.of(
                    Family.IPV4,
                    reported.report(Family.IPV4, Optional.empty(), AT, Report.BY_DESCRIPTION)),
                new SiteState.Sighting(AT, V4, "i-0000000a"));
    Name entry = World.registered(NAME, List.of(new Member.OfSite(SITE)));
    NameState name = Election.after(NameState.unpublished(NAME).next(), entry, SITE, reported, AT);
    assertTrue(state.replace(Rows.of(List.of(site), List.of(name))));
    assertEquals(site, state.site(SITE).state());
    assertEquals(2, site.newest(Family.IPV4).orElseThrow().more().size());
    assertEquals(name, stored(NAME));
    assertEquals(2, name.more(Family.IPV4, SITE).size());
  }

  @Test
  void siteRow_readBackWhole() {
    SiteState first = heard(SiteState.unheard(SITE));
    assertTrue(state.replace(Rows.of(first)));
    assertEquals(first, state.site(SITE).state());

    SiteState both =
        first.heard(
            Map.of(Family.IPV6, Report.of(Optional.empty(), AT.plusSeconds(1), "1e".repeat(32))),
            new SiteState.Sighting(AT.plusSeconds(1), V4, ""));
    assertTrue(state.replace(Rows.of(both)));
    assertEquals(both, state.site(SITE).state());
    assertEquals(List.of(both), state.recentSites(List.of(SITE)));
  }

  @Test
  void siteRowOfASiteThatIsBusyStaleAndRefused_readBackWhole() {
    Refusal refusal =
        new Refusal(Problem.Code.TOO_MANY_CHANGES, AT.minusMillis(5), AT.plusMillis(5));
    SiteState row =
        heard(SiteState.unheard(SITE)).changed(new Moves(AT.minusMillis(7), 3), AT.plusMillis(9));
    SiteState silent = row.silent(AT.plusMillis(1));
    SiteState refused = silent.refused(refusal);
    for (SiteState each : List.of(row, silent, refused)) {
      assertTrue(state.replace(Rows.of(each)));
      assertEquals(each, state.site(SITE).state());
    }
    assertTrue(refused.budget().isAfter(AT), "the row has a budget");
  }

  private static final Publication ONE = Publication.of(Family.IPV4, Ttl.DEFAULT, List.of(V4));
  private static final Publication TWO =
      Publication.of(Family.IPV4, new Ttl(0), List.of(address("198.51.100.8"), V4));
  private static final Publication ALIAS =
      new Publication.Alias(Family.IPV4, new AliasTarget(OTHER, World.ZONE));
  private static final Publication SIX =
      Publication.of(Family.IPV6, new Ttl(2_147_483_647), List.of(V6, address("2001:db8::8")));

  private static RecordState record(Content wanted, Content known, Stage stage) {
    return new RecordState(
        wanted, 7, 5, known, Map.of(), Optional.empty(), stage, Optional.empty());
  }

  /** A row with these records, one of each family at most. */
  private static NameState row(RecordState ipv4, RecordState ipv6) {
    return new NameState(
        NAME,
        1,
        REGISTERED,
        Map.of(
            Family.IPV4,
            Map.of(SITE, V4),
            Family.IPV6,
            Map.of(SITE, V6, new SiteId("o.-_"), address("2001:db8::8"))),
        Map.of(Family.IPV4, ipv4, Family.IPV6, ipv6),
        Health.NONE,
        Map.of(),
        Set.of());
  }

  static List<Stage> stages() {
    return List.of(
        new Stage.Due(),
        new Stage.Published(Optional.empty()),
        new Stage.Published(Optional.of(new ChangeId("/change/C1"))),
        new Stage.Published(Optional.of(new ChangeId("/change/C1", Optional.of(AT.plusMillis(3))))),
        new Stage.Blocked(List.of(FOREIGN, RecordSet.of(ALIAS)), AT.plusMillis(4)),
        new Stage.Rejected("it is \"so\""),
        new Stage.Denied("\u2192 no"));
  }

  @ParameterizedTest
  @MethodSource("stages")
  void recordOfAnyStage_readBackWhole(Stage stage) {
    NameState row = row(record(ALIAS, ONE, stage), record(Content.NOTHING, SIX, new Stage.Due()));
    assertTrue(state.replace(Rows.of(row)));
    assertEquals(row, stored(NAME));
    assertEquals(List.of(row), state.recentNames(List.of(NAME)));
  }

  static List<Drift> drifts() {
    return List.of(
        new Drift(List.of(), AT.plusMillis(5)),
        new Drift(List.of(RecordSet.of(TWO)), AT),
        new Drift(List.of(FOREIGN, Planted.weighted("A", "green", "192.0.2.2").set()), AT));
  }

  @ParameterizedTest
  @MethodSource("drifts")
  void driftCandidatesAndNote_readBackWhole(Drift drift) {
    Map<Content, Instant> candidates =
        Map.of(Content.NOTHING, AT.plusMillis(1), ONE, AT.plusMillis(1), ALIAS, AT.minusMillis(2));
    RecordState record =
        new RecordState(
            TWO,
            9,
            0,
            Content.NOTHING,
            candidates,
            Optional.of("somebody"),
            new Stage.Published(Optional.empty()),
            Optional.of(drift));
    NameState row = row(record, record(SIX, Content.NOTHING, new Stage.Denied("no")));
    assertTrue(state.replace(Rows.of(row)));
    assertEquals(row, stored(NAME));
  }

  @Test
  void asManyCandidatesAsMayBe_readBackWhole() {
    Map<Content, Instant> candidates = new HashMap<>();
    for (int i = 0; i < Limits.CANDIDATES; i++) {
      IpAddress address = address("198.51.100." + i);
      candidates.put(Publication.of(Family.IPV4, Ttl.DEFAULT, List.of(address)), AT.plusMillis(i));
    }
    RecordState record =
        new RecordState(
            ONE, 40, 40, ONE, candidates, Optional.empty(), new Stage.Due(), Optional.empty());
    NameState row = row(record, record(SIX, SIX, new Stage.Due()));
    assertTrue(state.replace(Rows.of(row)));
    assertEquals(row, stored(NAME));
  }

  @Test
  void formerRegistrationsAndWhatIsSettled_readBackWhole() {
    Registration older = new Registration(AT.minusMillis(2));
    Registration old = new Registration(AT.minusMillis(1));
    RecordState left =
        new RecordState(
            Content.NOTHING,
            3,
            2,
            ONE,
            Map.of(TWO, AT.plusMillis(8)),
            Optional.empty(),
            new Stage.Due(),
            Optional.of(new Drift(List.of(FOREIGN), AT)));
    NameState row =
        new NameState(
            NAME,
            1,
            REGISTERED,
            Map.of(),
            Map.of(Family.IPV6, record(SIX, SIX, new Stage.Published(Optional.empty()))),
            Health.NONE,
            Map.of(
                older,
                Map.of(Family.IPV4, left),
                old,
                Map.of(Family.IPV4, left, Family.IPV6, record(SIX, SIX, new Stage.Due()))),
            Set.of(REGISTERED, new Registration(AT.plusMillis(1))));
    assertTrue(state.replace(Rows.of(row)));
    assertEquals(row, stored(NAME));
    assertTrue(state.replace(Rows.of(row)), "it stands there to the letter");
  }

  @Test
  void healthOfEveryKindOfMember_readBackWhole() {
    Health.Probed down = new Health.Probed(V4, true, 1);
    Health.Probed shaken = new Health.Probed(V6, false, 2);
    Health health =
        new Health(
            Map.of(SITE, Health.Silence.STALE, new SiteId("osaka"), Health.Silence.HEARD_SINCE),
            Map.of(
                Family.IPV4,
                Map.of(
                    new Member.OfSite(SITE),
                    down,
                    new Member.OfAlias(new AliasTarget(OTHER, World.ZONE)),
                    down),
                Family.IPV6,
                Map.of(
                    new Member.Fixed(V6),
                    shaken,
                    new Member.OfHost(new SiteId("osaka"), new HostPart(-1, 0xffff)),
                    down)));
    NameState row = first(NAME).with(health);
    assertTrue(state.replace(Rows.of(row)));
    assertEquals(row, stored(NAME));
  }

  @Test
  void rowChangedSinceRead_notReplaced() {
    NameState first = first(NAME);
    NameState rival = saying(NameState.unpublished(NAME), address("198.51.100.8"));
    assertTrue(state.replace(Rows.of(first)));
    assertFalse(state.replace(Rows.of(rival)));
    assertEquals(first, stored(NAME));
  }

  @Test
  void rowThatStandsThere_countsAsReplaced() {
    NameState first = first(NAME);
    assertTrue(state.replace(Rows.of(first)));
    assertTrue(state.replace(Rows.of(first)));
    assertEquals(first, stored(NAME));
    assertTrue(state.replace(Rows.of(first.next())));
    assertFalse(state.replace(Rows.of(first)));
  }

  @Test
  void versionThatSkipsOne_notReplaced() {
    NameState second = saying(first(NAME), V6);
    assertFalse(state.replace(Rows.of(second)));
    assertEquals(NameState.unpublished(NAME), stored(NAME));
  }

  @Test
  void severalRows_allOrNone() {
    SiteState site = heard(SiteState.unheard(SITE));
    NameState name = first(NAME);
    NameState other = first(OTHER);
    assertTrue(state.replace(Rows.of(other)));

    assertFalse(state.replace(Rows.of(List.of(site), List.of(name, other))));
    assertEquals(SiteState.unheard(SITE), state.site(SITE).state());
    assertEquals(NameState.unpublished(NAME), stored(NAME));

    assertTrue(state.replace(Rows.of(List.of(site), List.of(name, saying(other, V6)))));
    assertEquals(site, state.site(SITE).state());
    assertEquals(name, stored(NAME));
    assertEquals(saying(other, V6), stored(OTHER));
  }

  @Test
  void aSiteAndAllThatItMayFeed_oneWriteAndOneRead() {
    List<Fqdn> names =
        IntStream.range(0, Limits.NAMES_PER_SITE)
            .mapToObj(i -> fqdn("n" + i + ".example.com"))
            .toList();
    List<NameState> rows = names.stream().map(name -> first(name)).toList();
    List<HistoryEntry> history =
        rows.stream().map(row -> HistoryEntry.of(row, HistoryEntry.What.REPORTED, AT)).toList();
    assertTrue(
        state.replace(
            Rows.of(List.of(heard(SiteState.unheard(SITE))), rows)
                .telling(List.of(moved(1)), history)));
    assertEquals(rows, state.names(names).stream().map(State.NameRows::state).toList());
    assertEquals(List.of(history.getLast()), history(names.getLast()));
  }

  private static Notice moved(long version) {
    return Notice.of(Notice.Kind.ADDRESS_CHANGED, SITE + "#" + version, AT.plusMillis(7))
        .about(SITE)
        .about(NAME)
        .with("ipv4", "198.51.100.7")
        .with("a", "\u2192 \"quoted\"");
  }

  @Test
  void noticesAndHistory_readBackWhole() {
    NameState row = first(NAME);
    NameState next = saying(row, V6);
    HistoryEntry first =
        HistoryEntry.of(row, HistoryEntry.What.REPORTED, AT).with("site", "tokyo").with("A", "1");
    HistoryEntry second =
        HistoryEntry.of(next, HistoryEntry.What.REJECTED, AT.plusMillis(20)).with("why", "it is");
    Notice bare = Notice.of(Notice.Kind.STALE, "osaka#1", AT);
    assertTrue(state.replace(Rows.of(row).telling(List.of(moved(1), bare), List.of(first))));
    assertTrue(state.replace(Rows.of(next).telling(List.of(), List.of(second))));
    assertEquals(Optional.of(moved(1)), notice(moved(1).id()));
    assertEquals(Optional.of(bare), notice(bare.id()));
    assertEquals(Optional.empty(), notice(moved(2).id()));
    assertEquals(List.of(first, second), history(NAME));
    assertEquals(List.of(), history(OTHER));
    assertEquals(next, stored(NAME));
  }

  @Test
  void transitionToldBefore_nothingIsWritten() {
    NameState row = first(NAME);
    assertTrue(state.replace(Rows.of(row).telling(List.of(moved(1)), List.of())));

    Notice again = moved(1).with("told", "twice");
    HistoryEntry entry = HistoryEntry.of(row, HistoryEntry.What.REPORTED, AT);
    assertFalse(state.replace(Rows.of(saying(row, V6)).telling(List.of(again), List.of(entry))));
    assertEquals(row, stored(NAME));
    assertEquals(List.of(), history(NAME));
    assertEquals(Optional.of(moved(1)), notice(again.id()));

    assertFalse(state.replace(new Rows(List.of(), List.of(), List.of(again), List.of())));
    assertTrue(state.replace(new Rows(List.of(), List.of(), List.of(moved(2)), List.of())));
  }

  @Test
  void rowChangedSinceRead_nothingIsTold() {
    NameState row = first(NAME);
    assertTrue(state.replace(Rows.of(row)));
    HistoryEntry entry = HistoryEntry.of(row, HistoryEntry.What.REPORTED, AT);
    assertFalse(state.replace(Rows.of(row).telling(List.of(moved(1)), List.of(entry))));
    assertEquals(Optional.empty(), notice(moved(1).id()));
    assertEquals(List.of(), history(NAME));
  }

  @Test
  void nobodyHasSent_freeTurnAndUntouchedBucket() {
    Traffic.Rows rows = new Traffic.Rows(Turn.free(World.ZONE), Bucket.UNTOUCHED);
    assertEquals(rows, traffic().rows(World.ZONE));
    assertEquals(rows.turn(), traffic().turn(World.ZONE));
    assertEquals(
        new State.Reading(
            List.of(new State.NameRows(NameDocument.none(NAME), NameState.unpublished(NAME))),
            rows),
        state.names(List.of(NAME), World.ZONE));
  }

  @Test
  void trafficRows_readBackWhole() {
    Turn turn =
        Turn.free(World.ZONE)
            .taken("me", AT.plusMillis(1), Limits.TURN)
            .throttledAt(AT.plusMillis(2))
            .deniedSince(Optional.of(AT.plusMillis(3)));
    Bucket bucket = Bucket.UNTOUCHED.drawn(1, AT.plusMillis(4), new Traffic.Pace(5, 20.3));
    assertTrue(traffic().replace(turn));
    assertTrue(traffic().replace(bucket));
    assertEquals(new Traffic.Rows(turn, bucket), traffic().rows(World.ZONE));
    assertEquals(turn, traffic().turn(World.ZONE));
    assertEquals(
        new Traffic.Rows(Turn.free(new ZoneId("Z0OTHER")), bucket),
        state.names(List.of(NAME), new ZoneId("Z0OTHER")).traffic());

    Turn free = turn.deniedSince(Optional.empty()).released(AT.plusMillis(5), Set.of());
    Bucket empty = bucket.throttled(AT.plusMillis(6), Limits.SLOW);
    assertTrue(traffic().replace(free));
    assertTrue(traffic().replace(empty));
    assertEquals(new Traffic.Rows(free, empty), traffic().rows(World.ZONE));
  }

  @Test
  void namesAndTraffic_readTogether() {
    NameState row = first(NAME);
    Turn turn = Turn.free(World.ZONE).taken("me", AT, Limits.TURN);
    assertTrue(state.replace(Rows.of(row)));
    assertTrue(traffic().replace(turn));
    State.Reading reading = state.names(List.of(OTHER, NAME), World.ZONE);
    assertEquals(state.names(List.of(OTHER, NAME)), reading.names());
    assertEquals(new Traffic.Rows(turn, Bucket.UNTOUCHED), reading.traffic());
  }

  @Test
  void trafficRowChangedSinceRead_notReplaced() {
    Turn free = Turn.free(World.ZONE);
    Turn mine = free.taken("me", AT, Limits.TURN);
    assertTrue(traffic().replace(mine));
    assertFalse(traffic().replace(free.taken("you", AT, Limits.TURN)));
    assertTrue(traffic().replace(mine), "a repeated request finds its row");
    assertEquals(mine, traffic().rows(World.ZONE).turn());
  }

  /** Two that draw at the same time from the same row count alike, and still only one has drawn. */
  @Test
  void manyDrawAndTakeTheTurn_oneWins() throws InterruptedException, ExecutionException {
    Traffic traffic = traffic();
    Bucket drawn = Bucket.UNTOUCHED.drawn(1, AT, new Traffic.Pace(5, 20));
    assertEquals(1, winners(i -> traffic.replace(drawn)));
    assertEquals(
        1, winners(i -> traffic.replace(Turn.free(World.ZONE).taken("" + i, AT, Limits.TURN))));
    assertEquals(drawn, traffic.rows(World.ZONE).bucket());
  }

  private static long winners(IntPredicate write) throws InterruptedException, ExecutionException {
    List<Callable<Boolean>> writes =
        IntStream.range(0, 8).<Callable<Boolean>>mapToObj(i -> () -> write.test(i)).toList();
    long winners = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> each : threads.invokeAll(writes)) {
        winners += each.get() ? 1 : 0;
      }
    }
    return winners;
  }

  @Test
  void manyReplaceTheSameRow_oneWins() throws InterruptedException, ExecutionException {
    List<NameState> rivals =
        IntStream.range(0, 16)
            .mapToObj(i -> saying(NameState.unpublished(NAME), address("198.51.100." + i)))
            .toList();
    List<Callable<Boolean>> writes =
        rivals.stream()
            .<Callable<Boolean>>map(rival -> () -> state.replace(Rows.of(rival)))
            .toList();
    int winner = -1;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> results = threads.invokeAll(writes);
      for (int i = 0; i < results.size(); i++) {
        if (results.get(i).get()) {
          assertEquals(-1, winner, "two writers won");
          winner = i;
        }
      }
    }
    assertEquals(rivals.get(winner), stored(NAME));
  }
}
