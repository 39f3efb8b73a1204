package dev.ddns53.core.port;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteId;
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
   * The sites that are EC2 instances.
   *
   * @throws Unavailable when they cannot be read
   */
  default List<Site> instanceSites() {
    return read().sites().stream().filter(site -> site.instance().isPresent()).toList();
  }

  /**
   * Changes rows, all or none, each on condition that it still is as it was before.
   *
   * @param changes at most {@link #CHANGES_PER_WRITE}
   * @return whether they were changed; if not, somebody else has changed one of them
   * @throws Unavailable when nothing was written
   * @throws Unconfirmed when nobody knows
   */
  boolean write(List<Change> changes);

  /** All sites and names, those that were removed among them while something is left to do. */
  record Fleet(List<Site> sites, List<NameDocument> documents) {
    public Fleet {
      sites = List.copyOf(sites);
      documents = List.copyOf(documents);
    }

    /** The names that are registered. */
    public List<Name> names() {
      return documents.stream().flatMap(document -> document.name().stream()).toList();
    }

    public Optional<NameDocument> document(Fqdn fqdn) {
      return documents.stream().filter(document -> document.fqdn().equals(fqdn)).findFirst();
    }

    public Optional<Site> site(SiteId id) {
      return sites.stream().filter(site -> site.id().equals(id)).findFirst();
    }

    public Optional<Name> name(Fqdn fqdn) {
      return document(fqdn).flatMap(NameDocument::name);
    }
  }

  /** One row's change; empty where there is no row before or after. */
  sealed interface Change {

    record OfSite(SiteId id, Optional<Site> before, Optional<Site> after) implements Change {}

    record OfName(Fqdn name, Optional<NameDocument> before, Optional<NameDocument> after)
        implements Change {}
  }
}
