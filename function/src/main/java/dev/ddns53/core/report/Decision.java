package dev.ddns53.core.report;

import dev.ddns53.core.auth.Authentication.Authenticated;
import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.IpAddress;
import dev.ddns53.core.model.NameState;
import dev.ddns53.core.model.Problem;
import dev.ddns53.core.model.Report;
import dev.ddns53.core.model.SiteState;
import dev.ddns53.core.model.SiteState.Sighting;
import dev.ddns53.core.port.State.NameRows;
import dev.ddns53.core.publish.Publications;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a report means for what is stored.
 *
 * <pre>
 *  signed, against the newest     address and      decision
 *  report of that family          publications
 *  ─────────────────────────────  ───────────────  ─────────────────────────────────────────
 *  earlier                        any              refused: outdated
 *  same second, other signature   any              refused: same second
 *  same second, same signature    unchanged        unchanged, and nothing is renewed
 *  later, or the first            unchanged        unchanged; last-seen renewed when it is old
 *  any that is not refused        changed          changed
 * </pre>
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
      Authenticated caller,
      Map<Family, IpAddress> addresses,
      Collection<NameRows> names,
      Sighting sighting,
      Instant now) {
    Optional<Problem> problem = outOfOrder(caller, addresses);
    if (problem.isPresent()) {
      return new Refused(problem.get());
    }
    SiteState before = caller.state();
    boolean replay = isReplay(caller, addresses);
    SiteState after = before.heard(reports(caller, addresses), seen(before, sighting, replay));
    List<NameState> changed = changed(caller, addresses, names, now);
    if (!changed.isEmpty() || moved(before, addresses)) {
      return new Changed(after, changed);
    }
    boolean renew = !replay && isOld(caller, sighting);
    return new Unchanged(renew ? Optional.of(after) : Optional.empty());
  }

  private static Optional<Problem> outOfOrder(
      Authenticated caller, Map<Family, IpAddress> addresses) {
    for (Family family : addresses.keySet()) {
      Optional<Report> newest = caller.state().newest(family);
      if (newest.isEmpty()) {
        continue;
      }
      if (caller.signed().isBefore(newest.get().at())) {
        return Optional.of(Problem.outdated(caller.signed(), newest.get().at()));
      }
      if (caller.signed().equals(newest.get().at())
          && !caller.signature().equals(newest.get().signature())) {
        return Optional.of(Problem.sameSecond());
      }
    }
    return Optional.empty();
  }

  private static boolean isReplay(Authenticated caller, Map<Family, IpAddress> addresses) {
    return addresses.keySet().stream()
        .allMatch(
            family ->
                caller.state().newest(family).map(Report::signature).stream()
                    .anyMatch(caller.signature()::equals));
  }

  private static Map<Family, Report> reports(
      Authenticated caller, Map<Family, IpAddress> addresses) {
    Map<Family, Report> reports = new EnumMap<>(Family.class);
    addresses.forEach(
        (family, address) ->
            reports.put(family, new Report(address, caller.signed(), caller.signature())));
    return reports;
  }

  private static Sighting seen(SiteState before, Sighting sighting, boolean replay) {
    return replay ? before.seen().orElse(sighting) : sighting;
  }

  private static List<NameState> changed(
      Authenticated caller,
      Map<Family, IpAddress> addresses,
      Collection<NameRows> names,
      Instant now) {
    return names.stream()
        .map(rows -> after(caller, addresses, rows, now))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<NameState> after(
      Authenticated caller, Map<Family, IpAddress> addresses, NameRows rows, Instant now) {
    NameState after =
        Publications.after(
            rows.state(), rows.name().orElseThrow(), caller.site().id(), addresses.values(), now);
    return after.equals(rows.state()) ? Optional.empty() : Optional.of(after);
  }

  private static boolean moved(SiteState before, Map<Family, IpAddress> addresses) {
    return addresses.entrySet().stream()
        .anyMatch(
            claim ->
                before
                    .newest(claim.getKey())
                    .filter(report -> report.address().equals(claim.getValue()))
                    .isEmpty());
  }

  private static boolean isOld(Authenticated caller, Sighting sighting) {
    Duration interval = caller.site().refreshInterval();
    return caller
        .state()
        .seen()
        .filter(seen -> seen.at().plus(interval).isAfter(sighting.at()))
        .isEmpty();
  }
}
