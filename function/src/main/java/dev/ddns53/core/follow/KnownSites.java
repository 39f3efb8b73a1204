package dev.ddns53.core.follow;

import dev.ddns53.core.Limits;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.port.Registry;
import dev.ddns53.core.port.Time;
import java.time.Instant;
import java.util.List;

/** The sites that are instances, remembered for a while: to find them, all rows must be read. */
final class KnownSites {

  private final Registry registry;
  private final Time time;
  private List<Site> sites = List.of();
  private Instant read = Instant.MIN;

  KnownSites(Registry registry, Time time) {
    this.registry = registry;
    this.time = time;
  }

  synchronized List<Site> sites() {
    Instant now = time.now();
    if (read.isAfter(now) || read.isBefore(now.minus(Limits.SELECTORS_KEPT))) {
      sites = registry.instanceSites();
      read = now;
    }
    return sites;
  }
}
