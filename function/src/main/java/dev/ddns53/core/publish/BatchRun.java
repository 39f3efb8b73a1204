package dev.ddns53.core.publish;

import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.NameState;
import dev.ddns53.core.model.ZoneId;
import dev.ddns53.core.port.Records;
import dev.ddns53.core.port.State;
import dev.ddns53.core.port.State.NameRows;
import dev.ddns53.core.port.Time;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.port.Unconfirmed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** One event's names on their way: what its parts share, and how their rows become items. */
final class BatchRun {

  private static final int ROUNDS = 10;
  private static final int NAMES_PER_READ = 50;
  private static final int CALLS_AT_ONCE = 20;

  final Records records;
  final State state;
  final RateBucket bucket;
  final Time time;
  final RandomGenerator random;
  final Instant until;

  private final Executor workers;
  private final Semaphore calls = new Semaphore(CALLS_AT_ONCE);
  private final Set<Fqdn> left = ConcurrentHashMap.newKeySet();
  private final Set<Fqdn> again = ConcurrentHashMap.newKeySet();
  private final Set<String> troubles = ConcurrentHashMap.newKeySet();
  private final Map<ZoneId, Double> due = new TreeMap<>();
  final AtomicInteger published = new AtomicInteger();
  final AtomicInteger sent = new AtomicInteger();
  final AtomicInteger throttled = new AtomicInteger();

  BatchRun(
      Records records,
      State state,
      RateBucket bucket,
      Time time,
      Executor workers,
      RandomGenerator random,
      Instant until) {
    this.records = records;
    this.state = state;
    this.bucket = bucket;
    this.time = time;
    this.workers = workers;
    this.random = random;
    this.until = until;
  }

  /** What was due in each zone, as so many batches. */
  Map<ZoneId, Double> due() {
    return due;
  }

  /** Publishes; names whose rows change under our hands are read and published once more. */
  BatchPublisher.Result publish(Collection<Fqdn> names) {
    Set<Fqdn> wanted = new LinkedHashSet<>(names);
    for (int round = 0; round < ROUNDS && !wanted.isEmpty(); round++) {
      Map<ZoneId, List<Item>> zones = new TreeMap<>();
      for (Item item : items(wanted)) {
        zones.computeIfAbsent(item.name().zone(), zone -> new ArrayList<>()).add(item);
      }
      if (round == 0) {
        zones.forEach((zone, items) -> due.put(zone, Batches.count(items)));
      }
      all(
          zones.entrySet().stream()
              .<Runnable>map(zone -> new ZoneRun(this, zone.getKey(), zone.getValue()))
              .toList());
      wanted = new LinkedHashSet<>(again);
      again.clear();
      wanted.removeAll(left);
    }
    left.addAll(wanted);
    return new BatchPublisher.Result(
        left, published.get(), sent.get(), throttled.get(), troubles.stream().sorted().toList());
  }

  /** These names must come again in another event. */
  void leave(Collection<Item> items, String why) {
    items.forEach(item -> left.add(item.fqdn()));
    troubles.add(why);
  }

  /** This name's row has moved on: it is read once more. */
  void again(Fqdn name) {
    again.add(name);
  }

  void trouble(String what) {
    troubles.add(what);
  }

  /** What is to be sent of these names, as their rows say now. */
  List<Item> items(Collection<Fqdn> names) {
    Collection<Item> items = new ConcurrentLinkedQueue<>();
    List<Runnable> reads = new ArrayList<>();
    List<Fqdn> all = List.copyOf(names);
    for (int start = 0; start < all.size(); start += NAMES_PER_READ) {
      List<Fqdn> part = all.subList(start, Math.min(all.size(), start + NAMES_PER_READ));
      reads.add(() -> guarded(part, () -> read(part, items)));
    }
    all(reads);
    return List.copyOf(items);
  }

  private void read(List<Fqdn> names, Collection<Item> items) {
    Instant read = time.now();
    List<NameRows> rows = called(() -> state.names(names));
    for (NameRows each : rows) {
      if (each.name().isEmpty()) {
        troubles.add(each.state().name() + " is not registered");
        continue;
      }
      guarded(List.of(each.state().name()), () -> step(each, read, items));
    }
  }

  private void step(NameRows rows, Instant read, Collection<Item> items) {
    Map<Family, Step> steps = new EnumMap<>(Family.class);
    rows.state().records().forEach((family, record) -> steps.put(family, Step.of(record, read)));
    Set<Family> taken = families(steps, Step.TAKE_OVER);
    Set<Family> families = new HashSet<>(families(steps, Step.SEND));
    families.addAll(taken);
    NameState current = rows.state();
    if (!taken.isEmpty()) {
      NameState over = current.dueAgain(taken, read);
      if (!replace(over)) {
        again.add(over.name());
        return;
      }
      current = over;
    }
    if (!families.isEmpty()) {
      items.add(new Item(rows.name().orElseThrow(), current, families, read));
    } else if (steps.containsValue(Step.WAIT)) {
      replace(current.touched());
    }
  }

  private static Set<Family> families(Map<Family, Step> steps, Step wanted) {
    Set<Family> families = new HashSet<>();
    steps.forEach(
        (family, step) -> {
          if (step == wanted) {
            families.add(family);
          }
        });
    return families;
  }

  boolean replace(NameState next) {
    return called(() -> state.replace(State.Rows.of(next)));
  }

  boolean replace(State.Rows rows) {
    return called(() -> state.replace(rows));
  }

  /** Does something about names; if a table fails, they come again. */
  void guarded(Collection<Fqdn> names, Runnable work) {
    try {
      work.run();
    } catch (Unavailable | Unconfirmed e) {
      left.addAll(names);
      troubles.add(String.valueOf(e.getMessage()));
    }
  }

  /** Runs pieces of work side by side, and waits for all of them. */
  void all(List<Runnable> work) {
    SideBySide.join(work.stream().map(this::start).toList());
  }

  CompletableFuture<Void> start(Runnable work) {
    return CompletableFuture.runAsync(work, workers);
  }

  private interface Call<T> {
    T call();
  }

  /** A call to a table, of which so many are made at once. */
  private <T> T called(Call<T> call) {
    calls.acquireUninterruptibly();
    try {
      return call.call();
    } finally {
      calls.release();
    }
  }
}
