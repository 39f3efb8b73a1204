package dev.ddns53.bench;

import dev.ddns53.core.port.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Time that passes only when nothing is left to do: processes run in turn, each alone until it lets
 * time pass, ends, or waits for work that it gave to this executor. The same run gives the same
 * history.
 *
 * <p>Nobody tells that a process waits for its work, for it does so in a {@code CompletableFuture}.
 * Its thread's state shows it: where only one runs, a thread that waits inside a process can wait
 * for nothing else.
 */
final class VirtualTime implements Time, Executor {

  private static final long LOOK_MICROS = 50;

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::order));
  private final ScopedValue<Actor> current = ScopedValue.newInstance();
  private volatile Instant now;
  private volatile Optional<Throwable> failure = Optional.empty();
  private long order;
  private int waiting;

  VirtualTime(Instant start) {
    now = start;
  }

  /** A process goes on at a time. */
  private record Event(Instant at, long order, Actor actor) {}

  private final class Actor {
    private final Optional<Actor> parent;
    private final Thread thread;
    private final Semaphore go = new Semaphore(0);
    private final Semaphore back = new Semaphore(0);
    private volatile boolean awake;
    private volatile boolean ended;
    private volatile boolean gaveWork;
    private boolean joining;

    Actor(Optional<Actor> parent, Runnable life) {
      this.parent = parent;
      this.thread = Thread.ofVirtual().unstarted(() -> ScopedValue.where(current, this).run(life));
    }

    /** Waits inside, not in {@link #sleep}; the order of the questions matters. */
    private boolean isStuck() {
      return gaveWork && thread.getState() == Thread.State.WAITING && awake;
    }

    private void sleep() {
      awake = false;
      back.release();
      go.acquireUninterruptibly();
      awake = true;
    }
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public void pass(Duration duration) {
    Actor me = current.get();
    at(now.plus(duration), me);
    me.sleep();
  }

  /** Starts a part of the process that runs, which may wait for it. */
  @Override
  public void execute(Runnable work) {
    Actor me = current.get();
    me.gaveWork = true;
    start(Optional.of(me), work);
  }

  /** Starts a actor. */
  void start(Runnable life) {
    start(Optional.empty(), life);
  }

  private void start(Optional<Actor> parent, Runnable life) {
    at(now, new Actor(parent, () -> run(life)));
  }

  private void at(Instant time, Actor actor) {
    events.add(new Event(time, order++, actor));
  }

  private void run(Runnable life) {
    Actor me = current.get();
    me.awake = true;
    try {
      life.run();
    } catch (RuntimeException | Error fault) {
      failure = failure.or(() -> Optional.of(fault));
    } finally {
      me.ended = true;
      me.back.release();
    }
  }

  /**
   * Runs until nothing is left to happen.
   *
   * @throws IllegalStateException when a process failed, or waits for ever
   */
  void run() {
    try {
      for (Event event = events.poll(); event != null; event = events.poll()) {
        now = event.at;
        resume(event.actor);
        if (failure.isPresent()) {
          throw new IllegalStateException("a process failed", failure.get());
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the run was stopped", stopped);
    }
    if (waiting > 0) {
      throw new IllegalStateException("processes that wait for ever: " + waiting);
    }
  }

  /** Lets a process run, and whoever waited for its end and is woken by it. */
  private void resume(Actor actor) throws InterruptedException {
    if (actor.thread.getState() == Thread.State.NEW) {
      actor.thread.start();
    } else {
      actor.go.release();
    }
    Actor running = actor;
    while (hasEnded(running)) {
      Optional<Actor> woken = running.parent.filter(each -> each.joining && !each.isStuck());
      if (woken.isEmpty()) {
        return;
      }
      running = woken.get();
      running.joining = false;
      waiting--;
    }
  }

  /** Until it has ended, or does not run for another reason. */
  private boolean hasEnded(Actor actor) throws InterruptedException {
    while (!actor.back.tryAcquire(LOOK_MICROS, TimeUnit.MICROSECONDS)) {
      if (actor.isStuck()) {
        actor.joining = true;
        waiting++;
        return false;
      }
    }
    return actor.ended;
  }
}
