package dev.ddns53.cli.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.fleet.Allow;
import dev.ddns53.core.fleet.KeyGeneration;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.terminal.CliException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class KeyRingTest {

  private static final Instant T = Instant.parse("2026-11-23T20:20:46Z");
  private static final KeyGeneration OLD = new KeyGeneration(T.minusSeconds(100), 1);
  private static final KeyGeneration NEW = new KeyGeneration(T, 2);

  private static KeyRing ring(KeyGeneration... keys) {
    return new KeyRing(
        new Site(
            new SiteId("tokyo"),
            Duration.ofHours(2),
            Allow.DEFAULT,
            List.of(new Fqdn("vpn.example.com")),
            List.of(),
            List.of(keys)));
  }

  private static void assertRefused(String fault, Runnable command) {
    CliException e = assertThrows(CliException.class, command::run);
    assertTrue(String.valueOf(e.getMessage()).contains(fault), e::getMessage);
  }

  @Test
  void newest_byTimeOfIssue() {
    assertEquals(Optional.empty(), ring().newest());
    assertEquals(Optional.of(NEW), ring(OLD, NEW).newest());
    assertEquals(Optional.of(NEW), ring(NEW, OLD).newest());
    assertEquals("2026-11-23T20:19:06Z, 2026-11-23T20:20:46Z", ring(NEW, OLD).issued());
  }

  @Test
  void issue_atTheWholeSecondAndNothingElseChanges() {
    Site after = ring().issue(T.plusMillis(999), 3);
    assertEquals(List.of(new KeyGeneration(T, 3)), after.keys());
    assertEquals(ring(new KeyGeneration(T, 3)).site(), after);
  }

  @Test
  void issue_beside() {
    assertEquals(List.of(OLD, NEW), ring(OLD).issue(T, 2).keys());
  }

  /** Two keys of one second would be the same key, and a clock that went back must not matter. */
  @Test
  void issue_laterThanTheNewestWhateverTheClock() {
    for (Instant now : Stream.of(T, T.plusMillis(1), T.minusSeconds(3_600)).toList()) {
      Site after = ring(NEW).issue(now, 2);
      assertEquals(T.plusSeconds(1), new KeyRing(after).newest().orElseThrow().issued());
    }
    assertEquals(
        T.plusSeconds(1),
        new KeyRing(ring(NEW).issue(T.plusSeconds(1), 2)).newest().orElseThrow().issued());
  }

  @Test
  void third_refused() {
    assertRefused("ddns53 site revoke tokyo --older", () -> ring(OLD, NEW).issue(T, 1));
  }

  @Test
  void revoke_older() {
    assertEquals(List.of(NEW), ring(OLD, NEW).revokeOlder().keys());
    assertEquals(List.of(NEW), ring(NEW, OLD).revokeOlder().keys());
    assertRefused("no older key", () -> ring(OLD).revokeOlder());
    assertRefused("no older key", () -> ring().revokeOlder());
  }

  @Test
  void revoke_only() {
    assertEquals(List.of(), ring(OLD).revokeOnly().keys());
    assertRefused("nothing to revoke", () -> ring().revokeOnly());
    assertRefused("Say which one", () -> ring(OLD, NEW).revokeOnly());
  }

  @Test
  void revoke_byTime() {
    assertEquals(List.of(OLD), ring(OLD, NEW).revoke(T).keys());
    assertEquals(List.of(), ring(NEW).revoke(T).keys());
    assertRefused("2026-11-23T20:19:06Z", () -> ring(OLD).revoke(T));
    assertRefused("(none)", () -> ring().revoke(T));
  }
}
