package dev.ddns53.core.publish;

import dev.ddns53.core.port.Traffic.Pace;
import java.time.Duration;
import java.time.Instant;

/**
 * The zones of one event draw their calls together: once the bucket holds a call for each and half
 * as many more, or all that it can, and not within a moment. Meanwhile they hold their turns, and
 * other publishers ask them to send names along. So publishers fall into step; out of step, each of
 * them would need a call for each zone.
 */
final class SharedDraw {

  /** How much longer it waits for others than an empty bucket takes to hold a call for each. */
  private static final double LONGER = 0.5;

  /** Publishers in step begin so close to each other. */
  private static final Duration IN_STEP = Duration.ofMillis(200);

  private final Pace pace;
  private final Instant began;
  private int zones;
  private int waiting;
  private int drawn;
  private boolean led;
  private boolean over;

  /** Zones whose event begins now. */
  SharedDraw(int zones, Instant now, Pace pace) {
    this.zones = zones;
    this.began = now;
    this.pace = pace;
  }

  /** Whether zones wait for each other, and for others to ask: more than one, until some drew. */
  synchronized boolean isWaitedFor() {
    return !over && zones > 1;
  }

  /** How many calls are to be there until then. */
  synchronized int wanted() {
    return (int) Math.min(zones * (1 + LONGER), pace.burst());
  }

  /** From when on they draw. */
  Instant earliest() {
    return began.plus(IN_STEP);
  }

  /** From when on they wait for no more calls than one. */
  Instant latest() {
    return began.plusMillis((long) (1000 * wanted() / pace.rate())).plus(IN_STEP);
  }

  /** How many zones wait for a call. */
  synchronized int waiting() {
    return waiting;
  }

  /** A zone waits for a call. */
  synchronized void arrive() {
    waiting++;
  }

  /** It waits no longer. */
  synchronized void leave() {
    waiting--;
  }

  /** A zone is done, and needs no call any more. */
  synchronized void done() {
    zones--;
  }

  /** Whether the caller is to draw for all that wait. Then it says when it no longer does. */
  synchronized boolean lead() {
    boolean first = !led;
    led = true;
    return first;
  }

  /** The caller has drawn so many calls, and leads no longer. */
  synchronized void followWith(int calls) {
    drawn += calls;
    over |= calls > 0;
    led = false;
  }

  /** Takes a call that was drawn, if there is one. */
  synchronized boolean take() {
    boolean there = drawn > 0;
    drawn -= there ? 1 : 0;
    return there;
  }
}
