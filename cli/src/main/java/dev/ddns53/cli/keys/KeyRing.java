package dev.ddns53.cli.keys;

import dev.ddns53.core.Limits;
import dev.ddns53.core.fleet.KeyGeneration;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.terminal.CliException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** A site's live key generations, and how commands change them. */
public record KeyRing(Site site) {

  private static final int NONCE_OCTETS = 16;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Comparator<KeyGeneration> AGE = Comparator.comparing(KeyGeneration::issued);

  /** The generation that was issued last. */
  public Optional<KeyGeneration> newest() {
    return site.keys().stream().max(AGE);
  }

  /**
   * The site with one more generation, which becomes the newest. Its nonce is random: no key that
   * was revoked lives again, whatever the clock says.
   *
   * @param master the version of the master key that it derives from
   */
  public Site issue(Instant now, long master) {
    if (site.keys().size() >= Limits.LIVE_KEYS) {
      throw new CliException(
          "%s has %d live keys, which is the most. Revoke the one that is no longer used: ddns53 site revoke %s --older"
              .formatted(site.id(), Limits.LIVE_KEYS, site.id()));
    }
    Instant second = now.truncatedTo(ChronoUnit.SECONDS);
    Instant issued =
        newest()
            .map(last -> last.issued().plusSeconds(1))
            .filter(next -> next.isAfter(second))
            .orElse(second);
    List<KeyGeneration> keys = new ArrayList<>(site.keys());
    keys.add(new KeyGeneration(issued, master, nonce()));
    return site.with(keys);
  }

  private static String nonce() {
    byte[] octets = new byte[NONCE_OCTETS];
    RANDOM.nextBytes(octets);
    return HexFormat.of().formatHex(octets);
  }

  /** The site without its older generation; it must have two. */
  public Site revokeOlder() {
    if (site.keys().size() < Limits.LIVE_KEYS) {
      throw new CliException(
          "%s has no older key beside its newest. To revoke its only key: ddns53 site revoke %s"
              .formatted(site.id(), site.id()));
    }
    return site.with(List.of(newest().orElseThrow()));
  }

  /** The site without its only generation. */
  public Site revokeOnly() {
    return switch (site.keys().size()) {
      case 0 -> throw new CliException(site.id() + " has no key: there is nothing to revoke.");
      case 1 -> site.with(List.of());
      default ->
          throw new CliException(
              "%s has two live keys. Say which one: --older, or --generation with one of %s"
                  .formatted(site.id(), issued()));
    };
  }

  /** The site without the generation that was issued at this time. */
  public Site revoke(Instant issued) {
    List<KeyGeneration> rest =
        site.keys().stream().filter(key -> !key.issued().equals(issued)).toList();
    if (rest.size() == site.keys().size()) {
      throw new CliException(
          "%s has no key issued at %s. Its live keys were issued at: %s"
              .formatted(site.id(), issued, site.keys().isEmpty() ? "(none)" : issued()));
    }
    return site.with(rest);
  }

  /** When the live generations were issued. */
  public String issued() {
    return String.join(
        ", ", site.keys().stream().sorted(AGE).map(key -> key.issued().toString()).toList());
  }
}
