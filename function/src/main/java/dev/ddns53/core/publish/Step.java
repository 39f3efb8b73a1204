package dev.ddns53.core.publish;

import dev.ddns53.core.model.RecordState;
import java.time.Instant;

/**
 * What a batch does with a record set.
 *
 * <pre>
 *  rejected  confirmed  contested    under way by its maker   step
 *  ────────  ─────────  ───────────  ───────────────────────  ─────────────────────────────────────
 *  yes       any        any          any                      NONE: only another version is tried
 *  no        yes        no           any                      NONE: it is published
 *  no        yes        still        any                      WAIT: it must be sent once more, later
 *  no        yes        not anymore  any                      SEND once more
 *  no        no         any          no                       SEND
 *  no        no         any          yes                      TAKE_OVER: make a version of its own,
 *                                                             so that the maker's end does not
 *                                                             count for ours; then SEND
 * </pre>
 */
enum Step {
  NONE,
  WAIT,
  SEND,
  TAKE_OVER;

  static Step of(RecordState record, Instant now) {
    if (!record.isPending()) {
      return NONE;
    }
    if (record.isConfirmed()) {
      return record.contestedUntil().filter(now::isBefore).isPresent() ? WAIT : SEND;
    }
    return record.isUnderWay(now) ? TAKE_OVER : SEND;
  }
}
