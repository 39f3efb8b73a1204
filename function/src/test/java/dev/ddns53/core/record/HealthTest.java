package dev.ddns53.core.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.record.Health.Probed;
import dev.ddns53.core.record.Health.Silence;
import dev.ddns53.core.record.Health.Verdict;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What speaks for a member and against it. */
final class HealthTest {

  private static final SiteId TOKYO = new SiteId("tokyo");
  private static final SiteId OSAKA = new SiteId("osaka");
  private static final Member SITE = new Member.OfSite(TOKYO);
  private static final IpAddress ONE = ip("192.0.2.1");
  private static final IpAddress TWO = ip("192.0.2.2");

  private static IpAddress ip(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  private static Health silent(String silence) {
    Health stale = Health.NONE.stale(TOKYO, true);
    return switch (silence) {
      case "stale" -> stale;
      case "heard" -> stale.heard(TOKYO);
      default -> Health.NONE;
    };
  }

  /** The worse of what it said and what probes found decides. */
  @ParameterizedTest
  @CsvSource({
    // silence, down, streak, address probed, verdict
    "no, false, 0, 192.0.2.1, HEALTHY",
    "no, false, 2, 192.0.2.1, HEALTHY",
    "no, true, 0, 192.0.2.1, DOWN",
    "no, true, 1, 192.0.2.1, RECOVERING",
    "no, true, 0, 192.0.2.2, RECOVERING",
    "heard, false, 0, 192.0.2.1, RECOVERING",
    "heard, true, 0, 192.0.2.1, DOWN",
    "heard, true, 1, 192.0.2.1, RECOVERING",
    "stale, false, 0, 192.0.2.1, DOWN",
    "stale, true, 1, 192.0.2.1, DOWN"
  })
  void silenceAndProbes_theWorseDecides(
      String silence, boolean down, int streak, String probed, Verdict verdict) {
    Health health = silent(silence).with(SITE, new Probed(ip(probed), down, streak));
    assertEquals(verdict, health.of(SITE, ONE));
    assertEquals(Verdict.HEALTHY, health.of(new Member.OfSite(OSAKA), ONE), "another member");
    Verdict spoken =
        switch (silence) {
          case "stale" -> Verdict.DOWN;
          case "heard" -> Verdict.RECOVERING;
          default -> Verdict.HEALTHY;
        };
    assertEquals(spoken, health.of(SITE, ip("2001:db8::1")), "the other family was not probed");
  }

  @Test
  void fixedMember_silentNever() {
    Member fixed = new Member.Fixed(ONE);
    assertEquals(Verdict.HEALTHY, silent("stale").of(fixed, ONE));
    assertEquals(Verdict.DOWN, Health.NONE.with(fixed, new Probed(ONE, true, 0)).of(fixed, ONE));
  }

  /** What a site that speaks, and a re-check that looks, make of its silence. */
  @ParameterizedTest
  @CsvSource({
    // before, event, after
    "no, spoke, ",
    "no, found stale, STALE",
    "no, found fresh, ",
    "stale, spoke, HEARD_SINCE",
    "stale, found stale, STALE",
    "stale, found fresh, ",
    "heard, spoke, HEARD_SINCE",
    "heard, found stale, STALE",
    "heard, found fresh, "
  })
  void silence_endsByWordAndReCheck(String before, String event, Silence after) {
    Health health = silent(before);
    Health then =
        switch (event) {
          case "spoke" -> health.heard(TOKYO);
          case "found stale" -> health.stale(TOKYO, true);
          default -> health.stale(TOKYO, false);
        };
    assertEquals(
        Optional.ofNullable(after).map(some -> Map.of(TOKYO, some)).orElse(Map.of()),
        then.silent());
    assertEquals(after == Silence.STALE, then.isStale(TOKYO));
    assertEquals(false, then.isStale(OSAKA));
  }

  @Test
  void nothingNew_theSame() {
    Health stale = silent("stale");
    assertSame(stale, stale.stale(TOKYO, true));
    assertSame(stale, stale.stale(OSAKA, false));
    assertSame(stale, stale.heard(OSAKA));
  }

  /** A member that always answered is left out, so a row holds only what is wrong. */
  @Test
  void memberThatAnswers_leftOut() {
    Health down = Health.NONE.with(SITE, new Probed(ONE, true, 0));
    assertEquals(Optional.of(new Probed(ONE, true, 0)), down.probed(SITE, Family.IPV4));
    assertEquals(Optional.empty(), down.probed(SITE, Family.IPV6));
    assertEquals(Health.NONE, down.with(SITE, Probed.fresh(TWO)));
    assertEquals(
        Optional.of(new Probed(ONE, false, 1)),
        down.with(SITE, new Probed(ONE, false, 1)).probed(SITE, Family.IPV4));
  }

  @Test
  void formerMembers_forgotten() {
    Member fixed = new Member.Fixed(TWO);
    Health all =
        Health.NONE
            .stale(TOKYO, true)
            .stale(OSAKA, true)
            .with(SITE, new Probed(ONE, true, 0))
            .with(SITE, new Probed(ip("2001:db8::1"), true, 1))
            .with(fixed, new Probed(TWO, true, 0));
    assertEquals(all, all.only(Set.of(SITE, new Member.OfSite(OSAKA), fixed)));
    assertEquals(
        Health.NONE
            .stale(TOKYO, true)
            .with(SITE, new Probed(ONE, true, 0))
            .with(SITE, new Probed(ip("2001:db8::1"), true, 1)),
        all.only(Set.of(SITE)));
    assertEquals(Health.NONE.with(fixed, new Probed(TWO, true, 0)), all.only(Set.of(fixed)));
    assertEquals(Health.NONE, silent("heard").only(Set.of()));
  }
}
