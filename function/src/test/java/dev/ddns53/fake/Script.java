package dev.ddns53.fake;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What shall happen at the next calls, in their order; nothing special after the last. */
final class Script<T> {

  private final ConcurrentLinkedQueue<T> steps = new ConcurrentLinkedQueue<>();

  void then(List<T> next) {
    steps.addAll(next);
  }

  Optional<T> next() {
    return Optional.ofNullable(steps.poll());
  }
}
