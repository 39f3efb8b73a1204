package dev.ddns53.aws;

import dev.ddns53.aws.StormJournal.Batch;
import dev.ddns53.aws.StormJournal.Standing;
import dev.ddns53.aws.StormPlace.Whose;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.fleet.Name.OnDrift;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.emulator.route53.Landed;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Judges what becomes of what others place at one name. It hears each batch while Route 53 carries
 * it out, so that it knows what was told by then. Of the code that it judges it uses values alone.
 */
final class PlacementJudge {

  private final StormBoard board;
  private final StormFacts facts;
  private final PlacementRules rules;
  private final PlacementDemands demands;
  private Optional<Placement.Kind> placing = Optional.empty();

  PlacementJudge(StormBoard board) {
    this.board = board;
    this.facts = board.facts;
    this.rules = new PlacementRules(board);
    this.demands = new PlacementDemands(board, rules);
  }

  /** A call of ours begins; its number. */
  synchronized long begins() {
    return facts.begins();
  }

  synchronized void ends(long call) {
    facts.ends(call);
  }

  /** To be said before the name is registered, and once it is not any more. */
  synchronized void registered(boolean now) {
    facts.registered(now);
    board.places().values().forEach(place -> place.registration(facts));
  }

  /** To be said before an operator lets these be replaced. */
  synchronized void adopts(Collection<RecordSet> sets) {
    sets.forEach(set -> facts.adopts(set.json()));
    facts.tell("adopted " + RecordSet.described(List.copyOf(sets)));
  }

  /** To be said while nothing is at work. */
  synchronized void says(OnDrift other) {
    board.onDrift(other);
  }

  /** What is placed next. */
  synchronized void places(Placement.Kind kind) {
    placing = Optional.of(kind);
  }

  synchronized void tell(String what) {
    facts.tell(what);
  }

  /** Nothing is at work, and a re-check has ended: what stands there as ours is known as ours. */
  synchronized void quiet() {
    if (facts.isRegistered()) {
      board
          .places()
          .forEach(
              (family, place) -> {
                List<Standing> there = board.journal.of(family);
                if (there.size() == 1 && !there.getFirst().theirs()) {
                  place.confirmed(facts);
                }
              });
    }
  }

  /** An hour and a re-check passed; the registration of a removed name is finished by that. */
  synchronized void hourPassed() {
    facts.nextHour();
    if (!facts.isRegistered()) {
      board.places().values().forEach(StormPlace::finished);
    }
    quiet();
  }

  /** A batch is carried out. */
  synchronized void heard(List<Landed> landed) {
    boolean theirs = landed.getFirst().caller().equals(Stranger.KEY);
    Batch batch = board.journal.takeOut(landed);
    facts.tell((theirs ? "they replace " : "we replace ") + batch.text());
    if (theirs) {
      theirs(batch);
    } else {
      rules.judge(batch);
      ours(batch);
    }
  }

  private void theirs(Batch batch) {
    Set<Family> touched = StormBoard.families(batch::bearsOn);
    count(touched);
    touched.forEach(family -> board.place(family).touched(facts));
    batch.in().forEach((key, set) -> board.journal.put(key, placed(set)));
    board
        .places()
        .forEach((family, place) -> place.left(board.journal.of(family).isEmpty(), facts));
  }

  private Standing placed(RecordSet set) {
    Set<Family> over =
        StormBoard.families(f -> StormJournal.bearsOn(set, f) && !board.place(f).isOthers(facts));
    Set<Family> surely =
        StormBoard.families(f -> over.contains(f) && board.place(f).whose(facts) == Whose.OURS);
    return new Standing(set, true, over, surely, facts.now());
  }

  private void count(Set<Family> touched) {
    List<Whose> whose = touched.stream().map(f -> board.place(f).whose(facts)).toList();
    String which =
        whose.contains(Whose.OURS)
            ? board.onDrift().toString()
            : whose.contains(Whose.UNSURE) ? "unsure" : "not ours";
    facts.count("placed");
    facts.count("placed, " + which);
    facts.count(placing.orElseThrow() + " placed, " + which);
    if (!facts.atWork().isEmpty()) {
      facts.count("placed while we were at work");
    }
  }

  private void ours(Batch batch) {
    board
        .places()
        .forEach(
            (family, place) ->
                batch.in().values().stream()
                    .filter(set -> StormJournal.bearsOn(set, family))
                    .findFirst()
                    .ifPresentOrElse(
                        set -> place.made(set, facts),
                        () -> {
                          if (batch.takesOut(each -> !each.theirs() && each.bearsOn(family))) {
                            place.withdrawn(facts);
                          }
                        }));
    batch.in().forEach((key, set) -> board.journal.put(key, Standing.ours(set, facts.now())));
  }

  /** Demands something, to be said while nothing is at work. */
  synchronized void demand(Consumer<PlacementDemands> what) {
    what.accept(demands);
  }

  /** Families of which something is to be demanded later. */
  synchronized Set<Family> owed(Collection<Family> wanted) {
    return demands.owed(wanted);
  }

  synchronized Set<Family> adopted(Collection<Family> wanted) {
    return demands.adopted(wanted);
  }

  synchronized List<String> violations() {
    return facts.violations();
  }

  /** How often what was placed, left alone, replaced. */
  synchronized Map<String, Integer> counts() {
    return facts.counts();
  }
}
