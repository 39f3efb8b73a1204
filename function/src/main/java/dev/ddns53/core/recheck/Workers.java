package dev.ddns53.core.recheck;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Runs pieces of work side by side, so many at once. */
final class Workers {

  private final Semaphore places;

  Workers(int atOnce) {
    this.places = new Semaphore(atOnce);
  }

  /** The results in the order of the work. */
  <T> List<T> all(List<Supplier<T>> work) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<T>> started =
          work.stream()
              .map(each -> CompletableFuture.supplyAsync(() -> placed(each), threads))
              .toList();
      return started.stream().map(CompletableFuture::join).toList();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException fault ? fault : e;
    }
  }

  private <T> T placed(Supplier<T> work) {
    places.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      places.release();
    }
  }
}
