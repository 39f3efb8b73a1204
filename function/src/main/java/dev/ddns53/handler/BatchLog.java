package dev.ddns53.handler;

import dev.ddns53.core.publish.BatchPublisher;
import java.time.Duration;
import java.time.Instant;

/** Hears of each event of the stream once it is dealt with. */
@FunctionalInterface
public interface BatchLog {

  void published(Entry entry);

  /**
   * An event and what became of it.
   *
   * @param names that it told of
   */
  record Entry(Instant at, int names, BatchPublisher.Result result, Duration took) {}
}
