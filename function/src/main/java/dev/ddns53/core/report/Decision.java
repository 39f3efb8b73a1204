package dev.ddns53.core.report;

import dev.ddns53.core.Limits;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.auth.Authentication.Reporter;
import dev.ddns53.core.auth.Proof;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.port.State.NameRows;
import dev.ddns53.core.problem.Problem;
import dev.ddns53.core.record.Election;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.core.record.Registrations;
import dev.ddns53.core.record.Report;
import dev.ddns53.core.record.Reported;
import dev.ddns53.core.record.SiteState;
import dev.ddns53.core.record.SiteState.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a report that is in order ({@link ReportOrder}) means for what is stored.
 *
 * <pre>
 *  signed, against the newest     address and      decision
 *  report of that family          publications
 *  ─────────────────────────────  ───────────────  ─────────────────────────────────────────
 *  same second, same signature    unchanged        unchanged, and nothing is renewed
 *  later, or the first            unchanged        unchanged; last-seen renewed when it is old
 *  any                            changed          changed; or refused: too many changes
 * </pre>
 *
 * A name's row of another registration counts as changed: it starts anew.
 */
sealed interface Decision {

  record Refused(Problem problem) implements Decision {}

  /**
   * Nothing to store but, now and then, that the site was heard.
   *
   * @param renewed the site's row, if it must be written
   */
  record Unchanged(Optional<SiteState> renewed) implements Decision {}

  /** Rows to be written. */
  record Changed(SiteState site, List<NameState> names) implements Decision {
    public Changed {
      names = List.copyOf(names);
    }
  }

  static Decision of(
      Reporter caller,
      Reported reported,
      Collection<NameRows> names,
      Sighting sighting,
      Instant now) {
    SiteState before = caller.state();
    boolean replay = isReplay(caller, reported);
    Map<Family, Report> reports = reports(caller, reported);
    SiteState after =
        caller.isHeard(reported)
            ? before.heard(reports, seen(before, sighting, replay))
            : before.absent(reports);
    List<NameState> changed = changed(caller, reported, names, now);
    boolean moved = before.isNews(reported);
    if (!changed.isEmpty() || moved) {
      return wait(before, changed, now)
          .<Decision>map(wait -> new Refused(Problem.tooManyChanges(wait)))
          .orElseGet(
              () ->
                  new Changed(
                      after.changed(moved ? before.moves().after(now) : before.moves(), now),
                      changed));
    }
    boolean renew = !replay && caller.isHeard(reported) && isOld(caller, sighting);
    return new Unchanged(renew ? Optional.of(after) : Optional.empty());
  }

  /** How long the site must wait, if it changes too often, or a name may hold too many contents. */
  private static Optional<Duration> wait(
      SiteState site, Collection<NameState> changed, Instant now) {
    boolean full =
        changed.stream().flatMap(name -> name.records().values().stream()).anyMatch(Decision::full);
    return full
        ? Optional.of(Limits.SITE_CHANGE_EVERY)
        : Optional.of(site.waitForChange(now)).filter(Duration::isPositive);
  }

  private static boolean full(RecordState record) {
    return record.candidates().size() > Limits.CANDIDATES;
  }

  private static boolean isReplay(Reporter caller, Reported reported) {
    return reported.families().stream()
        .allMatch(family -> caller.state().newest(family).stream().anyMatch(caller.proof()::isOf));
  }

  private static Map<Family, Report> reports(Reporter caller, Reported reported) {
    Proof proof = caller.proof();
    Map<Family, Report> reports = new EnumMap<>(Family.class);
    for (Family family : reported.families()) {
      Optional<Report> before = caller.state().newest(family);
      reports.put(family, reported.report(family, before, proof.at(), proof.signature()));
    }
    return reports;
  }

  private static Sighting seen(SiteState before, Sighting sighting, boolean replay) {
    return replay ? before.seen().orElse(sighting) : sighting;
  }

  private static List<NameState> changed(
      Reporter caller, Reported reported, Collection<NameRows> names, Instant now) {
    return names.stream()
        .map(rows -> after(caller, reported, rows, now))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<NameState> after(
      Reporter caller, Reported reported, NameRows rows, Instant now) {
    NameState next = rows.state().next();
    Name name = rows.name().orElseThrow();
    SiteId site = caller.site().id();
    NameState after =
        Election.after(
            Registrations.current(next, rows.registered(), now), name, site, reported, now);
    return after.equals(next) ? Optional.empty() : Optional.of(after);
  }

  private static boolean isOld(Reporter caller, Sighting sighting) {
    Duration interval = caller.site().refreshInterval();
    return caller
        .state()
        .seen()
        .filter(seen -> seen.at().plus(interval).isAfter(sighting.at()))
        .isEmpty();
  }
}
