package dev.ddns53.core.record;

import dev.ddns53.core.address.Family;
import java.time.Instant;
import java.util.List;

/**
 * What people did by hand to a record set that is ours.
 *
 * @param found what stands there instead; empty when nothing does
 * @param since when that was found
 */
public record Drift(List<RecordSet> found, Instant since) {

  public Drift {
    found = List.copyOf(found);
  }

  /** Whether a publication of this family may replace it: it is of its type, and not routed. */
  public boolean isReplaceable(Family family) {
    return found.stream().allMatch(set -> set.isReplaceable(family));
  }

  /** What stands there, for people. */
  public String text() {
    return RecordSet.described(found);
  }
}
