package dev.ddns53.local;

import dev.ddns53.local.Delivery.Outcome;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Brings a shard's records to a function, event after event, as Lambda does:
 *
 * <pre>
 *  the function                     then
 *  ───────────────────────────────  ───────────────────────────────────────────────────────────
 *  deals with all                   the next event
 *  says which records failed        from the first of these on once more; with no progress a try
 *  throws, several records          two halves, one after the other
 *  throws, one record               once more, a try
 *  is at the end of its tries       told as a dead letter, and left
 * </pre>
 *
 * How old a record is makes no difference here.
 */
final class ShardReader implements Runnable {

  /** Lambda's own figures are not published. */
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final StreamShard shard;
  private final Delivery delivery;
  private final PrintStream err;
  private final CountDownLatch stop;
  private final List<StreamRecord> waiting = new ArrayList<>();
  private long lastRead = System.nanoTime() - EventSource.BETWEEN_READS.toNanos();

  /**
   * A reader of one shard.
   *
   * @param stop ends it after the event that is under way
   */
  ShardReader(StreamShard shard, Delivery delivery, PrintStream err, CountDownLatch stop) {
    this.shard = shard;
    this.delivery = delivery;
    this.err = err;
    this.stop = stop;
  }

  @Override
  public void run() {
    while (stop.getCount() > 0 && !(shard.isClosed() && waiting.isEmpty())) {
      try {
        gather();
        if (!waiting.isEmpty() && stop.getCount() > 0) {
          deliver();
        }
      } catch (InterruptedException stopped) {
        return;
      } catch (IOException | RuntimeException e) {
        if (stop.getCount() > 0) {
          err.println("The stream's " + shard.place().id() + " is read again in a moment: " + e);
          pause(FIRST_PAUSE);
        }
      }
    }
  }

  /** Reads until an event is ready, or the shard has ended. */
  private void gather() throws IOException {
    while (!isReady() && !shard.isClosed()) {
      if (pause(EventSource.BETWEEN_READS.minusNanos(System.nanoTime() - lastRead))) {
        return;
      }
      lastRead = System.nanoTime();
      waiting.addAll(shard.read());
      if (waiting.isEmpty()) {
        shard.dealtWithAll();
      }
    }
  }

  private boolean isReady() {
    return !waiting.isEmpty()
        && (next() < waiting.size()
            || waiting.size() >= EventSource.RECORDS_PER_EVENT
            || System.nanoTime() - waiting.getFirst().read() >= EventSource.WINDOW.toNanos());
  }

  /** How many of the records that wait an event takes. */
  private int next() {
    int octets = 0;
    int count = 0;
    while (count < waiting.size() && count < EventSource.RECORDS_PER_EVENT) {
      octets += waiting.get(count).octets();
      if (count > 0 && octets > EventSource.OCTETS_PER_EVENT) {
        break;
      }
      count++;
    }
    return count;
  }

  private void deliver() throws IOException, InterruptedException {
    List<StreamRecord> event = List.copyOf(waiting.subList(0, next()));
    Deque<List<StreamRecord>> parts = new ArrayDeque<>(List.of(event));
    int tries = 0;
    while (!parts.isEmpty() && stop.getCount() > 0) {
      List<StreamRecord> part = parts.removeFirst();
      tries++;
      switch (delivery.invoke(part)) {
        case Outcome.Answered(int done) -> {
          dealtWith(part, done);
          tries = done > 0 ? 0 : tries;
          if (done < part.size()) {
            parts.addFirst(part.subList(done, part.size()));
          }
        }
        case Outcome.Failed() when part.size() > 1 -> {
          tries--;
          parts.addFirst(part.subList(part.size() / 2, part.size()));
          parts.addFirst(part.subList(0, part.size() / 2));
        }
        case Outcome.Failed() -> parts.addFirst(part);
      }
      if (tries > EventSource.RETRIES) {
        giveUp(parts.removeFirst());
        tries = 0;
      } else if (tries > 0) {
        pause(after(tries));
      }
    }
  }

  private static Duration after(int tries) {
    Duration wait = FIRST_PAUSE.multipliedBy(1L << (tries - 1));
    return wait.compareTo(LONGEST_PAUSE) < 0 ? wait : LONGEST_PAUSE;
  }

  /** The first records of a part, which is the oldest that waits. */
  private void dealtWith(List<StreamRecord> part, int count) throws IOException {
    if (count > 0) {
      waiting.subList(0, count).clear();
      if (waiting.isEmpty()) {
        shard.dealtWithAll();
      } else {
        shard.dealtWith(part.get(count - 1).sequence());
      }
    }
  }

  private void giveUp(List<StreamRecord> part) throws IOException {
    err.printf(
        "Given up after %d tries, as a dead letter: %d records of %s, %s to %s%n",
        EventSource.RETRIES + 1,
        part.size(),
        shard.place().id(),
        part.getFirst().sequence(),
        part.getLast().sequence());
    dealtWith(part, part.size());
  }

  /** Lets time pass; whether it was told to stop. */
  private boolean pause(Duration time) {
    try {
      return stop.await(Math.max(0, time.toNanos()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
