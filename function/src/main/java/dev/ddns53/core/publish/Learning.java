package dev.ddns53.core.publish;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.port.State.Rows;
import dev.ddns53.core.record.Content;
import dev.ddns53.core.record.Drift;
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
 * What a sender learns of one name from a listing, after Route 53 refused its batch.
 *
 * <pre>
 *  stands there    then                                                   sent once more
 *  ──────────────  ─────────────────────────────────────────────────────  ────────────────────────
 *  Ours(wanted)    it is published                                        no
 *  Ours(other)     it is known; stored where a row must say so first      yes
 *  Edited          drift, told once                                       as onDrift says
 *  Others          nothing of ours is there; told, if there had been      no
 *  Foreign         blocked, told once                                     no
 * </pre>
 */
final class Learning {

  private final PendingName name;
  private final Instant began;
  private final Instant now;
  private final Map<Family, RecordState> records = new EnumMap<>(Family.class);
  private final Map<Family, List<RecordSet>> out = new EnumMap<>(Family.class);
  private final LearnedNews told;
  private boolean news;

  private Learning(PendingName name, Instant began, Instant now) {
    this.name = name;
    this.began = began;
    this.now = now;
    this.told = new LearnedNews(name, now);
    records.putAll(name.state().remains(name.registration()));
  }

  /**
   * Learns.
   *
   * @param listed what stands at the name
   * @param began when the listing began
   */
  static Learning of(PendingName name, List<RecordSet> listed, Instant began, Instant now) {
    Learning learning = new Learning(name, began, now);
    name.families().forEach(family -> learning.learn(family, listed));
    return learning;
  }

  private void learn(Family family, List<RecordSet> listed) {
    RecordState record = name.record(family);
    RecordState judged = name.firsts().contains(family) ? record.unnoted() : record;
    switch (Ownership.of(family, judged, listed)) {
      case Ownership.Ours(var stands) -> {
        boolean done = stands.equals(record.wanted());
        news |= done || !record.maybeSent();
        records.put(
            family,
            done ? record.published(Optional.empty(), began) : knowing(record, judged, stands));
        if (!done) {
          out.put(family, RecordSet.of(stands));
        }
      }
      case Ownership.Edited(List<RecordSet> found) -> edited(family, record, found);
      case Ownership.Others(List<RecordSet> found) -> others(family, record, found);
      case Ownership.Foreign(List<RecordSet> found) -> block(family, record, found);
    }
  }

  /** What was refused stays so until it is sent with success. */
  private RecordState knowing(RecordState record, RecordState judged, Content stands) {
    RecordState next = judged.knowing(stands, now).noted(record.note());
    return record.isStopped() ? next.at(record.stage()) : next;
  }

  private void others(Family family, RecordState record, List<RecordSet> found) {
    news = true;
    if (!name.isFormer() && record.isOurs() && !isTold(record, found)) {
      told.drifted(family, found);
    }
    records.put(
        family,
        name.isFormer() && record.isOurs()
            ? record.left(found, now)
            : record.published(Optional.empty(), began));
  }

  private static boolean isTold(RecordState record, List<RecordSet> found) {
    return record.drift().filter(drift -> drift.found().equals(found)).isPresent();
  }

  private void edited(Family family, RecordState record, List<RecordSet> found) {
    if (name.isFormer()) {
      others(family, record, found);
      return;
    }
    boolean known = isTold(record, found);
    RecordState then = known ? record : record.drifted(Optional.of(new Drift(found, now)));
    if (!known) {
      told.drifted(family, found);
    }
    Optional<List<RecordSet>> goes = PendingName.out(family, then, name.onDrift());
    goes.ifPresent(sets -> out.put(family, sets));
    boolean rests = goes.isEmpty() && !then.isChange();
    news |= rests || !known;
    records.put(family, rests ? then.at(new Stage.Published(Optional.empty())) : then);
  }

  private void block(Family family, RecordState record, List<RecordSet> found) {
    boolean known =
        record.stage() instanceof Stage.Blocked(List<RecordSet> before, Instant since)
            && before.equals(found);
    RecordState next = record.blocked(found, !name.firsts().contains(family), now);
    records.put(family, known ? next.at(record.stage()) : next);
    news |= !known || record.noted() != next.noted();
    if (!known && !name.isFormer()) {
      told.blocked(family, found);
    }
  }

  /** Whether something must be stored before anything is sent. */
  boolean isNews() {
    return news;
  }

  /** The row that says so: the next version. */
  NameState stored() {
    return name.state().next().withRemains(name.registration(), Map.copyOf(records));
  }

  /** What is to be stored, with what is told of it. */
  Rows rows() {
    return told.with(stored(), out.keySet());
  }

  /** What is to be sent once more, in a row that was stored, or in the old one. */
  Optional<PendingName> again(boolean stored) {
    if (out.isEmpty()) {
      return Optional.empty();
    }
    NameState row =
        stored ? stored() : name.state().withRemains(name.registration(), Map.copyOf(records));
    return Optional.of(name.with(row, out));
  }
}
