package dev.ddns53.fake;

import static dev.ddns53.World.fqdn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.World;
import dev.ddns53.core.model.Allow;
import dev.ddns53.core.model.Attempts;
import dev.ddns53.core.model.ChangeId;
import dev.ddns53.core.model.Cidr;
import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.HistoryEntry;
import dev.ddns53.core.model.IpAddress;
import dev.ddns53.core.model.Limits;
import dev.ddns53.core.model.Member;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.NameState;
import dev.ddns53.core.model.Notice;
import dev.ddns53.core.model.Publication;
import dev.ddns53.core.model.RecordState;
import dev.ddns53.core.model.Report;
import dev.ddns53.core.model.Site;
import dev.ddns53.core.model.SiteId;
import dev.ddns53.core.model.SiteState;
import dev.ddns53.core.model.Ttl;
import dev.ddns53.core.port.State;
import dev.ddns53.core.port.State.Rows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link State} must do. */
public abstract class StateContract {

  private static final SiteId SITE = new SiteId("tokyo");
  private static final Fqdn NAME = fqdn("vpn.tokyo.example.com");
  private static final Fqdn OTHER = fqdn("*.tokyo.example.com");
  private static final IpAddress V4 = address("198.51.100.7");
  private static final IpAddress V6 = address("2001:db8::7");
  private static final Instant AT = World.START;

  private State state;

  /** A state in which nothing is registered or known. */
  protected abstract State fresh() throws Exception;

  /** Registers a site with the state made last. */
  protected abstract void register(Site site);

