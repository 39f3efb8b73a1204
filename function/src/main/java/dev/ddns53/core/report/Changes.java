package dev.ddns53.core.report;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.auth.Authentication.Reporter;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.notice.HistoryEntry;
import dev.ddns53.core.notice.Notice;
import dev.ddns53.core.port.State.NameRows;
import dev.ddns53.core.port.State.Rows;
import dev.ddns53.core.record.Content;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.Publication;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.core.record.Report;
import dev.ddns53.core.record.Reported;
import dev.ddns53.core.record.SiteState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What an accepted change writes: rows, each name's history, and the notice if the site moved. */
final class Changes {

  private static final String NONE = "none";

  private final Reporter caller;
  private final Reported reported;
  private final List<NameRows> before;
  private final Instant at;

  Changes(Reporter caller, Reported reported, List<NameRows> before, Instant at) {
    this.caller = caller;
    this.reported = reported;
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

  /** That the site is back, if it was stale, else that it has moved, if that may be told again. */
  private Optional<Notice> notice(SiteState site, List<NameState> names) {
    Optional<Instant> stale = caller.state().stale().filter(since -> caller.isHeard(reported));
    Notice plain =
        Notice.of(
                stale.isPresent() ? Notice.Kind.RECOVERED : Notice.Kind.ADDRESS_CHANGED,
                site.id() + "#" + caller.proof().at() + "#" + site.version(),
                at)
            .about(site.id());
    Notice notice = moves(stale.map(since -> with(plain, "silent-since", since)).orElse(plain));
    boolean told = stale.isPresent() || caller.state().moves().isDue(at);
    if (notice.equals(plain) || !told) {
      return Optional.empty();
    }
    int untold = caller.state().moves().untold();
    Notice counted = untold == 0 ? notice : notice.with("more-changes", Integer.toString(untold));
    return Optional.of(names.isEmpty() ? counted : counted.with("names", listed(names)));
  }

  private static Notice with(Notice notice, String fact, Instant time) {
    return notice.with(fact, time.toString());
  }

  private static String listed(List<NameState> names) {
    return names.stream().map(each -> each.name().value()).collect(Collectors.joining(","));
  }

  private Notice moves(Notice plain) {
    Notice notice = plain;
    for (Family family : reported.families()) {
      Optional<Report> old = caller.state().newest(family);
      if (reported.addresses().containsKey(family)) {
        notice =
            moved(
                notice,
                family.field(),
                old.flatMap(Report::addresses),
                Report.text(
                    reported.addresses().getOrDefault(family, Optional.empty()),
                    reported.more(family)));
      }
      if (family == Family.IPV6 && reported.prefix().isPresent()) {
        notice =
            moved(
                notice,
                "ipv6-prefix",
                old.flatMap(Report::prefix).map(Object::toString),
                reported.prefix().get().prefix().map(Object::toString));
      }
    }
    return notice;
  }

  private static Notice moved(
      Notice notice, String what, Optional<String> old, Optional<String> now) {
    if (old.equals(now)) {
      return notice;
    }
    Notice moved = notice.with(what, now.orElse(NONE));
    return old.map(text -> moved.with("old-" + what, text)).orElse(moved);
  }

  private HistoryEntry reported(NameState after) {
    HistoryEntry entry =
        HistoryEntry.of(after, HistoryEntry.What.REPORTED, at)
            .with("site", caller.site().id().value());
    for (Map.Entry<Family, Optional<IpAddress>> each : said(after).entrySet()) {
      Family family = each.getKey();
      entry =
          entry.with(
              family.field(), Report.text(each.getValue(), reported.more(family)).orElse(NONE));
      Optional<RecordState> record = after.record(family);
      if (record.filter(some -> some.made() == after.version()).isPresent()) {
        entry = published(entry, after, family, record.get().wanted());
      }
    }
    return entry;
  }

  private Map<Family, Optional<IpAddress>> said(NameState after) {
    SiteId site = caller.site().id();
    return before.stream()
        .flatMap(rows -> rows.name().stream())
        .filter(name -> name.fqdn().equals(after.name()))
        .findFirst()
        .<Map<Family, Optional<IpAddress>>>map(name -> new TreeMap<>(reported.of(name, site)))
        .orElseThrow();
  }

  private HistoryEntry published(
      HistoryEntry entry, NameState after, Family family, Content content) {
    String type = family.recordType();
    HistoryEntry with = entry.with(type, target(content));
    Optional<String> old =
        before.stream()
            .map(NameRows::state)
            .filter(state -> state.name().equals(after.name()))
            .flatMap(state -> state.record(family).stream())
            .map(record -> target(record.wanted()))
            .findFirst();
    return old.map(text -> with.with("old-" + type, text)).orElse(with);
  }

  private static String target(Content content) {
    return content instanceof Publication publication ? publication.target() : content.text();
  }
}
