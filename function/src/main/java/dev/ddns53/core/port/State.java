package dev.ddns53.core.port;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.notice.HistoryEntry;
import dev.ddns53.core.notice.Notice;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.SiteState;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is registered and what is known, read together; and the one way to change what is known. */
public interface State {

  /**
   * A site as registered, empty when it is not, and its state. One read.
   *
   * @throws Unavailable when it cannot be read
   */
  SiteRows site(SiteId id);

  /**
   * Names as registered, empty where they are not, and their states, in the order asked. An entry
   * may be a moment old, but never older than the one that its row was written for. One read; one
   * more where a row belongs to another registration.
   *
   * @throws Unavailable when they cannot be read
   */
  List<NameRows> names(Collection<Fqdn> names);

  /**
   * The same names, and whose turn it is in a zone. One read.
   *
   * @throws Unavailable when they cannot be read
   */
  Reading names(Collection<Fqdn> names, ZoneId zone);

  /**
   * The states of sites, in the order asked, as they were a moment ago: what was written meanwhile
   * may be missing. Costs half of a {@link #site} each, and one call for 100.
   *
   * @throws Unavailable when they cannot be read
   */
  List<SiteState> recentSites(Collection<SiteId> ids);

  /**
   * The states of names, likewise.
   *
   * @throws Unavailable when they cannot be read
   */
  List<NameState> recentNames(Collection<Fqdn> names);

  /**
   * What happened to a name, newest first.
   *
   * @param most entries
   * @throws Unavailable when it cannot be read
   */
  List<HistoryEntry> history(Fqdn name, int most);

  /**
   * Replaces rows, all or none, each on condition that nobody else has written it since it was
   * read, and each notice on condition that nobody has written it yet. A single row that stands
   * there already, to the letter, counts as replaced: that is how a repeated request finds it.
   *
   * @return whether they were replaced; if not, at least one of them has changed, or somebody has
   *     told of that transition before
   * @throws Unavailable when nothing was written
   * @throws Unconfirmed when nobody knows
   */
  boolean replace(Rows rows);

  /** A site's rows. */
  record SiteRows(Optional<Site> site, SiteState state) {}

  /** A name's rows. */
  record NameRows(NameDocument registered, NameState state) {

    /** The name as it is registered; empty when it is not. */
    public Optional<Name> name() {
      return registered.name();
    }
  }

  /** Names' rows, and the rows of those who send to their zone. */
  record Reading(List<NameRows> names, Traffic.Rows traffic) {
    public Reading {
      names = List.copyOf(names);
    }
  }

  /**
   * Rows to be written. Each one's version follows that of the row that it replaces.
   *
   * @param sites the new rows of sites
   * @param names the new rows of names
   * @param notices what people are told of it
   * @param history what is kept of it
   */
  record Rows(
      List<SiteState> sites,
      List<NameState> names,
      List<Notice> notices,
      List<HistoryEntry> history) {
    public Rows {
      sites = List.copyOf(sites);
      names = List.copyOf(names);
      notices = List.copyOf(notices);
      history = List.copyOf(history);
    }

    public static Rows of(List<SiteState> sites, List<NameState> names) {
      return new Rows(sites, names, List.of(), List.of());
    }

    public static Rows of(SiteState site) {
      return of(List.of(site), List.of());
    }

    public static Rows of(NameState name) {
      return of(List.of(), List.of(name));
    }

    /** With notices and history besides those that are there. */
    public Rows telling(List<Notice> more, List<HistoryEntry> entries) {
      return new Rows(
          sites,
          names,
          Stream.concat(notices.stream(), more.stream()).toList(),
          Stream.concat(history.stream(), entries.stream()).toList());
    }
  }
}
