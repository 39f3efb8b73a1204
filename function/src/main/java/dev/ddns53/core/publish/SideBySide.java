package dev.ddns53.core.publish;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Runs pieces of work side by side, so many at once. Work that waits for other work needs workers
 * without a bound, or the caller's own thread.
 */
public final class SideBySide {

  private final Executor workers;
  private final Semaphore places;

  public SideBySide(Executor workers, int atOnce) {
    this.workers = workers;
    this.places = new Semaphore(atOnce);
  }

  /** The results in the order of the work, when all of it has ended. */
  public <T> List<T> all(List<Supplier<T>> work) {
    return join(
        work.stream()
            .map(each -> CompletableFuture.supplyAsync(() -> placed(each), workers))
            .toList());
  }

  private <T> T placed(Supplier<T> work) {
    places.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      places.release();
    }
  }

  /** The results of what was started, when all of it has ended; or why one of them failed. */
  static <T> List<T> join(List<CompletableFuture<T>> started) {
    try {
      CompletableFuture.allOf(started.toArray(CompletableFuture[]::new)).join();
      return started.stream().map(CompletableFuture::join).toList();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException fault -> throw fault;
        case Error fault -> throw fault;
        case null, default -> throw e;
      }
    }
  }
}
