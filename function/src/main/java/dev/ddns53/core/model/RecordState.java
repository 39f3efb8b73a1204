package dev.ddns53.core.model;

import java.util.Optional;

/**
 * A publication and how far it got.
 *
 * @param version the version of the name's row that made this publication
 * @param published the newest version that Route 53 confirmed; 0 when it never confirmed one
 * @param changeId of the confirmed change, to ask Route 53 whether all its servers have it
 */
public record RecordState(
    Publication publication, long version, long published, Optional<ChangeId> changeId) {

  /** Whether Route 53 confirmed the newest publication. */
  public boolean isPublished() {
    return published == version;
  }

  /** Whether Route 53 ever confirmed one: from then on the record set is ours. */
  public boolean isOurs() {
    return published > 0;
  }

  RecordState confirmed(ChangeId change) {
    return new RecordState(publication, version, version, Optional.of(change));
  }
}
