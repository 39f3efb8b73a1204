package dev.ddns53.model;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.fleet.FormerRegistration.Remains;
import dev.ddns53.core.fleet.Registration;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.notice.HistoryEntry;
import dev.ddns53.core.notice.Notice;
import dev.ddns53.core.port.State.Rows;
import dev.ddns53.core.record.Content;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.core.record.Report;
import dev.ddns53.core.record.SiteState;
import dev.ddns53.core.record.Stage;
import dev.ddns53.model.Chronicle.Told;
import dev.ddns53.model.Standing.Moment;
import dev.ddns53.model.Standing.Place;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges each write of rows: what is stored was said, what is told is true, and told once. */
final class Writings {

  private record Denial(Chronicle.Key key, Registration registration, String wanted) {}

  private final Chronicle chronicle;
  private final boolean healthy;
  private final Map<String, Plan.Send> bySignature = new HashMap<>();
  private final Map<SiteId, SiteState> newest = new HashMap<>();
  private final Set<String> stored = new HashSet<>();
  private final Set<String> notices = new HashSet<>();
  private final Set<List<Object>> entries = new HashSet<>();
  private final Set<Denial> denials = new HashSet<>();

  Writings(Chronicle chronicle, boolean healthy) {
    this.chronicle = chronicle;
    this.healthy = healthy;
  }

  void sent(String signature, Plan.Send send) {
    bySignature.put(signature, send);
  }

  boolean isStored(String signature) {
    return stored.contains(signature);
  }

  Optional<SiteState> newest(SiteId site) {
    return Optional.ofNullable(newest.get(site));
  }

  /** IAM's word on a name has changed: what is told of it is news. */
  void permitted(Fqdn name) {
    denials.removeIf(denial -> denial.key.name().equals(name));
  }

  void written(Simulation.Actor writer, Rows rows, List<NameState> before) {
    for (int i = 0; i < rows.names().size(); i++) {
      name(writer, rows, before.get(i), rows.names().get(i));
    }
    rows.sites().forEach(site -> heard(writer, site, rows.names()));
    rows.notices().forEach(notice -> told(writer, rows, before, notice));
    for (HistoryEntry entry : rows.history()) {
      if (!entries.add(List.of(entry.name(), entry.version(), entry.what()))) {
        chronicle.broken("kept twice: " + entry);
      }
    }
  }

  private void name(Simulation.Actor writer, Rows rows, NameState before, NameState row) {
    said(writer, rows, before, row);
    permitted(row);
    for (Family family : Family.values()) {
      wanted(writer, before, row, family);
    }
    chronicle.written(writer.key, before, row);
  }

  /** What is stored of a site was said by it, or went with a registration. */
  private void said(Simulation.Actor writer, Rows rows, NameState before, NameState row) {
    for (Family family : Family.values()) {
      Set<SiteId> sites = new HashSet<>(before.said(family).keySet());
      sites.addAll(row.said(family).keySet());
      for (SiteId site : sites) {
        Optional<IpAddress> was = Optional.ofNullable(before.said(family).get(site));
        Optional<IpAddress> is = Optional.ofNullable(row.said(family).get(site));
        boolean says =
            rows.sites().stream()
                .filter(each -> each.id().equals(site))
                .flatMap(each -> each.newest(family).stream())
                .anyMatch(report -> report.address().equals(is));
        boolean anew = is.isEmpty() && !row.registered().equals(before.registered());
        if (!was.equals(is) && !says && !(anew && mayBeForgotten(writer, row, before, site))) {
          chronicle.broken(
              row.name() + ": " + site + " said " + was + ", but " + is + " is stored");
        }
      }
    }
  }

  private boolean mayBeForgotten(
      Simulation.Actor writer, NameState row, NameState before, SiteId site) {
    return before.health().isStale(site)
        || chronicle.operators.between(writer.began, chronicle.now()).stream()
            .flatMap(version -> version.name(row.name()).stream())
            .anyMatch(name -> !name.isFedBy(site));
  }

