package dev.ddns53.emulator.route53;

import java.util.Arrays;
import java.util.Optional;

/** One change of a batch. */
record Change(Action action, RecordSet set) {

  enum Action {
    CREATE,
    DELETE,
    UPSERT;

    static Optional<Action> parse(String text) {
      return Arrays.stream(values()).filter(action -> action.name().equals(text)).findFirst();
    }
  }

  /** An UPSERT counts as two. */
  int weight() {
    return action == Action.UPSERT ? 2 : 1;
  }
}
