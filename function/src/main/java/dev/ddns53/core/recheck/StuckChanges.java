package dev.ddns53.core.recheck;

import dev.ddns53.core.Limits;
import dev.ddns53.core.port.Records;
import dev.ddns53.core.port.Records.Progress;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.record.ChangeId;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.RecordState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Changes that Route 53 took and that may not have got through.
 *
 * <pre>
 *  listed        submitted         asked for            it is        follows
 *  ────────────  ────────────────  ───────────────────  ───────────  ─────────────────
 *  as wanted     5 to 30 min ago   2 changes a run      PENDING      submitted again
 *  as wanted     5 to 30 min ago   2 changes a run      INSYNC       nothing
 *  nothing       within an hour    20 changes a run     PENDING      submitted again if
 *                                                                    older than 5 min
 *  nothing       within an hour    20 changes a run     unknown      submitted again
 *  nothing       within an hour    20 changes a run     INSYNC       drift
 *  any other     –                 no                   –            drift
 * </pre>
 *
 * A change that all servers have and that the list does not show was undone by somebody: drift.
 */
final class StuckChanges {

  private final Set<ChangeId> doubted = new LinkedHashSet<>();
  private final Set<ChangeId> followed = new LinkedHashSet<>();
  private final Instant now;

  StuckChanges(Instant now) {
    this.now = now;
  }

  /** A published record, and what stands at its place. */
  void add(RecordState record, List<RecordSet> there) {
    record
        .change()
        .filter(change -> change.submitted().isPresent())
        .ifPresent(change -> add(change, record, there));
  }

  private void add(ChangeId change, RecordState record, List<RecordSet> there) {
    Duration age = age(change);
    boolean inSync = there.size() == 1 && there.getFirst().is(record.wanted());
    if (inSync && isStuckAge(age) && age.compareTo(Limits.CHANGE_FOLLOWED) <= 0) {
      followed.add(change);
    } else if (there.isEmpty() && record.isOurs() && age.compareTo(Limits.CHANGE_DOUBTED) <= 0) {
      doubted.add(change);
    }
  }

  /** Asks about them: most of them where the list is not as it should be. */
  Set<ChangeId> ask(Records records, List<String> troubles) {
    List<ChangeId> asked =
        new ArrayList<>(Some.of(List.copyOf(doubted), Limits.CHANGES_DOUBTED, now));
    asked.addAll(Some.of(List.copyOf(followed), Limits.CHANGES_FOLLOWED, now));
    Set<ChangeId> stuck = new HashSet<>();
    for (ChangeId change : asked) {
      try {
        if (isStuck(change, records.progress(change))) {
          stuck.add(change);
        }
      } catch (Unavailable e) {
        troubles.add(String.valueOf(e.getMessage()));
      }
    }
    return stuck;
  }

  private boolean isStuck(ChangeId change, Progress progress) {
    return switch (progress) {
      case INSYNC -> false;
      case PENDING -> isStuckAge(age(change));
      case NONE -> doubted.contains(change);
    };
  }

  private Duration age(ChangeId change) {
    return change.submitted().map(at -> Duration.between(at, now)).orElse(Duration.ZERO);
  }

  private static boolean isStuckAge(Duration age) {
    return age.compareTo(Limits.CHANGE_PENDING) >= 0;
  }
}
