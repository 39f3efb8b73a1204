package dev.ddns53.aws;

import static dev.ddns53.core.notice.Notice.Kind.DRIFT_FOUND;
import static dev.ddns53.core.notice.Notice.Kind.RECORD_BLOCKED;

import dev.ddns53.aws.StormJournal.Batch;
import dev.ddns53.aws.StormJournal.Standing;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.fleet.Name.OnDrift;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.emulator.route53.Landed;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Judges what becomes of what others place at one name. It hears each batch while Route 53 carries
 * it out, so that it knows what was told by then.
 *
 * <pre>
 *  our batch takes out theirs, or puts ours where they deleted it      may it?
 *  ──────────────────────────────────────────────────────────────────  ───────
 *  it was adopted                                                      yes
 *  they deleted it, and nothing was wanted within the last hour        yes
 *  nothing of ours stood there                                         no
 *  the name was not registered since the oldest call at work began     no
 *  it was not told                                                     no
 *  hold                                                                no
 *  alert, of another type or routed, or no report changed the address  no
 *  alert else, repair                                                  yes
 * </pre>
 *
 * A withdrawal that takes place once the name is registered again leaves a place that counts as
 * ours for that hour: the new registration has taken ours over.
 */
final class PlacementJudge {

  private final StormFacts facts;
  private final StormJournal journal = new StormJournal();
  private final Map<Family, StormPlace> places = new EnumMap<>(Family.class);
  private final Map<RecordSet, Placement.Kind> kinds = new HashMap<>();
  private Optional<Placement.Kind> placing = Optional.empty();
  private OnDrift onDrift;

  PlacementJudge(StormFacts facts, OnDrift onDrift) {
    this.facts = facts;
    this.onDrift = onDrift;
    Arrays.stream(Family.values()).forEach(family -> places.put(family, new StormPlace()));
  }

  private StormPlace place(Family family) {
    return Optional.ofNullable(places.get(family)).orElseThrow();
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
    places.values().forEach(place -> place.registration(facts));
    facts.tell(now ? "registered" : "removed");
  }

  /** To be said before an operator lets these be replaced. */
  synchronized void adopts(Collection<RecordSet> sets) {
    sets.forEach(set -> facts.adopts(set.json()));
    facts.tell("adopted " + RecordSet.described(List.copyOf(sets)));
  }

  /** To be said while nothing is at work. */
  synchronized void says(OnDrift other) {
    onDrift = other;
    facts.tell("onDrift " + other);
  }

  /** What is placed next. */
  synchronized void places(Placement.Kind kind) {
    placing = Optional.of(kind);
  }

  synchronized void tell(String what) {
    facts.tell(what);
  }

  /** An hour and a re-check passed; the registration of a removed name is finished by that. */
  synchronized void hourPassed() {
    facts.nextHour();
    facts.tell("an hour passed");
    if (!facts.isRegistered()) {
      places.values().forEach(StormPlace::finished);
      journal.overNothing();
    }
  }

  /** A batch is carried out. */
  synchronized void heard(List<Landed> landed) {
    boolean theirs = landed.getFirst().caller().equals(Stranger.KEY);
    Batch batch = journal.takeOut(landed);
    facts.tell(
        "%s replace %s by %s"
            .formatted(
                theirs ? "they" : "we",
                RecordSet.described(batch.out().stream().map(Standing::set).toList()),
                RecordSet.described(List.copyOf(batch.in().values()))));
    if (theirs) {
      theirs(batch);
    } else {
      ours(batch);
    }
  }

