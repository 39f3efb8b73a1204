package dev.ddns53.core.publish;

import dev.ddns53.World;
import dev.ddns53.core.port.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** A world's time, in which others do something at each pause. */
final class Pauses implements Time {

  private final World world;
  private final Deque<Runnable> meanwhile = new ArrayDeque<>();

  Pauses(World world) {
    this.world = world;
  }

  /** Done at the next pause for which nothing is said yet. */
  void add(Runnable work) {
    meanwhile.add(work);
  }

  @Override
  public Instant now() {
    return world.now();
  }

  @Override
  public void pass(Duration duration) {
    world.pass(duration);
    Runnable work = meanwhile.poll();
    if (work != null) {
      work.run();
    }
  }
}
