package dev.ddns53.bench;

import dev.ddns53.core.Limits;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.publish.BatchPublisher;
import dev.ddns53.core.record.NameState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The state table's stream and how Lambda reads it, in virtual time: each shard four times a
 * second, 1,000 records a read, filtered afterwards, one event of a shard at a time.
 */
final class VirtualStream {

  private static final Duration BETWEEN_READS = Duration.ofMillis(250);
  private static final Duration WINDOW = Duration.ofSeconds(1);
  private static final int RECORDS_PER_READ = 1_000;

  /** The publisher's five minutes, but for what its handler keeps back. */
  private static final Duration INVOCATION = Duration.ofMinutes(5).minusSeconds(4);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final VirtualTime time;
  private final List<Shard> shards;

  /**
   * What was written.
   *
   * @param pending the name of which something is due; other records are filtered
   */
  record Written(String key, Optional<Fqdn> pending) {

    static Written other(String key) {
      return new Written(key, Optional.empty());
    }

    static Written of(String key, NameState row) {
      return new Written(key, Optional.of(row.name()).filter(name -> !row.due().isEmpty()));
    }
  }

  /**
   * An empty stream.
   *
   * @param end of the time in which it is asked how busy publishers were
   */
  VirtualStream(VirtualTime time, int shards, Instant end) {
    this.time = time;
    this.shards =
        IntStream.range(0, shards).mapToObj(i -> new Shard(new BusyTime(time.now(), end))).toList();
  }

  /** The shard of a partition key. */
  int shard(String key) {
    int hash = key.hashCode() * 0x9E3779B9;
    return Math.floorMod(hash >>> 16, shards.size());
  }

  void add(Written item) {
    shards.get(shard(item.key)).records.add(item.pending);
  }

  /**
   * Each shard is read from now on, until nothing is left in it and nothing more will come.
   *
   * @param publishers one for each shard
   */
  void start(List<BatchPublisher> publishers, ScaleChanges changes) {
    for (int i = 0; i < shards.size(); i++) {
      Shard shard = shards.get(i);
      BatchPublisher publisher = publishers.get(i);
      time.start(() -> shard.run(publisher, changes));
    }
  }

  /** The share of the time in which the busiest shard was read in full or published. */
  double busiest() {
    return shards.stream().mapToDouble(shard -> shard.work.share()).max().orElse(0);
  }

  /** A name that passed the filter, and when it was read. */
  private record Passed(Fqdn name, Instant read) {}

  private final class Shard {

    private final Deque<Optional<Fqdn>> records = new ArrayDeque<>();
    private final Deque<Passed> passed = new ArrayDeque<>();
    private final BusyTime work;

    Shard(BusyTime work) {
      this.work = work;
    }

    void run(BatchPublisher publisher, ScaleChanges changes) {
      while (!(changes.isOver() && records.isEmpty() && passed.isEmpty())) {
        time.pass(BETWEEN_READS);
        read();
        if (isReady()) {
          deliver(publisher);
        }
      }
    }

    private void read() {
      if (records.size() >= RECORDS_PER_READ) {
        work.add(time.now().minus(BETWEEN_READS), time.now());
      }
      for (int i = 0; i < RECORDS_PER_READ && !records.isEmpty(); i++) {
        records.removeFirst().ifPresent(name -> passed.add(new Passed(name, time.now())));
      }
    }

    private boolean isReady() {
      return !passed.isEmpty()
          && (passed.size() >= Limits.RECORDS_PER_EVENT
              || !passed.getFirst().read.plus(WINDOW).isAfter(time.now()));
    }

    /**
     * From the first record on that is left, once more, after a pause where there was no progress.
     */
    private void deliver(BatchPublisher publisher) {
      List<Fqdn> event = new ArrayList<>();
      while (event.size() < Limits.RECORDS_PER_EVENT && !passed.isEmpty()) {
        event.add(passed.removeFirst().name);
      }
      Duration pause = WINDOW;
      while (!event.isEmpty()) {
        Instant began = time.now();
        BatchPublisher.Result result =
            publisher.publish(new LinkedHashSet<>(event), began.plus(INVOCATION));
        work.add(began, time.now());
        int done = 0;
        while (done < event.size() && !result.left().contains(event.get(done))) {
          done++;
        }
        event.subList(0, done).clear();
        if (!event.isEmpty()) {
          time.pass(pause);
          pause = done > 0 ? WINDOW : pause.multipliedBy(2);
          pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        }
      }
    }
  }
}
