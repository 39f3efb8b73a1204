package dev.ddns53.core.recheck;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.fleet.Name.OnDrift;
import dev.ddns53.core.notice.HistoryEntry.What;
import dev.ddns53.core.notice.Notice.Kind;
import dev.ddns53.core.publish.Ownership;
import dev.ddns53.core.record.Content;
import dev.ddns53.core.record.Drift;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.core.record.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What follows for one record from what a listing shows.
 *
 * <pre>
 *  stage               stands there                 follows
 *  ──────────────────  ───────────────────────────  ────────────────────────────────────────────
 *  Published           as wanted                    in sync; drift that was told is cleared
 *  Published           known otherwise, candidate   that is known; Due; told: change-stuck
 *  Due, Blocked        as wanted, and ours          Published
 *  Due, Blocked        known, candidate, nothing    that is known; Due
 *  Rejected, Denied    known, candidate, nothing    sent, if it is this name's turn to be retried
 *  any                 edited                       drift, told once
 *  … repair                                         Due: replaced by exactly what was found
 *  … alert, a change   of its type, not routed      replaced likewise
 *  … alert, hold                                    nothing
 *  any                 others', nothing is wanted   Published; told, if it had been ours
 *  any                 never ours                   Blocked, told once
 * </pre>
 *
 * Whatever a listing shows that is not ours, candidates that have aged out cannot land any more.
 */
final class RecordJudge {

  private static final String NOTE = "retry#";

  private final OnDrift onDrift;
  private final List<RecordSet> listed;
  private final Instant began;
  private final boolean adopting;
  private final boolean retry;
  private final Instant now;

  /**
   * A judge of a name's records.
   *
   * @param began when the listing began
   * @param adopting whether something that stands there may be replaced, and is tried to be
   * @param retry whether records that Route 53 or IAM refused are tried once more
   */
  RecordJudge(
      OnDrift onDrift,
      List<RecordSet> listed,
      Instant began,
      boolean adopting,
      boolean retry,
      Instant now) {
    this.onDrift = onDrift;
    this.listed = listed;
    this.began = began;
    this.adopting = adopting;
    this.retry = retry;
    this.now = now;
  }

  void judge(Family family, RecordState record, Judgement judgement) {
    switch (Ownership.of(family, record, listed)) {
      case Ownership.Ours(Content stands) -> ours(family, record, stands, judgement);
      case Ownership.Edited(List<RecordSet> found) -> edited(family, record, found, judgement);
      case Ownership.Others(List<RecordSet> found) -> others(family, record, found, judgement);
      case Ownership.Foreign(List<RecordSet> found) -> foreign(family, record, found, judgement);
    }
  }

  private void ours(Family family, RecordState record, Content stands, Judgement judgement) {
    boolean wanted = stands.equals(record.wanted());
    if (record.drift().isPresent()) {
      cleared(family, record, judgement);
    }
    if (!wanted && record.isPublished()) {
      stuck(family, record, stands, judgement);
    }
    RecordState calm = record.drifted(Optional.empty());
    RecordState next;
    if (wanted && record.isPublished()) {
      next = calm.pruned(began);
    } else if (wanted) {
      next = calm.published(Optional.empty(), began);
    } else if (record.isStopped()) {
      next = retry ? retried(family, calm, stands, judgement) : calm;
    } else {
      next = calm.knowing(stands, now);
    }
    judgement.becomes(judgement.state().with(family, next));
  }

  /** Nothing of ours shall stand there, so what people made of a record of ours is left to them. */
  private void others(
      Family family, RecordState record, List<RecordSet> found, Judgement judgement) {
    if (record.isOurs() && record.drift().filter(told -> told.found().equals(found)).isEmpty()) {
      drifted(family, record, found, "left", judgement);
    }
    ours(family, record.drifted(Optional.empty()), Content.NOTHING, judgement);
  }

