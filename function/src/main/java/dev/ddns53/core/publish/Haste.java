package dev.ddns53.core.publish;

import dev.ddns53.core.Limits;
import dev.ddns53.core.port.Time;
import java.time.Duration;
import java.time.Instant;

/**
 * How long a sender waits. A request is in a hurry: it waits for no token, for no backoff, and only
 * shortly for a change that is at work.
 *
 * @param hurried a request
 * @param until when it must be done
 * @param paid calls whose tokens were drawn before
 * @param judged whether a listing was judged already
 */
record Haste(boolean hurried, Instant until, int paid, boolean judged) {

  /** How long a call may take, with what is written of it. */
  private static final Duration CALL = Duration.ofSeconds(6);

  private static final int BUSY_IN_A_HURRY = 4;

  static Haste ofRequest(Instant until) {
    return new Haste(true, until, 1, false);
  }

  static Haste ofBatches(Instant until, boolean judged) {
    return new Haste(false, until, 0, judged);
  }

  /** Draws a token for a change, in time to make it. */
  boolean mayCall(Rate rate, Time time) {
    Instant last = until.minus(CALL);
    return hurried ? rate.drawNow() : time.now().isBefore(last) && rate.draw(last);
  }

  /** Draws a token for a listing. */
  boolean mayLook(Rate rate) {
    return hurried ? rate.drawNow() : rate.drawListing(until);
  }

  /** How many pages of a listing it may read. */
  int looks() {
    return hurried ? Limits.LOOKS_PER_REQUEST : Integer.MAX_VALUE;
  }

  /** Lets time pass, if there is enough of it, and for a call after it. */
  boolean pass(Duration wait, Time time) {
    boolean enough = !hurried && time.now().plus(wait).plus(CALL).isBefore(until);
    if (enough) {
      time.pass(wait);
    }
    return enough;
  }

  /** Whether the same may be sent once more, after so many times at which a change was at work. */
  boolean maySendAgain(int busy, Instant now) {
    return hurried ? busy < BUSY_IN_A_HURRY : now.plus(CALL).isBefore(until);
  }
}
