package dev.ddns53.infra.settings;

import java.util.List;

/** Settings that make no stack; the message tells all that is wrong and a good value for each. */
public final class InvalidSettings extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final boolean anyMissing;

  InvalidSettings(List<String> problems, boolean anyMissing) {
    super(String.join(System.lineSeparator(), problems));
    this.anyMissing = anyMissing;
  }

  /** Whether something that is needed was not set at all. */
  public boolean isAnyMissing() {
    return anyMissing;
  }
}
