package dev.ddns53.core.recheck;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.fleet.Adoption;
import dev.ddns53.core.notice.HistoryEntry.What;
import dev.ddns53.core.notice.Notice.Kind;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.Publication;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.core.record.Stage;
import java.util.List;
import java.util.Set;

/**
 * What follows from an operator's word that certain record sets may be replaced.
 *
 * <pre>
 *  in the way of a family that has something wanted   follows
 *  ─────────────────────────────────────────────────  ──────────────────────────────────────
 *  nothing, or ours alone                             nothing
 *  only sets that the operator saw                    they go, what is wanted comes: one batch
 *  another set, which is not ours                     the adoption is void, and that is told
 *  nothing where the operator saw ours deleted        what is wanted comes again
 *  …
 *  neither such sets nor such a gap is left           the adoption is done
 * </pre>
 *
 * A CNAME is in the way of both families, so both come when it goes.
 */
final class AdoptionJudge {

  private static final String NOTE = "adoption#";

  private final Adoption adoption;
  private final List<RecordSet> listed;
  private final Set<String> adopted;

  AdoptionJudge(Adoption adoption, List<RecordSet> listed) {
    this.adoption = adoption;
    this.listed = listed;
    this.adopted = Set.copyOf(adoption.sets());
  }

  void judge(Judgement judgement) {
    if (judgement.state().settled().contains(adoption.stamp())) {
      return;
    }
    NameState before = judgement.state();
    boolean open = false;
    for (Family family : Family.values()) {
      List<RecordSet> inTheWay = listed.stream().filter(set -> set.bearsOn(family)).toList();
      if (isOpen(family, inTheWay, before)) {
        open = true;
        judgement
            .state()
            .record(family)
            .filter(record -> record.wanted() instanceof Publication)
            .ifPresent(
                record -> {
                  if (inTheWay.stream().allMatch(this::isAdopted)) {
                    take(family, record, inTheWay, judgement);
                  } else {
                    voided(family, inTheWay, judgement);
                  }
                });
      }
    }
    if (!open) {
      judgement.becomes(judgement.state().settling(adoption.stamp()));
    }
  }

  /** Whether something is left to be done of what the operator agreed to. */
  private boolean isOpen(Family family, List<RecordSet> inTheWay, NameState before) {
    return inTheWay.stream().anyMatch(set -> isAdopted(set) && !isOurs(before, set))
        || (adoption.deleted().contains(family)
            && before.record(family).flatMap(RecordState::drift).isPresent());
  }

  /** Whether we made it. */
  private static boolean isOurs(NameState state, RecordSet set) {
    return state.records().values().stream()
        .anyMatch(record -> record.drift().isEmpty() && set.is(record.known()));
  }

  private boolean isAdopted(RecordSet set) {
    return adopted.contains(set.json());
  }

  private void take(Family family, RecordState record, List<RecordSet> sets, Judgement judgement) {
    boolean earlier = record.noted();
    boolean stays = record.stage() instanceof Stage.Blocked || record.isStopped();
    RecordState due = stays ? record : record.due();
    judgement.becomes(
        judgement
            .state()
            .with(family, record.isFirst() ? due.noted(NOTE + judgement.state().version()) : due));
    if (record.isFirst()) {
      judgement.sendFirst(family, sets, earlier);
    } else {
      judgement.send(judgement.state().registered(), family, sets);
    }
    judgement.keep(
        What.ADOPTED,
        new Details()
            .put("replaced-" + family.recordType(), RecordSet.described(sets))
            .put("by", adoption.by()));
  }

  private void voided(Family family, List<RecordSet> found, Judgement judgement) {
    NameState next = judgement.state().settling(adoption.stamp());
    judgement.becomes(next);
    Details details =
        new Details()
            .put("found-" + family.recordType(), RecordSet.described(found))
            .put("by", adoption.by());
    judgement.tell(Kind.ADOPTION_VOID, details);
    judgement.keep(What.ADOPTION_VOID, details);
  }
}
