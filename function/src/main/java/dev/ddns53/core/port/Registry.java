package dev.ddns53.core.port;

import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.Site;
import dev.ddns53.core.model.SiteId;
import java.util.List;
import java.util.Optional;

/** The registered sites and names, as operators read and write them. The function only reads. */
public interface Registry {

  /** How many changes one write takes: DynamoDB's limit for a transaction. */
  int CHANGES_PER_WRITE = 100;

  /**
   * All that is registered.
   *
   * @throws Unavailable when it cannot be read
   */
  Fleet read();

  /**
   * Changes rows, all or none, each on condition that it still is as it was before.
   *
   * @param changes at most {@link #CHANGES_PER_WRITE}
   * @return whether they were changed; if not, somebody else has changed one of them
   * @throws Unavailable when nothing was written
   * @throws Unconfirmed when nobody knows
   */
  boolean write(List<Change> changes);

  /** All sites and names. */
  record Fleet(List<Site> sites, List<Name> names) {
    public Fleet {
      sites = List.copyOf(sites);
      names = List.copyOf(names);
    }

    public Optional<Site> site(SiteId id) {
      return sites.stream().filter(site -> site.id().equals(id)).findFirst();
    }

    public Optional<Name> name(Fqdn fqdn) {
      return names.stream().filter(name -> name.fqdn().equals(fqdn)).findFirst();
    }
  }

  /** One row's change; empty where there is no row before or after. */
  sealed interface Change {

    record OfSite(SiteId id, Optional<Site> before, Optional<Site> after) implements Change {}

    record OfName(Fqdn name, Optional<Name> before, Optional<Name> after) implements Change {}
  }
}
