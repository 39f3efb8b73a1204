package dev.ddns53.core.auth;

import dev.ddns53.core.Limits;
import dev.ddns53.core.auth.SiteKeys.Purpose;
import dev.ddns53.core.fleet.KeyGeneration;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.port.State.SiteRows;
import java.util.ArrayList;
import java.util.List;

/**
 * A site's live secrets for one purpose, filled up with decoys: as many for each site, known or
 * not, so that an unknown one costs the same work.
 */
final class LiveSecrets {

  private final Source source;

  LiveSecrets(Source source) {
    this.source = source;
  }

  /** Where secrets come from. */
  interface Source {
    String live(SiteId site, KeyGeneration generation);

    String decoy(SiteId site);
  }

  /** Derived from the master key. */
  record Derived(SiteKeys keys, Purpose purpose) implements Source {
    @Override
    public String live(SiteId site, KeyGeneration generation) {
      return keys.derive(site, generation, purpose);
    }

    @Override
    public String decoy(SiteId site) {
      return keys.decoy(site);
    }
  }

  List<String> of(SiteRows rows) {
    SiteId id = rows.state().id();
    List<String> all = new ArrayList<>();
    for (KeyGeneration generation : rows.site().map(Site::keys).orElse(List.of())) {
      all.add(source.live(id, generation));
    }
    while (all.size() < Limits.LIVE_KEYS) {
      all.add(source.decoy(id));
    }
    return all;
  }
}
