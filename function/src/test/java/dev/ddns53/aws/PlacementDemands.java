package dev.ddns53.aws;

import static dev.ddns53.core.notice.Notice.Kind.DRIFT_FOUND;
import static dev.ddns53.core.notice.Notice.Kind.RECORD_BLOCKED;

import dev.ddns53.aws.StormJournal.Standing;
import dev.ddns53.aws.StormPlace.Whose;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.record.RecordSet;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What we must have done with what others placed, once all is quiet. */
final class PlacementDemands {

  private final StormBoard board;
  private final StormFacts facts;
  private final PlacementRules rules;

  PlacementDemands(StormBoard board, PlacementRules rules) {
    this.board = board;
    this.facts = board.facts;
    this.rules = rules;
  }

  /**
   * The families whose records must stand again: after a re-check where it says repair, after a
   * report of another address where it says alert.
   */
  Set<Family> owed(Collection<Family> wanted) {
    return StormBoard.families(
        family -> facts.isRegistered() && wanted.contains(family) && isOwed(family));
  }

  private boolean isOwed(Family family) {
    StormPlace place = board.place(family);
    List<Standing> theirs = board.journal.theirs(family);
    boolean may =
        switch (board.onDrift()) {
          case HOLD -> false;
          case REPAIR -> true;
          case ALERT ->
              (!place.isEmptied() || rules.isToldGone(family, place))
                  && theirs.stream()
                      .allMatch(
                          each ->
                              StormJournal.isPlain(each.set(), family)
                                  && rules.isTold(family, each));
        };
    return may
        && place.whose(facts) == Whose.OURS
        && theirs.stream().allMatch(each -> each.surely().contains(family));
  }

  /** The families in whose places only adopted sets of others stand. */
  Set<Family> adopted(Collection<Family> wanted) {
    return StormBoard.families(
        family ->
            wanted.contains(family)
                && !board.journal.theirs(family).isEmpty()
                && board.journal.theirs(family).stream()
                    .allMatch(each -> facts.isAdopted(each.set().json())));
  }

  /** Demands that exactly this stands, of a family. */
  void assertStands(Family family, RecordSet expected) {
    List<RecordSet> there = board.journal.of(family).stream().map(Standing::set).toList();
    if (there.equals(List.of(expected))) {
      facts.count("stands again, " + board.onDrift());
    } else {
      facts.broken(
          "there is %s, and not %s".formatted(RecordSet.described(there), expected.description()));
    }
  }

  /** Demands that all that others placed in the way of these families was told. */
  void assertTold(Collection<Family> wanted) {
    for (Family family : wanted) {
      for (Standing each : board.journal.theirs(family)) {
        if (wanted.stream().noneMatch(other -> isToldAnyhow(other, each))) {
          facts.broken("not told: " + each.set().description());
        }
        facts.count("told, " + board.onDrift());
      }
    }
  }

  private boolean isToldAnyhow(Family family, Standing each) {
    String what = each.set().description();
    return board.news.isTold(each.at(), family, what, DRIFT_FOUND, RECORD_BLOCKED);
  }

  /** Demands that Route 53 lists what its journal led to. */
  void assertListed(Collection<RecordSet> listed) {
    if (!board.journal.all().equals(Set.copyOf(listed))) {
      facts.broken("the journal led to something else than is listed: " + listed);
    }
  }
}
