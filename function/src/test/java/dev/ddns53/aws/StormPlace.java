package dev.ddns53.aws;

import dev.ddns53.core.record.RecordSet;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One family's place at a name: whether a record of ours stands there, or what others made of it.
 */
final class StormPlace {

  private boolean ours;
  private boolean first;
  private Optional<RecordSet> last = Optional.empty();
  private Instant landed = Instant.MIN;
  private Instant landedBefore = Instant.MIN;
  private Set<Long> atWork = Set.of();
  private boolean early;
  private boolean emptied;
  private boolean doubtful;
  private int nothingWanted = -1;

  /** We put a record set there. */
  void made(RecordSet set, StormFacts facts) {
    first = !ours;
    if (first) {
      nothingWanted = facts.hour();
    }
    ours = true;
    last = Optional.of(set);
    landedBefore = landed;
    landed = facts.now();
    atWork = facts.atWork();
    early = false;
    emptied = false;
    doubtful = false;
  }

  /**
   * We took ours out. A registration that began before that, or before its calls have ended, has
   * taken ours over, and cannot know it.
   */
  void withdrawn(StormFacts facts) {
    ours = facts.isRegistered();
    last = Optional.empty();
    nothingWanted = facts.hour();
    atWork = facts.atWork();
    emptied = ours;
    doubtful = true;
  }

  /** A registration begins or ends: nothing is wanted for a moment, or for good. */
  void registration(StormFacts facts) {
    ours = isOurs(facts);
    nothingWanted = facts.hour();
  }

  /** The registration under which ours stood there is finished. */
  void finished() {
    ours = false;
  }

  /** Others change what stands there. */
  void touched(StormFacts facts) {
    early |= isAtWork(facts);
  }

  private boolean isAtWork(StormFacts facts) {
    return facts.atWork().stream().anyMatch(atWork::contains);
  }

  /** What others did is done. */
  void left(boolean empty, StormFacts facts) {
    emptied = empty && ours;
    doubtful |= emptied && nothingWanted == facts.hour();
  }

  boolean isOurs(StormFacts facts) {
    return ours || (doubtful && isAtWork(facts));
  }

  /** Whether others deleted ours, or what others had made of it. */
  boolean isEmptied() {
    return emptied;
  }

  /** Whether nothing was wanted within the last hour, so that a deletion may be ours. */
  boolean mayBeEmpty(StormFacts facts) {
    return doubtful || nothingWanted == facts.hour();
  }

  /**
   * Whether we must know that a record of ours stands there: not so if others changed it before all
   * calls of the time of its first publication had ended.
   */
  boolean isKnown() {
    return ours && !doubtful && !(first && early);
  }

  /**
   * Whether a report changed the address since ours stood there; a report counts yet if others
   * changed the place before all calls of the time of its publication had ended.
   */
  boolean isChange(RecordSet set) {
    return early || !last.equals(Optional.of(set));
  }

  /** Since when ours stood there, at the latest, as far as all calls may know. */
  Instant since() {
    return early ? landedBefore : landed;
  }
}
