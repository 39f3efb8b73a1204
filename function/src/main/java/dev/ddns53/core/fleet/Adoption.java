package dev.ddns53.core.fleet;

import java.util.List;

/**
 * An operator lets ddns53 replace record sets that it did not make.
 *
 * @param stamp tells it from any other adoption of the name
 * @param sets exactly those that the operator saw and agreed to, as Route 53 told of them
 * @param by who agreed, for people
 */
public record Adoption(Registration stamp, List<String> sets, String by) {
  public Adoption {
    sets = List.copyOf(sets);
  }
}
