package dev.ddns53.core.publish;

import dev.ddns53.core.model.RecordState;
import java.time.Instant;

/**
 * What a batch does with a record set.
 *
 * <pre>
 *  rejected  confirmed  contested    tried by its maker   step
 *  ────────  ─────────  ───────────  ───────────────────  ─────────────────────────────────────────
 *  yes       any        any          any                  NONE: only another version is tried
 *  no        yes        no           any                  NONE: it is published
 *  no        yes        still        any                  WAIT: it must be sent once more, later
 *  no        yes        not anymore  any                  SEND once more
 *  no        no         any          not, or long ago     SEND
 *  no        no         any          perhaps still        TAKE_OVER: make a version of its own, so
 *                                                         that the maker cannot write down the end
 *                                                         of ours with its own; then SEND
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
      return record.attempts().contested().filter(now::isBefore).isPresent() ? WAIT : SEND;
    }
    return record.attempts().tried().filter(now::isBefore).isPresent() ? TAKE_OVER : SEND;
  }
}