  private static Set<Family> families(Predicate<Family> which) {
    return Arrays.stream(Family.values())
        .filter(which)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Family.class)));
  }

  private void theirs(Batch batch) {
    Placement.Kind kind = placing.orElseThrow();
    Set<Family> touched = families(batch::bearsOn);
    boolean foreign = touched.stream().noneMatch(family -> place(family).isOurs(facts));
    touched.forEach(family -> place(family).touched(facts));
    batch
        .in()
        .forEach(
            (key, set) -> {
              Set<Family> over = families(f -> set.bearsOn(f) && place(f).isOurs(facts));
              journal.put(key, new Standing(set, true, over, facts.now()));
              kinds.put(set, kind);
            });
    places.forEach((family, place) -> place.left(journal.of(family).isEmpty(), facts));
    facts.count("placed");
    facts.count(kind + " placed, " + (foreign ? "not ours" : onDrift));
    if (!facts.atWork().isEmpty()) {
      facts.count("placed while we were at work");
    }
  }

  private void ours(Batch batch) {
    batch.out().stream().filter(Standing::theirs).forEach(each -> taken(each, batch));
    if (batch.in().isEmpty() && batch.takesOut(Standing::theirs)) {
      facts.broken("theirs is taken out, and nothing comes");
    }
    places.forEach(
        (family, place) -> {
          Optional<RecordSet> made =
              batch.in().values().stream().filter(set -> set.bearsOn(family)).findFirst();
          if (made.isPresent()) {
            made(family, place, made.get());
          } else if (batch.takesOut(each -> !each.theirs() && each.set().bearsOn(family))) {
            place.withdrawn(facts);
          }
        });
    batch
        .in()
        .forEach((key, set) -> journal.put(key, new Standing(set, false, Set.of(), facts.now())));
  }

  private void made(Family family, StormPlace place, RecordSet set) {
    if (place.isEmptied()) {
      madeAgain(family, place, set);
    }
    place.made(set, facts);
  }

  private void taken(Standing each, Batch batch) {
    String what = each.set().description();
    String kind = kinds.get(each.set()) + " ";
    if (facts.isAdopted(each.set().json())) {
      facts.count(kind + "adopted");
    } else if (each.over().isEmpty()) {
      facts.broken("taken out though it is not ours: " + what);
    } else if (!facts.wasRegistered()) {
      facts.broken("taken out though the name is not registered: " + what);
    } else if (each.over().stream().noneMatch(family -> isTold(family, each))) {
      facts.broken("taken out before it was told: " + what);
    } else if (!mayTake(each, batch)) {
      facts.broken("taken out under " + onDrift + ": " + what);
    } else {
      facts.count(kind + "replaced, " + onDrift);
    }
  }

  private boolean mayTake(Standing each, Batch batch) {
    return switch (onDrift) {
      case HOLD -> false;
      case REPAIR -> true;
      case ALERT ->
          each.over().stream()
              .allMatch(
                  family ->
                      each.set().isReplaceable(family)
                          && batch.in().values().stream()
                              .filter(set -> set.isReplaceable(family))
                              .anyMatch(place(family)::isChange));
    };
  }

  private void madeAgain(Family family, StormPlace place, RecordSet set) {
    if (place.mayBeEmpty(facts)) {
      facts.count("DELETED within an hour of nothing");
    } else if (!facts.wasRegistered()) {
      facts.broken("made again though the name is not registered: " + family);
    } else if (!isToldGone(family, place)) {
      facts.broken("made again before it was told that it is gone: " + family);
    } else if (onDrift == OnDrift.HOLD || (onDrift == OnDrift.ALERT && !place.isChange(set))) {
      facts.broken("made again under " + onDrift + ": " + family);
    } else {
      facts.count("DELETED replaced, " + onDrift);
    }
  }

  private boolean isTold(Family family, Standing each) {
    return facts.isTold(each.at(), family, each.set().description(), DRIFT_FOUND);
  }

  private boolean isToldGone(Family family, StormPlace place) {
    return facts.isTold(place.since(), family, "nothing", DRIFT_FOUND);
  }

  /**
   * The families whose records must stand again: after a re-check where it says repair, after a
   * report of another address where it says alert. To be asked while nothing is at work.
   */
  synchronized Set<Family> owed(Collection<Family> wanted) {
    return families(f -> facts.isRegistered() && wanted.contains(f) && isOwed(f, place(f)));
  }

  private boolean isOwed(Family family, StormPlace place) {
    List<Standing> theirs = journal.theirs(family);
    boolean may =
        switch (onDrift) {
          case HOLD -> false;
          case REPAIR -> true;
          case ALERT ->
              (!place.isEmptied() || isToldGone(family, place))
                  && theirs.stream()
                      .allMatch(each -> each.set().isReplaceable(family) && isTold(family, each));
        };
    return may && place.isKnown() && theirs.stream().allMatch(each -> each.over().contains(family));
  }

  /** The families in whose places only adopted sets of others stand. */
  synchronized Set<Family> adopted(Collection<Family> wanted) {
    return families(
        family ->
            wanted.contains(family)
                && !journal.theirs(family).isEmpty()
                && journal.theirs(family).stream()
                    .allMatch(each -> facts.isAdopted(each.set().json())));
  }

  /** Demands that exactly this stands, of a family. */
  synchronized void assertStands(Family family, RecordSet expected) {
    List<RecordSet> there = journal.of(family).stream().map(Standing::set).toList();
    if (there.equals(List.of(expected))) {
      facts.count("stands again, " + onDrift);
    } else {
      facts.broken(
          "there is %s, and not %s".formatted(RecordSet.described(there), expected.description()));
    }
  }

  /** Demands that all that others placed in the way of these families was told. */
  synchronized void assertTold(Collection<Family> wanted) {
    for (Family family : wanted) {
      for (Standing each : journal.theirs(family)) {
        String what = each.set().description();
        if (wanted.stream()
            .noneMatch(f -> facts.isTold(each.at(), f, what, DRIFT_FOUND, RECORD_BLOCKED))) {
          facts.broken("not told: " + what);
        }
        facts.count("told, " + onDrift);
      }
    }
  }

  /** Demands that Route 53 lists what its journal led to. */
  synchronized void assertListed(Collection<RecordSet> listed) {
    if (!journal.all().equals(Set.copyOf(listed))) {
      facts.broken("the journal led to something else than is listed: " + listed);
    }
  }

  synchronized List<String> violations() {
    return facts.violations();
  }

  /** How often what was placed, left alone, replaced. */
  synchronized Map<String, Integer> counts() {
    return facts.counts();
  }
}
