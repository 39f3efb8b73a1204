package dev.ddns53.aws;

import dev.ddns53.core.record.RecordSet;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One family's place at a name: whose it is, whoever changed what stands there since.
 *
 * <pre>
 *  ours     a record of ours stood there when all was quiet, more than an hour after nothing was wanted
 *  unsure   ours landed since, or the name was removed or is back; others may have been faster
 *  others'  anything else; also where ours was removed, for calls that began after that
 * </pre>
 */
final class StormPlace {

  /** Whose a place is. */
  enum Whose {
    OURS,
    UNSURE,
    OTHERS
  }

  private static final long NEVER = -1;

  private Whose whose = Whose.OTHERS;
  private long ended = NEVER;
  private Optional<RecordSet> last = Optional.empty();
  private Instant landed = Instant.MIN;
  private Instant landedBefore = Instant.MIN;
  private Set<Long> atWork = Set.of();
  private boolean early;
  private boolean emptied;
  private int nothingWanted = -1;

  Whose whose(StormFacts facts) {
    return ended != NEVER && !facts.isAtWorkSince(ended) ? Whose.OTHERS : whose;
  }

  boolean isOthers(StormFacts facts) {
    return whose(facts) == Whose.OTHERS;
  }

  /** We put a record set there. */
  void made(RecordSet set, StormFacts facts) {
    if (whose == Whose.OTHERS) {
      whose = Whose.UNSURE;
    }
    if (nothingWanted != facts.hour()) {
      ended = NEVER;
    }
    last = Optional.of(set);
    landedBefore = landed;
    landed = facts.now();
    atWork = facts.atWork();
    early = false;
    emptied = false;
  }

  /** We took ours out; a registration that began before that may not know it yet. */
  void withdrawn(StormFacts facts) {
    whose = facts.isRegistered() ? Whose.UNSURE : Whose.OTHERS;
    last = Optional.empty();
    nothingWanted = facts.hour();
    emptied = false;
  }

  /** A registration begins or ends: nothing is wanted for a moment, or for good. */
  void registration(StormFacts facts) {
    if (whose == Whose.OURS) {
      whose = Whose.UNSURE;
      ended = facts.calls();
    }
    nothingWanted = facts.hour();
  }

  /** The registration under which ours stood there is finished. */
  void finished() {
    whose = Whose.OTHERS;
    ended = NEVER;
    emptied = false;
  }

  /** All is quiet, and exactly ours was listed there. */
  void confirmed(StormFacts facts) {
    if (nothingWanted != facts.hour()) {
      whose = Whose.OURS;
      ended = NEVER;
    }
  }

  /** Others change what stands there. */
  void touched(StormFacts facts) {
    early |= facts.atWork().stream().anyMatch(atWork::contains);
  }

  /** What others did is done. */
  void left(boolean empty, StormFacts facts) {
    emptied = empty && !isOthers(facts);
  }

  /** Whether others deleted ours, or what others had made of it. */
  boolean isEmptied() {
    return emptied;
  }

  /** Whether we may hold the place for free: nothing of ours was wanted there within the hour. */
  boolean mayBeFree(StormFacts facts) {
    return whose(facts) != Whose.OURS || nothingWanted == facts.hour();
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
