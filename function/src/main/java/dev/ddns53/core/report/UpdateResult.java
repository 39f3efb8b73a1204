package dev.ddns53.core.report;

import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.problem.Problem;
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

  /**
   * Not carried out; where there are records, it is stored, and some of them cannot be published.
   */
  record Refused(Problem problem, List<RecordOutcome> records, List<String> troubles)
      implements UpdateResult {
    public Refused {
      records = List.copyOf(records);
      troubles = List.copyOf(troubles);
    }
  }

  static UpdateResult refused(Problem problem) {
    return new Refused(problem, List.of(), List.of());
  }
}
