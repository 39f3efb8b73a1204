package dev.ddns53.core.publish;

import dev.ddns53.core.model.ChangeId;
import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.HistoryEntry;
import dev.ddns53.core.model.NameState;
import dev.ddns53.core.model.Notice;
import dev.ddns53.core.model.RecordState;
import dev.ddns53.core.port.State.Rows;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Writes down what Route 53 answered to batches. */
final class Marks {

  private static final int ROUNDS = 5;

  private final BatchRun run;

  Marks(BatchRun run) {
    this.run = run;
  }

  /** Route 53 took it. */
  void confirm(Item item, ChangeId change, Instant sent) {
    run.guarded(Set.of(item.fqdn()), () -> confirmNow(item, change, sent));
  }

  /**
   * If the row has moved on to another publication, ours may just have overwritten it: unless it is
   * the same, the newest is made due once more, where it is not due anyway. It is published in the
   * next round.
   */
  private void confirmNow(Item item, ChangeId change, Instant sent) {
    NameState current = item.state();
    for (int round = 0; round < ROUNDS; round++) {
      Instant now = run.time.now();
      if (run.replace(current.confirmedToBatch(item.families(), change, sent, now))) {
        run.published.incrementAndGet();
        return;
      }
      current = run.state.names(List.of(item.fqdn())).getFirst().state();
      if (!item.state().agreesOn(item.families(), current)) {
        if (!item.state().publishesAs(item.families(), current)
            && item.families().stream().anyMatch(new Sent(current)::wasBefore)) {
          run.replace(current.dueAgain(item.families(), run.time.now()));
        }
        break;
      }
    }
    run.again(item.fqdn());
  }

  /** Whether a name's record sets have been sent since they were made. */
  private record Sent(NameState state) {
    boolean wasBefore(Family family) {
      return state.record(family).filter(RecordState::isConfirmed).isPresent();
    }
  }

  /** Route 53 refuses it, alone in its batch. */
  void reject(Item item, String reason) {
    run.guarded(Set.of(item.fqdn()), () -> rejectNow(item, reason));
  }

  private void rejectNow(Item item, String reason) {
    Family family = item.families().iterator().next();
    Instant now = run.time.now();
    NameState rejected = item.state().rejected(family, reason, now);
    Notice notice =
        Notice.of(Notice.Kind.RECORD_REJECTED, item.fqdn() + "#" + rejected.version(), now)
            .about(item.fqdn())
            .with("type", family.recordType())
            .with("reason", reason);
    HistoryEntry entry =
        HistoryEntry.of(rejected, HistoryEntry.What.REJECTED, now)
            .with("type", family.recordType())
            .with("reason", reason);
    if (!run.replace(Rows.of(rejected).telling(List.of(notice), List.of(entry)))) {
      run.again(item.fqdn());
    }
  }
}
