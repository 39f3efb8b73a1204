package dev.ddns53.emulator.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The faults in force, oldest first. The first that fits a call hits it. */
public final class Faults {

  private final List<Fault> faults = new ArrayList<>();
  private CountDownLatch cleared = new CountDownLatch(1);

  public synchronized void add(Fault fault) {
    faults.add(fault);
  }

  public synchronized List<Fault> list() {
    return List.copyOf(faults);
  }

  /** Removes all and lets hanging calls go. */
  public synchronized void clear() {
    faults.clear();
    cleared.countDown();
    cleared = new CountDownLatch(1);
  }

  synchronized Optional<Fault> hit(String service, String action) {
    for (int i = 0; i < faults.size(); i++) {
      Fault fault = faults.get(i);
      if (fault.hits(service, action)) {
        int at = i;
        fault.afterHit().ifPresentOrElse(next -> faults.set(at, next), () -> faults.remove(at));
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }

  /** Waits until {@link #clear}. */
  void hang() throws InterruptedException {
    CountDownLatch until;
    synchronized (this) {
      until = cleared;
    }
    until.await();
  }
}
