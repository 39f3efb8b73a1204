package dev.ddns53.core.fleet;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * A live key of a site. The key itself is derived, never stored.
 *
 * @param issued when an operator issued it, in whole seconds; it tells the site's live generations
 *     apart
 * @param masterVersion the version of the master key's parameter that it derives from, from 1
 * @param nonce tells the generation from all others there ever were, whatever clocks say: 1 to 32
 *     lower-case hexadecimal digits; empty for one of before there were nonces
 */
public record KeyGeneration(Instant issued, long masterVersion, String nonce) {

  private static final Pattern NONCE = Pattern.compile("[0-9a-f]{0,32}");

  public KeyGeneration {
    if (!issued.truncatedTo(ChronoUnit.SECONDS).equals(issued)
        || masterVersion < 1
        || !isNonce(nonce)) {
      throw new IllegalArgumentException(
          "a generation has whole seconds, a version from 1, and a nonce");
    }
  }

  /** One of before there were nonces. */
  public KeyGeneration(Instant issued, long masterVersion) {
    this(issued, masterVersion, "");
  }

  static boolean isNonce(String text) {
    return NONCE.matcher(text).matches();
  }
}
