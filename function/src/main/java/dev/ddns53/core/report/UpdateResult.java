package dev.ddns53.core.report;

import dev.ddns53.core.model.Problem;
import dev.ddns53.core.model.RecordOutcome;
import dev.ddns53.core.model.SiteId;
import java.util.List;

/** What became of an update. */
public sealed interface UpdateResult {

  /** For the log: what kept a record from being published at once. */
  List<String> troubles();

  /** Stored. Each record is published, or will be. */
  record Accepted(SiteId site, List<RecordOutcome> records, List<String> troubles)
      implements UpdateResult {
    public Accepted {
      records = List.copyOf(records);
      troubles = List.copyOf(troubles);
    }

    /** Whether Route 53 has all of them. */
    public boolean isPublished() {
      return records.stream().noneMatch(each -> each.status() == RecordOutcome.Status.PENDING);
    }
  }

  /** Not carried out, or, where the problem lists records, only for some of them. */
  record Refused(Problem problem, List<String> troubles) implements UpdateResult {
    public Refused {
      troubles = List.copyOf(troubles);
    }
  }

  static UpdateResult refused(Problem problem) {
    return new Refused(problem, List.of());
  }
}
