package dev.ddns53.bench;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the units that the state table is asked for, second by second, and refuses those of a key
 * that DynamoDB would not give.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html">a
 *     partition's limits</a>
 */
final class TableMeter {

  /** Units that one key takes in a second. */
  static final int WRITES = 1_000;

  static final int READS = 3_000;

  private final int[] shards;
  private final Map<String, Integer> writes = new HashMap<>();
  private final Map<String, Integer> reads = new HashMap<>();
  private Hottest written = Hottest.NONE;
  private Hottest read = Hottest.NONE;
  private int busiestShard;
  private long second;

  /**
   * A key and the most units that it was asked for in one second.
   *
   * @param units also those that were refused
   */
  record Hottest(String key, int units) {
    static final Hottest NONE = new Hottest("", 0);

    String text() {
      return units + " " + key;
    }
  }

  TableMeter(int shards) {
    this.shards = new int[shards];
  }

  /** What a call asks of an item. */
  record Item(String key, int shard, int units) {}

  /** Reads keys, one unit each, if they all may be. */
  boolean reads(long now, List<String> keys) {
    tick(now);
    boolean room = true;
    for (String key : keys) {
      room &= reads.merge(key, 1, Integer::sum) <= READS;
    }
    return room;
  }

  /** Writes items, all or none, if they all may be. */
  boolean writes(long now, List<Item> items) {
    tick(now);
    boolean room = true;
    for (Item item : items) {
      room &= writes.merge(item.key, item.units, Integer::sum) <= WRITES;
      shards[item.shard] += item.units;
    }
    return room;
  }

  private void tick(long now) {
    if (now != second) {
      second = now;
      written = hottest(written, writes);
      read = hottest(read, reads);
      busiestShard = Math.max(busiestShard, Arrays.stream(shards).max().orElse(0));
      Arrays.fill(shards, 0);
    }
  }

  private static Hottest hottest(Hottest before, Map<String, Integer> units) {
    Hottest most = before;
    for (Map.Entry<String, Integer> each : units.entrySet()) {
      if (each.getValue() > most.units) {
        most = new Hottest(each.getKey(), each.getValue());
      }
    }
    units.clear();
    return most;
  }

  Hottest written() {
    return written;
  }

  Hottest read() {
    return read;
  }

  /** The most write units in a second that one shard's keys were asked for. */
  int busiestShard() {
    return busiestShard;
  }
}