  /** What is wanted follows from what was said, by some version of the registry. */
  private void wanted(Simulation.Actor writer, NameState before, NameState row, Family family) {
    Optional<RecordState> is = row.record(family);
    Optional<RecordState> was = before.record(family);
    boolean same = was.map(RecordState::wanted).equals(is.map(RecordState::wanted));
    if (is.isEmpty() || same || !row.registered().equals(before.registered())) {
      return;
    }
    boolean follows =
        chronicle.operators.between(writer.began, chronicle.now()).stream()
            .flatMap(version -> version.name(row.name()).stream())
            .anyMatch(name -> Elected.may(name, row, family, is.get().wanted(), healthy));
    if (!follows && !isWithdrawn(row, is.get())) {
      chronicle.broken(
          row.name() + " wants " + is.get().wanted().text() + ", but its sites said " + row.said());
    }
  }

  private boolean isWithdrawn(NameState row, RecordState record) {
    return record.wanted().equals(Content.NOTHING)
        && chronicle
            .ended(row.name(), row.registered())
            .filter(former -> former.remains() == Remains.WITHDRAW)
            .isPresent();
  }

  private void heard(Simulation.Actor writer, SiteState row, List<NameState> names) {
    for (Family family : Family.values()) {
      Optional<Report> before = newest(row.id()).flatMap(site -> site.newest(family));
      Optional<Report> after = row.newest(family);
      if (before.isPresent() && after.filter(a -> !a.at().isBefore(before.get().at())).isEmpty()) {
        chronicle.broken("an older report of " + row.id() + " is stored over " + before.get());
      }
      if (after.isPresent() && !after.equals(before)) {
        stored.add(after.get().signature());
        reached(writer, row.id(), family, after.get(), names);
      }
    }
    newest.put(row.id(), row);
  }

  /** A stored report has reached all names that it speaks of. */
  private void reached(
      Simulation.Actor writer, SiteId site, Family family, Report report, List<NameState> written) {
    Plan.Send send = Objects.requireNonNull(bySignature.get(report.signature()));
    for (Site fed : sites(writer, site)) {
      boolean all =
          fed.names().stream()
              .filter(name -> send.names().isEmpty() || send.names().get().contains(name))
              .allMatch(name -> says(name, site, family, report, written));
      if (all) {
        return;
      }
    }
    chronicle.broken(site + " says " + report + ", but not all its names have it");
  }

  private List<Site> sites(Simulation.Actor writer, SiteId site) {
    return chronicle.operators.between(writer.began, chronicle.now()).stream()
        .flatMap(version -> Optional.ofNullable(version.sites().get(site)).stream())
        .toList();
  }

  private boolean says(
      Fqdn name, SiteId site, Family family, Report report, List<NameState> written) {
    return written.stream()
        .filter(row -> row.name().equals(name))
        .findFirst()
        .or(() -> Optional.ofNullable(rows.get(name)))
        .map(row -> Optional.ofNullable(row.said(family).get(site)))
        .orElse(Optional.empty())
        .equals(report.address());
  }

  private final Map<Fqdn, NameState> rows = new HashMap<>();

  /** Keeps the rows as they stand. */
  void stand(List<NameState> written) {
    written.forEach(row -> rows.put(row.name(), row));
  }

  /** A notice was written. */
  private void told(Simulation.Actor writer, Rows written, List<NameState> all, Notice notice) {
    if (!notices.add(notice.id())) {
      chronicle.broken("told twice: " + notice);
    }
    Map<Fqdn, NameState> before = new HashMap<>();
    all.forEach(row -> before.put(row.name(), row));
    notice
        .name()
        .flatMap(
            name -> written.names().stream().filter(row -> row.name().equals(name)).findFirst())
        .ifPresent(
            row -> told(writer, Objects.requireNonNull(before.get(row.name())), row, notice));
  }

