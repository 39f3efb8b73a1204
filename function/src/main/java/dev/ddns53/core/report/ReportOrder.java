package dev.ddns53.core.report;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.auth.Authentication.Reporter;
import dev.ddns53.core.problem.Problem;
import dev.ddns53.core.record.Report;
import dev.ddns53.core.record.Reported;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A report's place among those of its site, which the site's row alone tells.
 *
 * <pre>
 *  signed, against the newest     address  refused as
 *  report of that family
 *  ─────────────────────────────  ───────  ───────────
 *  earlier                        any      outdated
 *  same second, other signature   any      same second
 *  same second, same signature    another  same second
 *  same second, same signature    same     –
 *  later, or the first            any      –
 * </pre>
 *
 * A router's token does not sign a time: its report holds since it arrived, and of one second the
 * last to be stored is the newest.
 */
final class ReportOrder {

  private ReportOrder() {}

  /**
   * Why a report is refused; empty when it is in order.
   *
   * @param judged families by whose newest report it is judged: those that it reports, or all,
   *     where the same octets would report another family from another place
   */
  static Optional<Problem> refusal(
      Reporter caller, Reported reported, Set<Family> judged, Instant now) {
    for (Family family : judged.stream().sorted().toList()) {
      Optional<Report> newest = caller.state().newest(family);
      if (newest.isEmpty()) {
        continue;
      }
      Report accepted = newest.get();
      if (caller.proof().at().isBefore(accepted.at())) {
        return Optional.of(Problem.outdated(caller.proof().at(), accepted.at(), now));
      }
      if (caller.proof().at().equals(accepted.at())
          && isOther(caller, reported, family, accepted)) {
        return Optional.of(Problem.sameSecond(accepted.at(), now));
      }
    }
    return Optional.empty();
  }

  /**
   * Whether a request of the same second is not the accepted one again: another one of this family,
   * or the same octets, which now report another address.
   */
  private static boolean isOther(
      Reporter caller, Reported reported, Family family, Report accepted) {
    return caller.proof().isOf(accepted)
        ? !reported.families().contains(family) || !reported.isSame(family, accepted)
        : caller.proof().tellsOrder() && reported.families().contains(family);
  }
}
