package dev.ddns53.core.recheck;

import dev.ddns53.core.Limits;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.fleet.FormerRegistration;
import dev.ddns53.core.fleet.Registration;
import dev.ddns53.core.notice.HistoryEntry.What;
import dev.ddns53.core.notice.Notice.Kind;
import dev.ddns53.core.publish.Ownership;
import dev.ddns53.core.record.Content;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.core.record.Stage;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What follows for the records of a registration that ended.
 *
 * <pre>
 *  stands there                    follows
 *  ──────────────────────────────  ─────────────────────────────────────────────────────────────
 *  known, wanted, or a candidate   exactly that is deleted
 *  nothing                         finished, once all that may land has aged out; else nothing
 *  anything else                   it is left; where ours had been, it is told as an orphan
 * </pre>
 *
 * Only here a time is trusted: what is sent lands within {@link Limits#CANDIDATE_KEPT}. Each
 * withdrawal makes the content that it deletes a candidate anew, so the hour begins with the last
 * one.
 */
final class FormerJudge {

  private final FormerRegistration former;
  private final List<RecordSet> listed;
  private final Instant began;
  private final Instant now;
  private boolean finished = true;

  FormerJudge(FormerRegistration former, List<RecordSet> listed, Instant began, Instant now) {
    this.former = former;
    this.listed = listed;
    this.began = began;
    this.now = now;
  }

  void judge(Judgement judgement) {
    Registration registration = former.registration();
    if (judgement.state().settled().contains(registration)) {
      return;
    }
    finished = hasAged(former.ended());
    Map<Family, RecordState> records = new EnumMap<>(Family.class);
    judgement
        .state()
        .remains(registration)
        .forEach((family, record) -> records.put(family, judged(family, record, judgement)));
    NameState next = judgement.state().withRemains(registration, records);
    judgement.becomes(finished ? next.settling(registration) : next);
  }

  private boolean hasAged(Instant last) {
    return last.plus(Limits.CANDIDATE_KEPT).isBefore(began);
  }

  private RecordState judged(Family family, RecordState record, Judgement judgement) {
    RecordState withdrawn =
        record.wanted().equals(Content.NOTHING)
            ? record
            : record.wanting(Content.NOTHING, judgement.state().version(), now);
    return switch (Ownership.of(family, record, listed)) {
      case Ownership.Ours(Content.Nothing nothing) -> gone(withdrawn);
      case Ownership.Ours(Content stands) -> {
        finished = false;
        judgement.send(former.registration(), family, RecordSet.of(stands));
        if (!record.wanted().equals(Content.NOTHING)) {
          kept(family, stands, judgement);
        }
        yield withdrawn.withdrawing(stands, now);
      }
      case Ownership.Edited(List<RecordSet> found) -> left(family, withdrawn, found, judgement);
      case Ownership.Others(List<RecordSet> found) ->
          record.isOurs() ? left(family, withdrawn, found, judgement) : gone(withdrawn);
      case Ownership.Foreign(List<RecordSet> found) -> withdrawn;
    };
  }

  private RecordState gone(RecordState record) {
    finished &= record.candidates().values().stream().allMatch(this::hasAged);
    return record.at(new Stage.Published(Optional.empty()));
  }

  private void kept(Family family, Content stands, Judgement judgement) {
    judgement.keep(
        What.WITHDRAWN,
        new Details()
            .put("old-" + family.recordType(), Optional.of(stands))
            .put("zone", former.zone().value())
            .put("by", former.by()));
  }

  private RecordState left(
      Family family, RecordState record, List<RecordSet> found, Judgement judgement) {
    if (found.isEmpty()) {
      return gone(record);
    }
    boolean told =
        record.stage() instanceof Stage.Blocked(List<RecordSet> before, Instant since)
            && before.equals(found);
    if (!told) {
      Details details =
          new Details()
              .put("found-" + family.recordType(), RecordSet.described(found))
              .put("zone", former.zone().value());
      judgement.tell(Kind.ORPHANED, details);
      judgement.keep(What.ORPHANED, details);
    }
    return told ? record : record.left(found, now);
  }
}
