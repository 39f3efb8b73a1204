package dev.ddns53.handler;

import dev.ddns53.core.auth.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Hears of each request once it is answered. */
@FunctionalInterface
public interface RequestLog {

  void answered(Entry entry);

  /**
   * A request and its answer. As text it shows no header, so no signature and no key.
   *
   * @param site who called, once that was proved
   * @param outcome {@code updated}, {@code unchanged}, {@code pending}, {@code ok}, or a problem's
   *     code
   * @param records the names that the answer speaks of, each with its status
   * @param troubles what kept a record from being published at once
   * @param fault what went wrong inside
   */
  record Entry(
      Instant at,
      Request request,
      int status,
      String outcome,
      Optional<String> site,
      List<String> records,
      List<String> troubles,
      Duration took,
      Optional<Throwable> fault) {
    public Entry {
      records = List.copyOf(records);
      troubles = List.copyOf(troubles);
    }
  }
}
