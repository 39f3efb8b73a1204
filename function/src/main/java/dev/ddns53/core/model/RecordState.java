package dev.ddns53.core.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A publication and how far it got.
 *
 * @param version the version of the name's row that made this publication
 * @param published the newest version that Route 53 confirmed; 0 when it never confirmed one
 * @param changeId of the confirmed change, to ask Route 53 whether all its servers have it
 * @param underWayUntil the latest time at which an attempt to publish this version may still land
 *     whose end nobody has written down: that of its maker, or those of batches; empty when there
 *     is none, or when it is pending and only batches may try it
 * @param contestedUntil the latest time at which an attempt to publish an older version may still
 *     land; empty when there is none
 * @param rejected why Route 53 refuses the publication itself
 */
public record RecordState(
    Publication publication,
    long version,
    long published,
    Optional<ChangeId> changeId,
    Optional<Instant> underWayUntil,
    Optional<Instant> contestedUntil,
    Optional<String> rejected) {

  public RecordState(
      Publication publication, long version, long published, Optional<ChangeId> changeId) {
    this(
        publication,
        version,
        published,
        changeId,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Whether Route 53 confirmed the newest publication, at least once. */
  public boolean isConfirmed() {
    return published == version;
  }

  /** Whether Route 53 has the newest publication, and nothing older can land on it. */
  public boolean isPublished() {
    return isConfirmed() && contestedUntil.isEmpty();
  }

  /** Whether something must still be done, now or later. */
  public boolean isPending() {
    return !isPublished() && rejected.isEmpty();
  }

  /** Whether Route 53 ever confirmed one: from then on the record set is ours. */
  public boolean isOurs() {
    return published > 0;
  }

  /** Whether an attempt that nobody has written the end of may be under way. */
  public boolean isUnderWay(Instant now) {
    return underWayUntil.filter(now::isBefore).isPresent();
  }

  /**
   * This record set's next publication.
   *
   * <pre>
   *  of what was there before, this may land late      the new publication is contested until
   *  ───────────────────────────────────────────────  ──────────────────────────────────────
   *  something older still                             as the one before
   *  an attempt whose end nobody has written down      it must have landed
   *  pending: a batch may have read it just now        now + Limits.ATTEMPT_SETTLES
   *  nothing: published by its maker, who said so      not at all
   * </pre>
   *
   * The latest of these holds.
   */
  RecordState followedBy(Publication next, long nextVersion, Instant now) {
    Optional<Instant> contested = later(contestedUntil, underWayUntil);
    if (isPending()) {
      contested = later(contested, Optional.of(now.plus(Limits.ATTEMPT_SETTLES)));
    }
    return new RecordState(
        next,
        nextVersion,
        published,
        changeId,
        Optional.empty(),
        contested.filter(now::isBefore),
        Optional.empty());
  }

  /** Its maker is going to publish it. */
  RecordState tried(Instant now) {
    return new RecordState(
        publication,
        version,
        published,
        changeId,
        Optional.of(now.plus(Limits.ATTEMPT_SETTLES)),
        contestedUntil,
        rejected);
  }

  /** Its maker knows that Route 53 did not take it, and leaves it to the batches. */
  RecordState left() {
    return new RecordState(
        publication, version, published, changeId, Optional.empty(), contestedUntil, rejected);
  }

  /**
   * Route 53 confirmed it.
   *
   * @param sent when it was sent: what was sent after a contest ended ends it
   * @param underWay until when other attempts may land
   */
  RecordState confirmed(ChangeId change, Instant sent, Optional<Instant> underWay) {
    return new RecordState(
        publication,
        version,
        version,
        Optional.of(change),
        underWay,
        contestedUntil.filter(sent::isBefore),
        Optional.empty());
  }

  /**
   * Route 53 refuses it for what it is.
   *
   * @param underWay until when other attempts may land
   */
  RecordState rejected(String reason, Instant underWay) {
    return new RecordState(
        publication,
        version,
        published,
        changeId,
        Optional.of(underWay),
        contestedUntil,
        Optional.of(reason));
  }

  private static Optional<Instant> later(Optional<Instant> a, Optional<Instant> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.or(() -> b);
    }
    return a.get().isAfter(b.get()) ? a : b;
  }
}
