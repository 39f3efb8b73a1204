package dev.ddns53.core.recheck;

import dev.ddns53.core.model.Deviation;
import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.HistoryEntry;
import dev.ddns53.core.model.HistoryEntry.What;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.Name.OnDrift;
import dev.ddns53.core.model.NameState;
import dev.ddns53.core.model.Notice;
import dev.ddns53.core.model.Notice.Kind;
import dev.ddns53.core.model.RecordState;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What follows for a name from what Route 53 holds.
 *
 * <pre>
 *  finding          told before   alert                  repair
 *  ───────────────  ────────────  ─────────────────────  ────────────────────────────────
 *  Unknown          any           nothing                nothing
 *  InSync           no            nothing                nothing
 *  InSync           yes           drift-cleared          drift-cleared
 *  Differs,Missing  no            drift-found            drift-found, and written again
 *  Differs,Missing  the same      nothing                written again
 *  Differs,Missing  another       drift-found            drift-found, and written again
 * </pre>
 *
 * What an UPSERT cannot replace (a CNAME, a routing policy) is first told, then replaced, then due:
 * until then it counts as told.
 */
final class DriftStep {

  private final Name name;
  private final NameState before;
  private final Map<Family, Finding> findings;
  private final Set<Family> blocked;
  private final Instant now;

  /**
   * A step from these findings.
   *
   * @param blocked families whose record set cannot be written while what was found stands there
   */
  DriftStep(
      Name name,
      NameState before,
      Map<Family, Finding> findings,
      Set<Family> blocked,
      Instant now) {
    this.name = name;
    this.before = before;
    this.findings = Map.copyOf(findings);
    this.blocked = Set.copyOf(blocked);
    this.now = now;
  }

  Optional<Step> step() {
    Map<Family, Deviation> told = new EnumMap<>(Family.class);
    told.putAll(before.deviations());
    Set<Family> news = new HashSet<>();
    Set<Family> cleared = new HashSet<>();
    Set<Family> again = new HashSet<>();
    findings.forEach(
        (family, finding) -> {
          if (finding instanceof Finding.InSync && told.remove(family) != null) {
            cleared.add(family);
          }
          finding
              .deviation()
              .ifPresent(
                  found -> {
                    if (!isTold(family, found)) {
                      news.add(family);
                      told.put(family, new Deviation(found, now));
                    }
                    if (name.onDrift() == OnDrift.REPAIR && !blocked.contains(family)) {
                      told.remove(family);
                      again.add(family);
                    }
                  });
        });
    if (news.isEmpty() && cleared.isEmpty() && again.isEmpty()) {
      return Optional.empty();
    }
    NameState after =
        (again.isEmpty() ? before.touched() : before.dueAgain(again, now)).deviating(told);
    return Optional.of(told(after, news, cleared));
  }

  private boolean isTold(Family family, String found) {
    return Optional.ofNullable(before.deviations().get(family))
        .filter(deviation -> deviation.found().equals(found))
        .isPresent();
  }

  private Step told(NameState after, Set<Family> news, Set<Family> cleared) {
    if (news.isEmpty() && cleared.isEmpty()) {
      return Step.quiet(after);
    }
    Kind kind = news.isEmpty() ? Kind.DRIFT_CLEARED : Kind.DRIFT_FOUND;
    What what = news.isEmpty() ? What.DRIFT_CLEARED : What.DRIFT_FOUND;
    Facts facts = new Facts();
    for (Family family : Family.values()) {
      Finding finding = findings.get(family);
      if (news.contains(family) && finding != null) {
        expected(facts, family);
        facts.put("found-" + family.recordType(), finding.deviation().orElse(""));
      } else if (news.isEmpty() && cleared.contains(family)) {
        expected(facts, family);
        facts.put(
            "since",
            Optional.ofNullable(before.deviations().get(family))
                .map(d -> d.since().toString())
                .orElse(""));
      }
    }
    if (!news.isEmpty()) {
      facts.put("action", name.onDrift() == OnDrift.REPAIR ? "repair" : "alert");
    }
    Notice notice = Notice.of(kind, name.fqdn() + "#" + after.version(), now).about(name.fqdn());
    return new Step(
        after,
        List.of(facts.addTo(notice)),
        List.of(facts.addTo(HistoryEntry.of(after, what, now))));
  }

  private void expected(Facts facts, Family family) {
    facts.put(family.recordType(), before.record(family).map(RecordState::publication));
  }
}
