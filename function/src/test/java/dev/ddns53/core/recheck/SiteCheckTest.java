package dev.ddns53.core.recheck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ddns53.World;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.fleet.Allow;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteEntry;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.notice.Notice;
import dev.ddns53.core.port.State.Rows;
import dev.ddns53.core.record.Report;
import dev.ddns53.core.record.SiteState;
import dev.ddns53.core.record.SiteState.Moves;
import dev.ddns53.core.record.SiteState.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The truth table of a site's silence. */
final class SiteCheckTest {

  private static final Instant T = World.START;
  private static final Site SITE =
      new Site(
          new SiteId("tokyo"),
          new SiteEntry(Duration.ofHours(1), Allow.DEFAULT, false),
          List.of(World.fqdn("a.example.com"), World.fqdn("b.example.com")),
          List.of(World.ZONE),
          List.of());

  private static SiteState heard() {
    return SiteState.unheard(SITE.id())
        .heard(
            Map.of(Family.IPV4, Report.of(Optional.of(Runs.address("192.0.2.1")), T, "s")),
            new Sighting(T, Runs.address("198.51.100.7"), "curl"));
  }

  private static Notice notice(Rows rows) {
    assertEquals(1, rows.notices().size());
    assertEquals(Optional.of(SITE.id()), rows.notices().getFirst().site());
    return rows.notices().getFirst();
  }

  @ParameterizedTest
  @CsvSource({
    // last heard before, marked, follows
    "PT1H, false, nothing",
    "PT1H0.001S, false, stale",
    "PT1H0.001S, true, nothing",
    "PT1H, true, recovered",
    "PT0S, true, recovered"
  })
  void silence_markedAndToldOnce(Duration before, boolean marked, String follows) {
    SiteState state = marked ? heard().silent(T) : heard();
    Instant now = T.plus(before);
    Optional<Rows> step = SiteCheck.step(SITE, state, now);
    assertEquals(follows, step.map(rows -> notice(rows).kind().slug()).orElse("nothing"));
    assertEquals(before.compareTo(Duration.ofHours(1)) > 0, SiteCheck.isStale(SITE, state, now));
    step.ifPresent(
        rows -> {
          SiteState after = rows.sites().getFirst();
          assertEquals(state.version() + 1, after.version());
          assertEquals(follows.equals("stale") ? Optional.of(T) : Optional.empty(), after.stale());
          assertEquals(
              Map.of(
                  "last-seen", T.toString(),
                  "source", "198.51.100.7",
                  "names", "a.example.com,b.example.com"),
              notice(rows).facts());
        });
  }

  @Test
  void neverHeard_nothing() {
    SiteState unheard = SiteState.unheard(SITE.id());
    Instant later = T.plus(Duration.ofDays(99));
    assertEquals(false, SiteCheck.isStale(SITE, unheard, later));
    assertEquals(Optional.empty(), SiteCheck.step(SITE, unheard, later));
  }

  /** Moves that were too fast to be told one by one are told with their number. */
  @ParameterizedTest
  @CsvSource({"0, PT10M, false", "3, PT9M59.999S, false", "1, PT10M, true", "3, PT10M, true"})
  void movesNotToldYet_toldAfterTenMinutes(int untold, Duration later, boolean told) {
    SiteState moved = heard().changed(new Moves(T, untold), T);
    Instant now = T.plus(later);
    Optional<Rows> step = SiteCheck.step(SITE, moved, now);
    assertEquals(told, step.isPresent());
    step.ifPresent(
        rows -> {
          assertEquals(Notice.Kind.ADDRESS_CHANGED, notice(rows).kind());
          assertEquals(
              Map.of("ipv4", "192.0.2.1", "more-changes", Integer.toString(untold)),
              notice(rows).facts());
          assertEquals(new Moves(now, 0), rows.sites().getFirst().moves());
        });
  }
}
