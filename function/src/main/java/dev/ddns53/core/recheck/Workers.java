package dev.ddns53.core.recheck;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Runs pieces of work side by side, so many at once. */
final class Workers {

  private final Semaphore places;

  Workers(int atOnce) {
    this.places = new Semaphore(atOnce);
  }

  /** The results in the order of the work. */
  <T> List<T> all(List<Callable<T>> work) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> started =
          work.stream().map(each -> threads.submit(() -> placed(each))).toList();
      List<T> results = new ArrayList<>();
      for (Future<T> each : started) {
        results.add(each.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException fault
          ? fault
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private <T> T placed(Callable<T> work) throws Exception {
    places.acquire();
    try {
      return work.call();
    } finally {
      places.release();
    }
  }
}
