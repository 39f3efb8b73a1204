package dev.ddns53.core.port;

import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.NameState;
import dev.ddns53.core.model.Site;
import dev.ddns53.core.model.SiteId;
import dev.ddns53.core.model.SiteState;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What is registered and what is known, read together; and the one way to change what is known. */
public interface State {

  /**
   * A site as registered, empty when it is not, and its state. One read.
   *
   * @throws Unavailable when it cannot be read
   */
  SiteRows site(SiteId id);

  /**
   * Names as registered, empty where they are not, and their states, in the order asked. One read.
   *
   * @throws Unavailable when they cannot be read
   */
  List<NameRows> names(Collection<Fqdn> names);

  /**
   * Replaces rows, all or none, each on condition that nobody else has written it since it was
   * read.
   *
   * @return whether they were replaced; if not, at least one of them has changed
   * @throws Unavailable when nothing was written
   * @throws Unconfirmed when nobody knows
   */
  boolean replace(Rows rows);

  /** A site's rows. */
  record SiteRows(Optional<Site> site, SiteState state) {}

  /** A name's rows. */
  record NameRows(Optional<Name> name, NameState state) {}

  /**
   * Rows to be written. Each one's version follows that of the row that it replaces.
   *
   * @param sites the new rows of sites
   * @param names the new rows of names
   */
  record Rows(List<SiteState> sites, List<NameState> names) {
    public Rows {
      sites = List.copyOf(sites);
      names = List.copyOf(names);
    }

    public static Rows of(SiteState site) {
      return new Rows(List.of(site), List.of());
    }

    public static Rows of(NameState name) {
      return new Rows(List.of(), List.of(name));
    }
  }
}
