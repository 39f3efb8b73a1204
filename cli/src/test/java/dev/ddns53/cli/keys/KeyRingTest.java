package dev.ddns53.cli.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.auth.SiteKeys;
import dev.ddns53.core.fleet.Allow;
import dev.ddns53.core.fleet.KeyGeneration;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteEntry;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.port.MasterKey;
import dev.ddns53.core.port.MasterKeys;
import dev.ddns53.terminal.CliException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyRingTest {

  private static final Instant T = Instant.parse("2026-11-23T20:20:46Z");
  private static final KeyGeneration OLD = new KeyGeneration(T.minusSeconds(100), 1);
  private static final KeyGeneration NEW = new KeyGeneration(T, 2);

  private static KeyRing ring(KeyGeneration... keys) {
    return new KeyRing(
        new Site(
            new SiteId("tokyo"),
            new SiteEntry(Duration.ofHours(2), Allow.DEFAULT, false),
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
    KeyGeneration issued = after.keys().getFirst();
    assertEquals(new KeyGeneration(T, 3, issued.nonce()), issued);
    assertEquals(ring(issued).site(), after);
  }

  @Test
  void issue_beside() {
    List<KeyGeneration> keys = ring(OLD).issue(T, 2).keys();
    assertEquals(List.of(OLD, new KeyGeneration(T, 2, keys.getLast().nonce())), keys);
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

  /** Two keys of one second are revoked; whenever another is issued, neither lives again. */
  @ParameterizedTest
  @ValueSource(longs = {-3_600_000, 0, 400, 1_000, 1_200, 2_000})
  void issuedAfterRevocation_noKeyLivesAgain(long millisLater) {
    SiteKeys derive = new SiteKeys(new FixedMaster());
    Site two = new KeyRing(ring().issue(T, 1)).issue(T.plusMillis(300), 1);
    Set<String> revoked = keys(derive, two);
    assertEquals(2, revoked.size());
    Site none = new KeyRing(new KeyRing(two).revokeOlder()).revokeOnly();
    Site another = new KeyRing(none).issue(T.plusMillis(millisLater), 1);
    assertTrue(Collections.disjoint(revoked, keys(derive, another)));
  }

  /** A site that was removed and registered again has no row that remembers. */
  @Test
  void issuedForASiteThatCameBack_noKeyLivesAgain() {
    SiteKeys derive = new SiteKeys(new FixedMaster());
    Set<String> before = keys(derive, ring().issue(T, 1));
    assertTrue(Collections.disjoint(before, keys(derive, ring().issue(T, 1))));
  }

  private static Set<String> keys(SiteKeys derive, Site site) {
    return site.keys().stream()
        .map(key -> derive.derive(site.id(), key, SiteKeys.Purpose.SIGN))
        .collect(Collectors.toSet());
  }

  private record FixedMaster() implements MasterKeys {
    @Override
    public MasterKey latest() {
      return version(1);
    }

    @Override
    public MasterKey version(long number) {
      return new MasterKey(number, new byte[MasterKey.OCTETS]);
    }
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