  /** Registers a name with the state made last. */
  protected abstract void register(Name name);

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
    Report report = new Report(V4, AT, "0f".repeat(32));
    return before.heard(
        Map.of(Family.IPV4, report), new SiteState.Sighting(AT.plusMillis(250), V6, "curl/8"));
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
            new State.NameRows(Optional.empty(), NameState.unpublished(OTHER)),
            new State.NameRows(Optional.empty(), NameState.unpublished(NAME))),
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
            Duration.ofMinutes(15),
            allow,
            List.of(NAME, OTHER),
            List.of(World.FIRST_KEY, World.SECOND_KEY));
    register(site);
    assertEquals(Optional.of(site), state.site(SITE).site());
    assertEquals(Optional.empty(), state.site(new SiteId("Tokyo")).site());
  }

  @Test
  void registeredName_readBackWhole() {
    Name name =
        new Name(
            OTHER,
            World.ZONE,
            new Ttl(300),
            Name.Policy.ALL_HEALTHY,
            List.of(new Member.Fixed(V6), new Member.OfSite(SITE), new Member.Fixed(V4)),
            true);
    register(name);
    assertEquals(Optional.of(name), state.names(List.of(OTHER)).getFirst().name());
    assertEquals(Optional.empty(), state.names(List.of(NAME)).getFirst().name());
  }

  @Test
  void siteRow_readBackWhole() {
    SiteState first = heard(SiteState.unheard(SITE));
    assertTrue(state.replace(Rows.of(first)));
    assertEquals(first, state.site(SITE).state());

    SiteState both =
        first.heard(
            Map.of(Family.IPV6, new Report(V6, AT.plusSeconds(1), "1e".repeat(32))),
            new SiteState.Sighting(AT.plusSeconds(1), V4, ""));
    assertTrue(state.replace(Rows.of(both)));
    assertEquals(both, state.site(SITE).state());
  }

  @Test
  void nameRow_readBackWhole() {
    Publication due = Publication.of(Family.IPV4, Ttl.DEFAULT, List.of(V4));
    Publication done = Publication.of(Family.IPV6, new Ttl(0), List.of(V6, address("2001:db8::8")));
    NameState row =
        new NameState(
            NAME,
            1,
            Map.of(
                Family.IPV4,
                Map.of(SITE, V4),
                Family.IPV6,
                Map.of(SITE, V6, new SiteId("o.-_"), V6)),
            Map.of(
                Family.IPV4,
                    new RecordState(
                        due,
                        1,
                        0,
                        Optional.empty(),
                        new Attempts(
                            Optional.of(AT.plusMillis(1)),
                            Optional.of(AT.plusMillis(2)),
                            Optional.of(AT.plusMillis(3))),
                        Optional.of("it is \"so\"")),
                Family.IPV6, new RecordState(done, 1, 1, Optional.of(new ChangeId("/change/C1")))));
    assertTrue(state.replace(Rows.of(row)));
    assertEquals(row, stored(NAME));
    NameState confirmed = row.confirmed(row.pending(), new ChangeId("/change/C2"), AT);
    assertTrue(state.replace(Rows.of(confirmed)));
    assertEquals(confirmed, stored(NAME));
    NameState rejected = confirmed.rejected(Family.IPV6, "it \"is\"", AT);
    assertTrue(state.replace(Rows.of(rejected)));
    assertEquals(rejected, stored(NAME));
  }

  @Test
  void rowChangedSinceRead_notReplaced() {
    NameState first = NameState.unpublished(NAME).saying(SITE, List.of(V4));
    NameState rival = NameState.unpublished(NAME).saying(SITE, List.of(address("198.51.100.8")));
    assertTrue(state.replace(Rows.of(first)));
    assertFalse(state.replace(Rows.of(rival)));
    assertEquals(first, stored(NAME));
  }

  @Test
  void rowThatStandsThere_countsAsReplaced() {
    NameState first = NameState.unpublished(NAME).saying(SITE, List.of(V4));
    assertTrue(state.replace(Rows.of(first)));
    assertTrue(state.replace(Rows.of(first)));
    assertEquals(first, stored(NAME));
    assertTrue(state.replace(Rows.of(first.touched())));
    assertFalse(state.replace(Rows.of(first)));
  }

  @Test
  void versionThatSkipsOne_notReplaced() {
    NameState second =
        NameState.unpublished(NAME).saying(SITE, List.of(V4)).saying(SITE, List.of(V6));
    assertFalse(state.replace(Rows.of(second)));
    assertEquals(NameState.unpublished(NAME), stored(NAME));
  }

  @Test
  void severalRows_allOrNone() {
    SiteState site = heard(SiteState.unheard(SITE));
    NameState name = NameState.unpublished(NAME).saying(SITE, List.of(V4));
    NameState other = NameState.unpublished(OTHER).saying(SITE, List.of(V4));
    assertTrue(state.replace(Rows.of(other)));

    assertFalse(state.replace(Rows.of(List.of(site), List.of(name, other))));
    assertEquals(SiteState.unheard(SITE), state.site(SITE).state());
    assertEquals(NameState.unpublished(NAME), stored(NAME));

    assertTrue(
        state.replace(Rows.of(List.of(site), List.of(name, other.saying(SITE, List.of(V6))))));
    assertEquals(site, state.site(SITE).state());
    assertEquals(name, stored(NAME));
    assertEquals(other.saying(SITE, List.of(V6)), stored(OTHER));
  }

  @Test
  void aSiteAndAllThatItMayFeed_oneWriteAndOneRead() {
    List<Fqdn> names =
        IntStream.range(0, Limits.NAMES_PER_SITE)
            .mapToObj(i -> fqdn("n" + i + ".example.com"))
            .toList();
    List<NameState> rows =
        names.stream().map(name -> NameState.unpublished(name).saying(SITE, List.of(V4))).toList();
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
    NameState row = NameState.unpublished(NAME).saying(SITE, List.of(V4));
    NameState next = row.saying(SITE, List.of(V6));
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
    NameState row = NameState.unpublished(NAME).saying(SITE, List.of(V4));
    assertTrue(state.replace(Rows.of(row).telling(List.of(moved(1)), List.of())));

    Notice again = moved(1).with("told", "twice");
    HistoryEntry entry = HistoryEntry.of(row, HistoryEntry.What.REPORTED, AT);
    assertFalse(
        state.replace(
            Rows.of(row.saying(SITE, List.of(V6))).telling(List.of(again), List.of(entry))));
    assertEquals(row, stored(NAME));
    assertEquals(List.of(), history(NAME));
    assertEquals(Optional.of(moved(1)), notice(again.id()));

    assertFalse(state.replace(new Rows(List.of(), List.of(), List.of(again), List.of())));
    assertTrue(state.replace(new Rows(List.of(), List.of(), List.of(moved(2)), List.of())));
  }

  @Test
  void rowChangedSinceRead_nothingIsTold() {
    NameState row = NameState.unpublished(NAME).saying(SITE, List.of(V4));
    assertTrue(state.replace(Rows.of(row)));
    HistoryEntry entry = HistoryEntry.of(row, HistoryEntry.What.REPORTED, AT);
    assertFalse(state.replace(Rows.of(row).telling(List.of(moved(1)), List.of(entry))));
    assertEquals(Optional.empty(), notice(moved(1).id()));
    assertEquals(List.of(), history(NAME));
  }

  @Test
  void manyReplaceTheSameRow_oneWins() throws InterruptedException, ExecutionException {
    List<NameState> rivals =
        IntStream.range(0, 16)
            .mapToObj(
                i -> NameState.unpublished(NAME).saying(SITE, List.of(address("198.51.100." + i))))
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
