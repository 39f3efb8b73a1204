package dev.ddns53.core.record;

import dev.ddns53.core.Limits;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One record of a registered name: what it shall hold, what it is known to hold, and how far it has
 * got.
 *
 * @param wanted what shall stand there
 * @param made the version of the name's row that made it wanted
 * @param confirmed the {@code made} of the newest wanted content that Route 53 confirmed; 0 before
 * @param known what Route 53 last confirmed, or a listing showed, of ours
 * @param candidates what else a sender may have sent, and when each was last wanted
 * @param note who began a first publication whose end nobody has marked: a word of its own for each
 *     attempt, so that no two senders take each other's note for theirs
 * @param drift what people did to it by hand, once that was told
 */
public record RecordState(
    Content wanted,
    long made,
    long confirmed,
    Content known,
    Map<Content, Instant> candidates,
    Optional<String> note,
    Stage stage,
    Optional<Drift> drift) {

  public RecordState {
    candidates = Map.copyOf(candidates);
  }

  /** A record that nobody has sent yet. */
  public static RecordState first(Content wanted, long made) {
    return new RecordState(
        wanted,
        made,
        0,
        Content.NOTHING,
        Map.of(),
        Optional.empty(),
        new Stage.Due(),
        Optional.empty());
  }

  /** Whether somebody began a first publication whose end nobody has marked. */
  public boolean noted() {
    return note.isPresent();
  }

  public boolean isDue() {
    return stage instanceof Stage.Due;
  }

  public boolean isPublished() {
    return stage instanceof Stage.Published;
  }

  /** Whether Route 53 or IAM refused it. */
  public boolean isStopped() {
    return stage instanceof Stage.Rejected || stage instanceof Stage.Denied;
  }

  /** Whether a record set of ours stands there, as far as is known. */
  public boolean isOurs() {
    return known instanceof Publication;
  }

  /** Whether the wanted content waits for its first confirmation. */
  public boolean isChange() {
    return made != confirmed;
  }

  /** Whether sending it is a first publication, of which the row must have a note. */
  public boolean isFirst() {
    return known.equals(Content.NOTHING) && wanted instanceof Publication;
  }

  /** Whether no sender may have left nothing where a record set of ours is known to stand. */
  public boolean standsForSure() {
    return isOurs() && wanted instanceof Publication && !candidates.containsKey(Content.NOTHING);
  }

  /** The change that Route 53 confirmed, where the record is published by one. */
  public Optional<ChangeId> change() {
    return stage instanceof Stage.Published(Optional<ChangeId> change) ? change : Optional.empty();
  }

  /** Whether some sender may have sent what is wanted. */
  public boolean maybeSent() {
    return isOurs() || noted() || isPublished();
  }

  /** Whether this content may be of ours: known, a candidate, or wanted and perhaps sent. */
  public boolean mayBeOurs(Content content) {
    return known.equals(content)
        || candidates.containsKey(content)
        || (wanted.equals(content) && maybeSent());
  }

  /** Whether so many contents may have been sent that another one must wait. */
  public boolean isFull() {
    return candidates.size() >= Limits.CANDIDATES;
  }

  /**
   * Other content is wanted from this version of the row on.
   *
   * <pre>
   *  stage                        what was wanted          stage then
   *  ───────────────────────────  ───────────────────────  ──────────────────────────────────
   *  Due, Published, Rejected     candidate, if maybeSent  Due
   *  Blocked, Denied              candidate, if maybeSent  the same: the re-check goes on
   * </pre>
   */
  public RecordState wanting(Content next, long version, Instant now) {
    Map<Content, Instant> sent = new LinkedHashMap<>(candidates);
    if (maybeSent()) {
      sent.put(wanted, now);
    }
    Stage then =
        switch (stage) {
          case Stage.Due due -> due;
          case Stage.Published published -> new Stage.Due();
          case Stage.Rejected rejected -> new Stage.Due();
          case Stage.Blocked blocked -> blocked;
          case Stage.Denied denied -> denied;
        };
    return new RecordState(next, version, confirmed, known, sent, Optional.empty(), then, drift);
  }

  /**
   * The same record under a registration that takes it over from one whose withdrawal is due. A
   * DELETE of that may land yet, so nothing is a candidate too. What stands there, a listing must
   * show.
   */
  public RecordState takenOver(long version, Instant now) {
    Map<Content, Instant> sent = new LinkedHashMap<>(candidates);
    if (maybeSent() && !wanted.equals(known)) {
      sent.put(wanted, now);
    }
    sent.put(Content.NOTHING, now);
    return new RecordState(
        known, version, 0, known, sent, Optional.empty(), new Stage.Due(), Optional.empty());
  }

  /** Somebody is about to send a first publication. */
  public RecordState noted(String who) {
    return noted(Optional.of(who));
  }

  /** The same with another note, or none. */
  public RecordState noted(Optional<String> who) {
    return new RecordState(wanted, made, confirmed, known, candidates, who, stage, drift);
  }

  /** The same as if nobody had begun a first publication. */
  public RecordState unnoted() {
    return noted(Optional.empty());
  }

  /**
   * What is wanted stands there.
   *
   * @param at when the sending, or the listing that showed it, began
   */
  public RecordState published(Optional<ChangeId> change, Instant at) {
    return new RecordState(
        wanted,
        made,
        made,
        wanted,
        candidatesAfter(at),
        Optional.empty(),
        new Stage.Published(change),
        Optional.empty());
  }

  /** The same without candidates that aged out before this time, at which it was confirmed. */
  public RecordState pruned(Instant at) {
    return new RecordState(wanted, made, confirmed, known, candidatesAfter(at), note, stage, drift);
  }

  /** Whether a confirmation at this time ends a candidate. */
  public boolean hasAgedOut(Instant at) {
    return candidatesAfter(at).size() < candidates.size();
  }

  private Map<Content, Instant> candidatesAfter(Instant at) {
    Map<Content, Instant> left = new LinkedHashMap<>();
    candidates.forEach(
        (content, last) -> {
          if (!last.plus(Limits.CANDIDATE_KEPT).isBefore(at)) {
            left.put(content, last);
          }
        });
    return left;
  }

  /** Something else of ours stands there than was known; drift and block are over. */
  public RecordState knowing(Content stands, Instant now) {
    Map<Content, Instant> sent = stands.equals(Content.NOTHING) ? withWanted(now) : candidates;
    return new RecordState(
        wanted, made, confirmed, stands, sent, note, new Stage.Due(), Optional.empty());
  }

  /** This is about to be deleted, and may be gone long after. */
  public RecordState withdrawing(Content stands, Instant now) {
    Map<Content, Instant> sent = new LinkedHashMap<>(candidates);
    sent.put(stands, now);
    Stage then = isStopped() ? stage : new Stage.Due();
    return new RecordState(wanted, made, confirmed, stands, sent, note, then, Optional.empty());
  }

  /** Where nothing is known to stand, what was sent without a note is remembered as a candidate. */
  private Map<Content, Instant> withWanted(Instant now) {
    Map<Content, Instant> sent = new LinkedHashMap<>(candidates);
    if (wanted instanceof Publication && maybeSent()) {
      sent.put(wanted, now);
    }
    return sent;
  }

  /** It is to be sent, or to be looked at, once more. */
  public RecordState due() {
    return new RecordState(
        wanted, made, confirmed, known, candidates, note, new Stage.Due(), drift);
  }

  /** It has got this far. */
  public RecordState at(Stage next) {
    return new RecordState(wanted, made, confirmed, known, candidates, note, next, drift);
  }

  /**
   * Somebody else's record stands there, and none of ours.
   *
   * @param mayLand whether a first publication of ours may still land
   */
  public RecordState blocked(List<RecordSet> found, boolean mayLand, Instant now) {
    RecordState judged = mayLand ? this : unnoted();
    return new RecordState(
        wanted,
        made,
        confirmed,
        Content.NOTHING,
        judged.withWanted(now),
        judged.note,
        new Stage.Blocked(found, now),
        Optional.empty());
  }

  /** What people made of a record whose registration ended is left to them. */
  public RecordState left(List<RecordSet> found, Instant now) {
    return at(new Stage.Blocked(found, now));
  }

  /** People did this to it; empty where that is over. */
  public RecordState drifted(Optional<Drift> found) {
    return new RecordState(wanted, made, confirmed, known, candidates, note, stage, found);
  }
}
