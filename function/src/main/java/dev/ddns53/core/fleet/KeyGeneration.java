package dev.ddns53.core.fleet;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A live key of a site. The key itself is derived, never stored.
 *
 * @param issued when an operator issued it, in whole seconds; it tells the generation from all
 *     others of the site, also after the site was removed and registered again
 * @param masterVersion the version of the master key's parameter that it derives from, from 1
 */
public record KeyGeneration(Instant issued, long masterVersion) {

  public KeyGeneration {
    if (!issued.truncatedTo(ChronoUnit.SECONDS).equals(issued) || masterVersion < 1) {
      throw new IllegalArgumentException("a generation has whole seconds and a version from 1");
    }
  }
}
