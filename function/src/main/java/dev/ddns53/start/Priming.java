package dev.ddns53.start;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ddns53.core.json.JsonTree;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Runs a rehearsal before SnapStart takes its snapshot: classes get loaded and code compiled.
 * Lambda calls it then and never else. Nothing that goes wrong in it keeps the version from being
 * published.
 */
public final class Priming implements Resource {

  /** The function's work on a stand-in. */
  public interface Rehearsal extends AutoCloseable {

    /** Does all of it once. */
    void round() throws IOException;

    @Override
    void close();
  }

  /**
   * How much is rehearsed.
   *
   * @param rounds at most
   * @param longest after which no round begins
   * @param patience after which a round that hangs is left
   */
  public record Bounds(int rounds, Duration longest, Duration patience) {

    /** Of the 130 s that Lambda leaves to the publication of a version. */
    private static final Bounds DEFAULT =
        new Bounds(2_000, Duration.ofSeconds(20), Duration.ofSeconds(60));

    /** As the environment says, where it does. */
    static Bounds of(Map<String, String> environment) {
      String seconds = environment.getOrDefault(SECONDS, "");
      return seconds.matches("[0-9]{1,2}")
          ? new Bounds(
              DEFAULT.rounds, Duration.ofSeconds(Long.parseLong(seconds)), DEFAULT.patience)
          : DEFAULT;
    }
  }

  private static final String INITIALIZATION = "AWS_LAMBDA_INITIALIZATION_TYPE";
  private static final String SECONDS = "DDNS53_PRIMING_SECONDS";
  private static final String SNAP_START = "snap-start";
  private static final Set<Priming> KEPT = ConcurrentHashMap.newKeySet();

  private final Supplier<Rehearsal> rehearsal;
  private final Runnable restored;
  private final Bounds bounds;
  private final PrintStream log;

  /**
   * A priming that is not registered yet.
   *
   * @param rehearsal made when it is called for
   * @param restored what is begun in each instance that is restored; must neither wait nor throw
   */
  public Priming(Supplier<Rehearsal> rehearsal, Runnable restored, Bounds bounds, PrintStream log) {
    this.rehearsal = rehearsal;
    this.restored = restored;
    this.bounds = bounds;
    this.log = log;
  }

  /**
   * Registers a rehearsal where Lambda says that it takes a snapshot. Lambda refers to it weakly,
   * so it is kept here.
   *
   * @return whether it does
   */
  public static boolean register(
      Map<String, String> environment,
      Supplier<Rehearsal> rehearsal,
      Runnable restored,
      PrintStream log) {
    if (!SNAP_START.equals(environment.get(INITIALIZATION))) {
      return false;
    }
    Priming priming = new Priming(rehearsal, restored, Bounds.of(environment), log);
    KEPT.add(priming);
    Core.getGlobalContext().register(priming);
    return true;
  }

  /** In a thread of its own, so that a round that hangs can be left. */
  @Override
  public void beforeCheckpoint(@Nullable Context<? extends Resource> context) {
    AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
    Thread thread = Thread.ofPlatform().daemon().name("priming").unstarted(() -> rehearse(fault));
    thread.start();
    try {
      if (!thread.join(bounds.patience)) {
        thread.interrupt();
        fault.compareAndSet(null, new IllegalStateException("a round did not end"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fault.compareAndSet(null, e);
    }
    ContainerCredentials.takeBack();
    Throwable found = fault.get();
    if (found != null) {
      log.println(line(found));
    }
  }

  private void rehearse(AtomicReference<@Nullable Throwable> fault) {
    try (Rehearsal work = rehearsal.get()) {
      long start = System.nanoTime();
      for (int i = 0; i < bounds.rounds; i++) {
        if (System.nanoTime() - start >= bounds.longest.toNanos()) {
          return;
        }
        work.round();
      }
    } catch (Throwable anything) {
      fault.compareAndSet(null, anything);
    }
  }

  private static String line(Throwable fault) {
    return JsonTree.text(
        JsonNodeFactory.instance
            .objectNode()
            .put("event", "priming")
            .put("level", "WARN")
            .put("fault", fault.toString()));
  }

  /** What must be fresh is made after this, when it is first needed. */
  @Override
  public void afterRestore(@Nullable Context<? extends Resource> context) {
    ContainerCredentials.takeBack();
    restored.run();
  }
}
