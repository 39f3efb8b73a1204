package dev.ddns53.core.report;

import dev.ddns53.core.auth.Authentication.Authenticated;
import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.HistoryEntry;
import dev.ddns53.core.model.IpAddress;
import dev.ddns53.core.model.NameState;
import dev.ddns53.core.model.Notice;
import dev.ddns53.core.model.Publication;
import dev.ddns53.core.model.RecordState;
import dev.ddns53.core.model.Report;
import dev.ddns53.core.model.SiteState;
import dev.ddns53.core.port.State.NameRows;
import dev.ddns53.core.port.State.Rows;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What an accepted change writes: rows, each name's history, and the notice if the site moved. */
final class Changes {

  private final Authenticated caller;
  private final Map<Family, IpAddress> addresses;
  private final List<NameRows> before;
  private final Instant at;

  Changes(
      Authenticated caller, Map<Family, IpAddress> addresses, List<NameRows> before, Instant at) {
    this.caller = caller;
    this.addresses = new TreeMap<>(addresses);
    this.before = List.copyOf(before);
    this.at = at;
  }

  /** What is written when nothing but the site's own row changes. */
  Rows renewed(SiteState site) {
    return rows(site, List.of());
  }

  Rows rows(SiteState site, List<NameState> names) {
    return Rows.of(List.of(site), names)
        .telling(
            notice(site, names).stream().toList(), names.stream().map(this::reported).toList());
  }

  /** That the site is back, if it was stale, else that it has moved, if it has. */
  private Optional<Notice> notice(SiteState site, List<NameState> names) {
    Optional<Instant> stale = caller.state().stale();
    Notice plain =
        Notice.of(
                stale.isPresent() ? Notice.Kind.RECOVERED : Notice.Kind.ADDRESS_CHANGED,
                site.id() + "#" + caller.signed() + "#" + site.version(),
                at)
            .about(site.id());
    Notice notice = stale.map(since -> plain.with("silent-since", since.toString())).orElse(plain);
    for (IpAddress address : addresses.values()) {
      Optional<String> old = old(address.family());
      if (!old.equals(Optional.of(address.toString()))) {
        notice = notice.with(address.family().field(), address.toString());
        if (old.isPresent()) {
          notice = notice.with("old-" + address.family().field(), old.get());
        }
      }
    }
    return notice.equals(plain)
        ? Optional.empty()
        : Optional.of(
            names.isEmpty()
                ? notice
                : notice.with(
                    "names",
                    names.stream()
                        .map(each -> each.name().value())
                        .collect(Collectors.joining(","))));
  }

  private Optional<String> old(Family family) {
    return caller.state().newest(family).map(Report::address).map(IpAddress::toString);
  }

  private HistoryEntry reported(NameState after) {
    HistoryEntry entry =
        HistoryEntry.of(after, HistoryEntry.What.REPORTED, at)
            .with("site", caller.site().id().value());
    for (IpAddress address : addresses.values()) {
      entry = entry.with(address.family().field(), address.toString());
      Optional<RecordState> record = after.record(address.family());
      if (record.filter(each -> each.version() == after.version()).isPresent()) {
        entry = published(entry, after, record.get().publication());
      }
    }
    return entry;
  }

  private HistoryEntry published(HistoryEntry entry, NameState after, Publication publication) {
    String type = publication.family().recordType();
    HistoryEntry with = entry.with(type, publication.target());
    Optional<String> old =
        before.stream()
            .map(NameRows::state)
            .filter(state -> state.name().equals(after.name()))
            .flatMap(state -> state.record(publication.family()).stream())
            .map(record -> record.publication().target())
            .findFirst();
    return old.map(text -> with.with("old-" + type, text)).orElse(with);
  }
}
