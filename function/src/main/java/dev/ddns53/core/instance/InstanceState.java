package dev.ddns53.core.instance;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The states of an EC2 instance's life. */
public enum InstanceState {
  PENDING,
  RUNNING,
  STOPPING,
  STOPPED,
  SHUTTING_DOWN,
  TERMINATED;

  /** As EC2 writes it, such as {@code shutting-down}. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<InstanceState> parse(String slug) {
    return Arrays.stream(values()).filter(state -> state.slug().equals(slug)).findFirst();
  }

  /** Whether an instance in this state never runs again. */
  public boolean isEnding() {
    return this == SHUTTING_DOWN || this == TERMINATED;
  }
}