  /** It is sent once more, and stays refused until that succeeds. */
  private RecordState retried(
      Family family, RecordState record, Content stands, Judgement judgement) {
    RecordState next = record.knowing(stands, now).at(record.stage());
    if (!next.isFirst()) {
      judgement.send(judgement.state().registered(), family, RecordSet.of(stands));
      return next;
    }
    judgement.sendFirst(family, RecordSet.of(stands), record.noted());
    return record.noted() ? next : next.noted(NOTE + judgement.state().version());
  }

  private static void stuck(
      Family family, RecordState record, Content stands, Judgement judgement) {
    Details details =
        new Details()
            .put(family.recordType(), Optional.of(record.wanted()))
            .put("found-" + family.recordType(), Optional.of(stands));
    judgement.tell(Kind.CHANGE_STUCK, details);
    judgement.keep(What.CHANGE_STUCK, details);
  }

  private static void cleared(Family family, RecordState record, Judgement judgement) {
    Details details =
        new Details()
            .put(family.recordType(), Optional.of(record.known()))
            .put("since", record.drift().map(drift -> drift.since().toString()).orElse(""));
    judgement.tell(Kind.DRIFT_CLEARED, details);
    judgement.keep(What.DRIFT_CLEARED, details);
  }

  private void edited(
      Family family, RecordState record, List<RecordSet> found, Judgement judgement) {
    Optional<Drift> told = record.drift().filter(drift -> drift.found().equals(found));
    RecordState drifted =
        record.pruned(began).drifted(Optional.of(told.orElseGet(() -> new Drift(found, now))));
    boolean replaced =
        switch (onDrift) {
          case REPAIR -> !record.isStopped() || retry;
          case ALERT -> isTried(record) && new Drift(found, now).isReplaceable(family);
          case HOLD -> false;
        };
    if (told.isEmpty()) {
      drifted(family, record, found, action(replaced), judgement);
    }
    boolean rests = !replaced && record.isDue() && !record.isChange();
    RecordState next =
        replaced && !record.isStopped()
            ? drifted.due()
            : rests ? drifted.at(new Stage.Published(Optional.empty())) : drifted;
    judgement.becomes(judgement.state().with(family, next));
    if (replaced) {
      judgement.send(judgement.state().registered(), family, found);
    }
  }

  /** Whether a newer content is to be sent. */
  private boolean isTried(RecordState record) {
    return record.isChange() && (record.isDue() || (record.isStopped() && retry));
  }

  private void drifted(
      Family family,
      RecordState record,
      List<RecordSet> found,
      String action,
      Judgement judgement) {
    Details details =
        new Details()
            .put(family.recordType(), Optional.of(record.known()))
            .put("found-" + family.recordType(), RecordSet.described(found))
            .put("action", action);
    judgement.tell(Kind.DRIFT_FOUND, details);
    judgement.keep(What.DRIFT_FOUND, details);
  }

  private String action(boolean replaced) {
    return switch (onDrift) {
      case REPAIR -> "repair";
      case HOLD -> "hold";
      case ALERT -> replaced ? "replace" : "alert";
    };
  }

  private void foreign(
      Family family, RecordState record, List<RecordSet> found, Judgement judgement) {
    boolean isTold =
        record.stage() instanceof Stage.Blocked(List<RecordSet> told, Instant since)
            && told.equals(found);
    RecordState aged = record.pruned(began);
    if (isTold || (record.isStopped() && (adopting || !retry))) {
      judgement.becomes(judgement.state().with(family, aged));
      return;
    }
    judgement.becomes(judgement.state().with(family, aged.blocked(found, true, now)));
    Details details =
        new Details()
            .put(family.recordType(), Optional.of(record.wanted()))
            .put("found-" + family.recordType(), RecordSet.described(found));
    judgement.tell(Kind.RECORD_BLOCKED, details);
    judgement.keep(What.BLOCKED, details);
  }
}
