package dev.ddns53.aws;

import static dev.ddns53.core.notice.Notice.Kind.DRIFT_FOUND;

import dev.ddns53.aws.StormJournal.Batch;
import dev.ddns53.aws.StormJournal.Standing;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.fleet.Name.OnDrift;
import dev.ddns53.core.record.RecordSet;
import java.util.Set;

/**
 * What we may do to what others placed.
 *
 * <pre>
 *  our batch takes out theirs, or puts ours where they deleted it      may it?
 *  ──────────────────────────────────────────────────────────────────  ───────
 *  it was adopted                                                      yes
 *  they deleted it, and nothing was wanted within the last hour        yes
 *  nothing of ours stood there, or it was of a former registration     no
 *  the name was not registered since the oldest call at work began     no
 *  it was not told                                                     no
 *  hold                                                                no
 *  alert, of another type or routed, or no report changed the address  no
 *  alert else, repair                                                  yes
 * </pre>
 */
final class PlacementRules {

  private final StormBoard board;
  private final StormFacts facts;

  PlacementRules(StormBoard board) {
    this.board = board;
    this.facts = board.facts;
  }

  /** Judges a batch of ours that has been carried out, before it is written down. */
  void judge(Batch batch) {
    batch.out().stream().filter(Standing::theirs).forEach(each -> taken(each, batch));
    if (batch.in().isEmpty() && batch.takesOut(Standing::theirs)) {
      facts.broken("theirs is taken out, and nothing comes");
    }
    for (RecordSet set : batch.in().values()) {
      board.places().entrySet().stream()
          .filter(each -> StormJournal.bearsOn(set, each.getKey()) && each.getValue().isEmptied())
          .forEach(each -> madeAgain(each.getKey(), each.getValue(), set));
    }
  }

  private void taken(Standing each, Batch batch) {
    String what = each.set().description();
    Set<Family> over =
        StormBoard.families(f -> each.over().contains(f) && !board.place(f).isOthers(facts));
    if (facts.isAdopted(each.set().json())) {
      facts.count("adopted");
    } else if (over.isEmpty()) {
      facts.broken("taken out though it is not ours: " + what);
    } else if (!facts.wasRegistered()) {
      facts.broken("taken out though the name is not registered: " + what);
    } else if (over.stream().noneMatch(family -> isTold(family, each))) {
      facts.broken("taken out before it was told: " + what);
    } else if (!mayTake(each.set(), over, batch)) {
      facts.broken("taken out under " + board.onDrift() + ": " + what);
    } else {
      facts.count("replaced, " + board.onDrift());
    }
  }

  private boolean mayTake(RecordSet theirs, Set<Family> over, Batch batch) {
    return switch (board.onDrift()) {
      case HOLD -> false;
      case REPAIR -> true;
      case ALERT ->
          over.stream()
              .allMatch(
                  family ->
                      StormJournal.isPlain(theirs, family)
                          && batch.in().values().stream()
                              .filter(set -> StormJournal.isPlain(set, family))
                              .anyMatch(board.place(family)::isChange));
    };
  }

  private void madeAgain(Family family, StormPlace place, RecordSet set) {
    OnDrift onDrift = board.onDrift();
    if (place.mayBeFree(facts)) {
      facts.count("made again within an hour of nothing");
    } else if (!facts.wasRegistered()) {
      facts.broken("made again though the name is not registered: " + family);
    } else if (!isToldGone(family, place)) {
      facts.broken("made again before it was told that it is gone: " + family);
    } else if (onDrift == OnDrift.HOLD || (onDrift == OnDrift.ALERT && !place.isChange(set))) {
      facts.broken("made again under " + onDrift + ": " + family);
    } else {
      facts.count("made again, " + onDrift);
    }
  }

  boolean isTold(Family family, Standing each) {
    return board.news.isTold(each.at(), family, each.set().description(), DRIFT_FOUND);
  }

  boolean isToldGone(Family family, StormPlace place) {
    return board.news.isTold(place.since(), family, "nothing", DRIFT_FOUND);
  }
}
