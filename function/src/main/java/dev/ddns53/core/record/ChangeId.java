package dev.ddns53.core.record;

import java.time.Instant;
import java.util.Optional;

/**
 * A change that Route 53 took.
 *
 * @param value its {@code ChangeInfo.Id}
 * @param submitted when, as far as that is known
 */
public record ChangeId(String value, Optional<Instant> submitted) {

  public ChangeId(String value) {
    this(value, Optional.empty());
  }
}
