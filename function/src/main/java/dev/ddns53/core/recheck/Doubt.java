package dev.ddns53.core.recheck;

import dev.ddns53.core.model.ChangeId;
import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.HistoryEntry;
import dev.ddns53.core.model.HistoryEntry.What;
import dev.ddns53.core.model.Limits;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.NameState;
import dev.ddns53.core.model.Notice;
import dev.ddns53.core.model.Notice.Kind;
import dev.ddns53.core.model.RecordState;
import dev.ddns53.core.port.Records.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a change that Route 53 took may not have got through.
 *
 * <pre>
 *  finding          submitted         asked for            it is        follows
 *  ───────────────  ────────────────  ───────────────────  ───────────  ─────────────────
 *  InSync           5 to 30 min ago   2 changes a run      PENDING      submitted again
 *  InSync           5 to 30 min ago   2 changes a run      INSYNC       nothing
 *  Differs,Missing  within an hour    20 changes a run     PENDING      submitted again if
 *                                                                       older than 5 min
 *  Differs,Missing  within an hour    20 changes a run     unknown      submitted again
 *  Differs,Missing  within an hour    20 changes a run     INSYNC       drift
 *  any              before that       no                   –            as the finding says
 * </pre>
 *
 * A change that all servers have and that the list does not show was undone by somebody: drift.
 */
final class Doubt {

  private Doubt() {}

  /** The change to ask Route 53 about, if that is worth it. */
  static Optional<ChangeId> about(RecordState record, Finding finding, Instant now) {
    return record.changeId().filter(change -> isDoubtful(change, finding, now));
  }

  private static boolean isDoubtful(ChangeId change, Finding finding, Instant now) {
    Duration age = change.submitted().map(at -> Duration.between(at, now)).orElse(Duration.ZERO);
    return switch (finding) {
      case Finding.InSync() -> isStuckAge(age) && age.compareTo(Limits.CHANGE_FOLLOWED) <= 0;
      case Finding.Missing() -> isRecent(change, age);
      case Finding.Differs(String found) -> isRecent(change, age);
      case Finding.Unknown(String why) -> false;
    };
  }

  private static boolean isRecent(ChangeId change, Duration age) {
    return change.submitted().isPresent() && age.compareTo(Limits.CHANGE_DOUBTED) <= 0;
  }

  private static boolean isStuckAge(Duration age) {
    return age.compareTo(Limits.CHANGE_PENDING) >= 0;
  }

  /** Whether a change must be submitted again. */
  static boolean isStuck(ChangeId change, Progress progress, Finding finding, Instant now) {
    Duration age = change.submitted().map(at -> Duration.between(at, now)).orElse(Duration.ZERO);
    return switch (progress) {
      case INSYNC -> false;
      case PENDING -> isStuckAge(age);
      case NONE -> finding.deviation().isPresent();
    };
  }

  /** Makes the record sets of these families due again, and tells. */
  static Step step(
      Name name, NameState before, Set<Family> stuck, Map<Family, Progress> progress, Instant now) {
    NameState after = before.dueAgain(stuck, now);
    Facts facts = new Facts();
    for (Family family : Family.values()) {
      Optional<RecordState> record = before.record(family).filter(each -> stuck.contains(family));
      if (record.isEmpty()) {
        continue;
      }
      facts.put(family.recordType(), Optional.of(record.get().publication()));
      facts.put(
          "progress-" + family.recordType(),
          progress.get(family) == Progress.NONE ? "unknown to Route 53" : "pending");
      facts.put(
          "change-" + family.recordType(), record.get().changeId().map(ChangeId::value).orElse(""));
      facts.put(
          "submitted-" + family.recordType(),
          record.get().changeId().flatMap(ChangeId::submitted).map(Instant::toString).orElse(""));
    }
    Notice notice =
        Notice.of(Kind.CHANGE_STUCK, name.fqdn() + "#" + after.version(), now).about(name.fqdn());
    return new Step(
        after,
        List.of(facts.addTo(notice)),
        List.of(facts.addTo(HistoryEntry.of(after, What.CHANGE_STUCK, now))));
  }
}
