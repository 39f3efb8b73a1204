package dev.ddns53.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Whether the time of a refusal tells which sites exist: wrong keys for a site that is there, and
 * for two that are not, in random order.
 */
final class Timing {

  private static final int WARM_UP = 300;
  private static final long SEED = 11;
  private static final int WRONG = 401;

  /** In whose name a request is signed. */
  private enum Claimed {
    KNOWN,
    UNKNOWN,
    OTHER_UNKNOWN
  }

  private final World world;
  private final BenchSite known = BenchSite.plain(0, 0);
  private final Map<Claimed, List<Long>> nanos = new EnumMap<>(Claimed.class);

  private Timing(World world) {
    this.world = world;
    for (Claimed claimed : Claimed.values()) {
      nanos.put(claimed, Collections.synchronizedList(new ArrayList<>()));
    }
  }

  /**
   * What was found.
   *
   * @param known how often the site that is there took longer than one that is not: AUC
   * @param unknown the same of two that are not there: what chance alone makes
   */
  record Found(int requests, double known, double unknown) {

    String text() {
      return String.format(
          Locale.ROOT,
          "%d requests of each kind%nknown against unknown    AUC %.4f%nunknown against unknown "
              + " AUC %.4f",
          requests,
          known,
          unknown);
    }

    boolean isGood() {
      return Math.abs(known - 0.5) <= Bounds.TOLD_APART;
    }
  }

  static Found run(int requests, int atOnce, PrintStream err)
      throws IOException, InterruptedException {
    try (World world = World.start(1, err)) {
      Timing timing = new Timing(world);
      world.begin(List.of(timing.known));
      err.println("warm-up");
      timing.send(WARM_UP, atOnce);
      timing.nanos.values().forEach(List::clear);
      err.println(3 * requests + " requests with wrong keys, " + atOnce + " at once");
      timing.send(requests, atOnce);
      return new Found(
          requests,
          timing.auc(Claimed.KNOWN, Claimed.UNKNOWN),
          timing.auc(Claimed.OTHER_UNKNOWN, Claimed.UNKNOWN));
    }
  }

  private void send(int requests, int atOnce) {
    List<Claimed> order = new ArrayList<>();
    for (Claimed claimed : Claimed.values()) {
      order.addAll(Collections.nCopies(requests, claimed));
    }
    Collections.shuffle(order, new Random(SEED));
    try (ExecutorService senders = Executors.newFixedThreadPool(atOnce)) {
      order.stream()
          .map(claimed -> CompletableFuture.runAsync(() -> send(claimed), senders))
          .toList()
          .forEach(CompletableFuture::join);
    }
  }

  private void send(Claimed claimed) {
    String site =
        switch (claimed) {
          case KNOWN -> known.id().value();
          case UNKNOWN -> "site-8";
          case OTHER_UNKNOWN -> "site-9";
        };
    try {
      long start = System.nanoTime();
      int status = world.wrong(site);
      times(claimed).add(System.nanoTime() - start);
      if (status != WRONG) {
        throw new IllegalStateException("a wrong key was answered " + status);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private List<Long> times(Claimed claimed) {
    return Optional.ofNullable(nanos.get(claimed)).orElseThrow();
  }

  /** How often one of the first took longer than one of the second; equal ones count half. */
  private double auc(Claimed first, Claimed second) {
    return auc(times(first), times(second));
  }

  static double auc(List<Long> first, List<Long> second) {
    long[] sorted = second.stream().mapToLong(Long::longValue).sorted().toArray();
    double sum = 0;
    for (long each : first) {
      int below = rank(sorted, each);
      int upTo = rank(sorted, each + 1);
      sum += below + (upTo - below) / 2.0;
    }
    return sum / first.size() / sorted.length;
  }

  /** How many are smaller. */
  private static int rank(long[] sorted, long value) {
    int low = Arrays.binarySearch(sorted, value);
    int at = low < 0 ? -low - 1 : low;
    while (at > 0 && sorted[at - 1] == value) {
      at--;
    }
    return at;
  }
}
