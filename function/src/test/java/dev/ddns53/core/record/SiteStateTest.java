package dev.ddns53.core.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ddns53.World;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.problem.Problem;
import dev.ddns53.core.record.SiteState.Moves;
import dev.ddns53.core.record.SiteState.Refusal;
import dev.ddns53.core.record.SiteState.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A site's row, from write to write. */
final class SiteStateTest {

  private static final Instant T = World.START;
  private static final Refusal REFUSAL = new Refusal(Problem.Code.CLOCK_SKEW, T, T);

  private static Optional<IpAddress> ip(String text) {
    return text.equals("none") ? Optional.empty() : IpAddress.parse(text);
  }

  private static SiteState heard() {
    return SiteState.unheard(new SiteId("tokyo"))
        .heard(
            Map.of(
                Family.IPV4, Report.of(ip("192.0.2.1"), T, "s"),
                Family.IPV6, Report.of(Optional.empty(), T, "s")),
            new Sighting(T, ip("198.51.100.7").orElseThrow(), "curl"));
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, -, false",
    "192.0.2.2, -, true",
    "none, -, true",
    "-, none, false",
    "-, 2001:db8::1, true",
    "192.0.2.1, none, false",
    "192.0.2.1, 2001:db8::1, true"
  })
  void address_newsWhereItIsAnotherThanTheNewest(String four, String six, boolean news) {
    Map<Family, Optional<IpAddress>> addresses = new EnumMap<>(Family.class);
    if (!four.equals("-")) {
      addresses.put(Family.IPV4, ip(four));
    }
    if (!six.equals("-")) {
      addresses.put(Family.IPV6, ip(six));
    }
    assertEquals(news, heard().isNews(Reported.of(addresses)));
  }

  @Test
  void firstReport_news() {
    SiteState unheard = SiteState.unheard(new SiteId("tokyo"));
    assertEquals(true, unheard.isNews(Reported.of(Map.of(Family.IPV4, ip("192.0.2.1")))));
    assertEquals(true, unheard.isNews(Reported.of(Map.of(Family.IPV4, Optional.empty()))));
  }

  /** Twenty at once, then one each thirty seconds. */
  @ParameterizedTest
  @CsvSource({
    // changes made now; seconds later; wait
    "0, 0, PT0S",
    "19, 0, PT0S",
    "20, 0, PT30S",
    "20, 29, PT1S",
    "20, 30, PT0S",
    "21, 30, PT30S",
    "21, 60, PT0S"
  })
  void changes_paidOneByOne(int made, long later, Duration wait) {
    SiteState site = heard();
    for (int change = 0; change < made; change++) {
      site = site.changed(Moves.NONE, T);
    }
    assertEquals(wait, site.waitForChange(T.plusSeconds(later)));
    assertEquals(heard().version(), site.version());
  }

  /** A budget that was not used up does not grow beyond twenty. */
  @Test
  void longQuiet_twentyAgain() {
    Instant later = T.plus(Duration.ofDays(1));
    SiteState site = heard().changed(Moves.NONE, T);
    for (int change = 0; change < 20; change++) {
      assertEquals(Duration.ZERO, site.waitForChange(later));
      site = site.changed(Moves.NONE, later);
    }
    assertEquals(Duration.ofSeconds(30), site.waitForChange(later));
  }

  @ParameterizedTest
  @CsvSource({"599999, false", "600000, true", "600001, true"})
  void moves_toldOnceInTenMinutes(long millis, boolean told) {
    Moves moves = new Moves(T, 3);
    Instant now = T.plusMillis(millis);
    assertEquals(told, moves.isDue(now));
    assertEquals(told ? new Moves(now, 0) : new Moves(T, 4), moves.after(now));
  }

  /** Each write is the next version, and changes what it is about alone. */
  @Test
  void eachWrite_changesOneThing() {
    SiteState site = heard().refused(REFUSAL).silent(T).movesTold(T);
    assertEquals(4, site.version());
    assertEquals(Optional.of(REFUSAL), site.refused());
    assertEquals(Optional.of(T), site.stale());
    assertEquals(new Moves(T, 0), site.moves());
    assertEquals(heard().newest(), site.newest());
    assertEquals(heard().seen(), site.seen());
    SiteState back = site.back();
    assertEquals(5, back.version());
    assertEquals(Optional.empty(), back.stale());
    assertEquals(Optional.of(REFUSAL), back.refused());
    assertEquals(new Moves(T, 0), back.moves());
  }

  @Test
  void heardAgain_noLongerStale() {
    Sighting later = new Sighting(T.plusSeconds(9), ip("2001:db8::7").orElseThrow(), "");
    Report six = Report.of(ip("2001:db8::7"), T.plusSeconds(9), "x");
    SiteState again = heard().silent(T).heard(Map.of(Family.IPV6, six), later);
    assertEquals(Optional.empty(), again.stale());
    assertEquals(Optional.of(later), again.seen());
    assertEquals(Optional.of(six), again.newest(Family.IPV6));
    assertEquals(heard().newest(Family.IPV4), again.newest(Family.IPV4));
  }
}
