package dev.ddns53.core.record;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How far a record has got.
 *
 * <pre>
 *  stage      means                                     who brings it on
 *  ─────────  ────────────────────────────────────────  ──────────────────────────────────────────
 *  Due        is to be sent, or to be looked at         whoever comes next: request, batch, re-check
 *  Published  Route 53 confirmed it                     –
 *  Blocked    somebody else's record stands there       the re-check, once the place is free
 *  Rejected   Route 53 takes no such record             another content, or the re-check
 *  Denied     IAM permits us no such name               the re-check
 * </pre>
 */
public sealed interface Stage {

  /** To be sent, or to be looked at. */
  record Due() implements Stage {}

  /**
   * Route 53 confirmed it.
   *
   * @param change that brought it there; empty where a listing showed it
   */
  record Published(Optional<ChangeId> change) implements Stage {}

  /** A record set stands there that was never ours. */
  record Blocked(List<RecordSet> found, Instant since) implements Stage {
    public Blocked {
      found = List.copyOf(found);
    }
  }

  /** Route 53 rejects the record set for what it is. */
  record Rejected(String reason) implements Stage {}

  /** IAM denies us the name. */
  record Denied(String reason) implements Stage {}
}
