package dev.ddns53.core.recheck;

import dev.ddns53.core.model.HistoryEntry;
import dev.ddns53.core.model.NameState;
import dev.ddns53.core.model.Notice;
import dev.ddns53.core.port.State.Rows;
import java.util.List;

/** A name's next row, and what is told and kept of it: one transaction. */
record Step(NameState after, List<Notice> notices, List<HistoryEntry> history) {

  Step {
    notices = List.copyOf(notices);
    history = List.copyOf(history);
  }

  /** A step that nobody needs to hear of. */
  static Step quiet(NameState after) {
    return new Step(after, List.of(), List.of());
  }

  Rows rows() {
    return Rows.of(after).telling(notices, history);
  }
}