  private void told(Simulation.Actor writer, NameState before, NameState row, Notice notice) {
    for (Family family : Family.values()) {
      Chronicle.Key key = new Chronicle.Key(row.name(), family);
      String type = family.recordType();
      Optional<String> found = Optional.ofNullable(notice.facts().get("found-" + type));
      switch (notice.kind()) {
        case DRIFT_FOUND, RECORD_BLOCKED ->
            found.ifPresent(text -> found(writer, row, key, notice.kind(), text));
        case CHANGE_STUCK -> found.ifPresent(text -> stuck(writer, row, key, text));
        case RECORD_DENIED -> {
          if (type.equals(notice.facts().get("type"))) {
            denied(before, row, key, notice);
          }
        }
        default -> {}
      }
    }
  }

  /** What was denied has got through, or others' record came in the way: it may be told anew. */
  private void permitted(NameState row) {
    denials.removeIf(
        denial ->
            denial.key.name().equals(row.name())
                && row.record(denial.key.family())
                    .filter(
                        record -> record.isPublished() || record.stage() instanceof Stage.Blocked)
                    .isPresent());
  }

  /** The record that was not denied before is told of, once for each content. */
  private void denied(NameState before, NameState row, Chronicle.Key key, Notice notice) {
    Set<Registration> registrations = new HashSet<>(row.former().keySet());
    registrations.add(row.registered());
    boolean news = false;
    for (Registration each : registrations) {
      Optional<RecordState> record = Optional.ofNullable(row.remains(each).get(key.family()));
      boolean was = isDenied(before.remains(each).get(key.family()));
      if (record.filter(Writings::isDenied).isPresent() && !was) {
        news |= denials.add(new Denial(key, each, record.get().wanted().text()));
      }
    }
    if (!news) {
      chronicle.broken("told twice, with nothing new: " + notice);
    }
  }

  private static boolean isDenied(@Nullable RecordState record) {
    return record != null && record.stage() instanceof Stage.Denied;
  }

  /** What is told to stand instead of what was published stood there after that was written. */
  private void stuck(Simulation.Actor writer, NameState row, Chronicle.Key key, String text) {
    Instant since = chronicle.publishedSince(key);
    Instant from = since.isAfter(writer.began) ? since : writer.began;
    chronicle
        .zone(key.name(), row.registered())
        .map(zone -> new Place(zone, key.name(), key.family()))
        .map(place -> chronicle.standing.between(place, from, chronicle.now()))
        .filter(stood -> stood.stream().noneMatch(moment -> moment.text().equals(text)))
        .ifPresent(stood -> chronicle.broken(key + " is told to be stuck, but never held " + text));
  }

  /** What is told to stand somewhere does, others made it so, and it was not told before. */
  private void found(
      Simulation.Actor writer, NameState row, Chronicle.Key key, Notice.Kind kind, String text) {
    chronicle
        .zone(key.name(), row.registered())
        .map(zone -> new Place(zone, key.name(), key.family()))
        .ifPresent(place -> found(writer, row.registered(), place, kind, text));
  }

  private void found(
      Simulation.Actor writer,
      Registration registration,
      Place place,
      Notice.Kind kind,
      String text) {
    Chronicle.Key key = new Chronicle.Key(place.name(), place.family());
    boolean isTrue =
        chronicle.standing.between(place, writer.began, chronicle.now()).stream()
            .anyMatch(
                moment ->
                    RecordSet.described(moment.sets()).equals(text)
                        && chronicle.isOthers(place, moment));
    if (!isTrue) {
      chronicle.broken(kind + " is told of " + place + ", but others did not make that: " + text);
    }
    Moment now = chronicle.standing.now(place);
    boolean twice =
        chronicle.told(key).stream()
            .anyMatch(
                told ->
                    told.kind() == kind
                        && told.registration().equals(registration)
                        && told.found().equals(text)
                        && now.at().isBefore(told.at())
                        && !chronicle.isUnwantedSince(place, told.at()));
    if (twice) {
      chronicle.broken(kind + " is told twice of " + place + ", with nothing new: " + text);
    }
    chronicle.told(key, new Told(chronicle.now(), kind, registration, text));
  }
}
