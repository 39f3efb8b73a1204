package dev.ddns53.core.fleet;

import dev.ddns53.core.address.Family;
import java.util.List;
import java.util.Set;

/**
 * An operator lets ddns53 replace record sets that it did not make, or make again what others
 * deleted.
 *
 * @param stamp tells it from any other adoption of the name
 * @param sets exactly those that the operator saw and agreed to, as Route 53 told of them
 * @param deleted families whose record the operator saw deleted
 * @param by who agreed, for people
 */
public record Adoption(Registration stamp, List<String> sets, Set<Family> deleted, String by) {
  public Adoption {
    sets = List.copyOf(sets);
    deleted = Set.copyOf(deleted);
  }

  /** Of record sets alone. */
  public Adoption(Registration stamp, List<String> sets, String by) {
    this(stamp, sets, Set.of(), by);
  }
}
