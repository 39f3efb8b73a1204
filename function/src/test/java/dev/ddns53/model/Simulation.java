package dev.ddns53.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Simulated time, in which actors run in turn: each has the world for itself until it lets time
 * pass. The same plan gives the same history.
 */
final class Simulation {

  private static final int MOST_EVENTS = 60_000;

  private record Event(Instant at, long order, Runnable what) {}

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::order));
  private final Semaphore turn = new Semaphore(0);
  private final ThreadLocal<Optional<Actor>> current = ThreadLocal.withInitial(Optional::empty);
  private final List<String> trace = new ArrayList<>();
  private final Instant start;
  private final boolean traced;
  private Instant now;
  private long order;
  private Optional<Throwable> failure = Optional.empty();

  /**
   * Simulated time.
   *
   * @param traced whether what happens is written down
   */
  Simulation(Instant start, boolean traced) {
    this.start = start;
    this.traced = traced;
    now = start;
  }

  /** A process, or the part of one that handles one request or event. */
  static final class Actor {
    final String key;
    final Instant began;
    private final Semaphore go = new Semaphore(0);
    private final Map<Plan.Call, Integer> calls = new EnumMap<>(Plan.Call.class);
    private boolean dead;

    private Actor(String key, Instant began) {
      this.key = key;
      this.began = began;
    }

    /** Counts the calls of a kind that it makes outside, from 0. */
    int nextCall(Plan.Call kind) {
      checkAlive();
      return calls.merge(kind, 1, Integer::sum) - 1;
    }

    void checkAlive() {
      if (dead) {
        throw new ProcessDeath();
      }
    }

    ProcessDeath die() {
      dead = true;
      return new ProcessDeath();
    }
  }

  /** The end of a process: nobody catches it. */
  static final class ProcessDeath extends Error {
    private static final long serialVersionUID = 1;

    ProcessDeath() {
      super("dead", null, false, false);
    }
  }

  Instant now() {
    return now;
  }

  /** The actor whose turn it is. */
  Actor actor() {
    return current.get().orElseThrow();
  }

  /** Writes down what happens, where somebody will read it. */
  void note(Supplier<String> what) {
    if (traced) {
      String who = current.get().map(actor -> actor.key).orElse("-");
      long millis = Duration.between(start, now).toMillis();
      trace.add(String.format("%10.3f %-12s %s", millis / 1e3, who, what.get()));
    }
  }

  List<String> trace() {
    return List.copyOf(trace);
  }

  void at(Instant time, Runnable what) {
    events.add(new Event(time.isBefore(now) ? now : time, order++, what));
  }

  /** Starts an actor at a time; it may end by death. */
  void actor(String key, Instant time, Runnable life) {
    Actor actor = new Actor(key, time);
    at(time, () -> begin(actor, life));
  }

  private void begin(Actor actor, Runnable life) {
    Thread.ofVirtual()
        .start(
            () -> {
              actor.go.acquireUninterruptibly();
              current.set(Optional.of(actor));
              try {
                life.run();
              } catch (ProcessDeath dead) {
                note(() -> "dies");
              } catch (Throwable fault) {
                failure = failure.or(() -> Optional.of(fault));
              } finally {
                turn.release();
              }
            });
    resume(actor);
  }

  private void resume(Actor actor) {
    actor.go.release();
    turn.acquireUninterruptibly();
  }

  /** Lets time pass for the actor whose turn it is. */
  void pass(Duration duration) {
    Actor actor = actor();
    actor.checkAlive();
    at(now.plus(duration), () -> resume(actor));
    turn.release();
    actor.go.acquireUninterruptibly();
  }

  /** Runs until nothing is left to happen. */
  void run() {
    int happened = 0;
    for (Event event = events.poll(); event != null; event = events.poll()) {
      if (++happened > MOST_EVENTS) {
        throw new AssertionError("it does not become quiet");
      }
      now = event.at;
      event.what.run();
      if (failure.isPresent()) {
        throw new AssertionError("an actor failed", failure.get());
      }
    }
  }
}
