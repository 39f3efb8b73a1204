package dev.ddns53.core.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A publication and how far it got.
 *
 * @param version the version of the name's row that made this publication
 * @param published the newest version that Route 53 confirmed; 0 when it never confirmed one
 * @param changeId of the confirmed change, to ask Route 53 whether all its servers have it
 * @param attempts what may still land
 * @param rejected why Route 53 refuses the publication itself
 */
public record RecordState(
    Publication publication,
    long version,
    long published,
    Optional<ChangeId> changeId,
    Attempts attempts,
    Optional<String> rejected) {

  public RecordState(
      Publication publication, long version, long published, Optional<ChangeId> changeId) {
    this(publication, version, published, changeId, Attempts.NONE, Optional.empty());
  }

  /** Whether Route 53 confirmed the newest publication, at least once. */
  public boolean isConfirmed() {
    return published == version;
  }

  /** Whether Route 53 has the newest publication, and nothing older can land on it. */
  public boolean isPublished() {
    return isConfirmed() && attempts.contested().isEmpty();
  }

  /** Whether something must still be done, now or later. */
  public boolean isPending() {
    return !isPublished() && rejected.isEmpty();
  }

  /** Whether it must be sent and was never confirmed. */
  public boolean isUnsent() {
    return !isConfirmed() && rejected.isEmpty();
  }

  /** Whether Route 53 ever confirmed one: from then on the record set is ours. */
  public boolean isOurs() {
    return published > 0;
  }

  /** This record set's next publication. */
  RecordState followedBy(Publication next, long nextVersion, Instant now) {
    return new RecordState(
        next,
        nextVersion,
        published,
        changeId,
        attempts.followed(next.equals(publication), isPending(), now),
        Optional.empty());
  }

  RecordState with(Attempts other) {
    return new RecordState(publication, version, published, changeId, other, rejected);
  }

  /** Route 53 confirmed it. */
  RecordState confirmed(ChangeId change, Attempts left) {
    return new RecordState(
        publication, version, version, Optional.of(change), left, Optional.empty());
  }

  /** Route 53 refuses it for what it is. */
  RecordState rejected(String reason, Attempts left) {
    return new RecordState(publication, version, published, changeId, left, Optional.of(reason));
  }
}
