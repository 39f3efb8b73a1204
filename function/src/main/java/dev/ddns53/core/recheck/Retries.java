package dev.ddns53.core.recheck;

import dev.ddns53.core.model.Fqdn;
import java.util.Collection;
import java.util.Set;

/**
 * The names whose refused record sets a run tries once more in a zone; none anymore once Route 53
 * had no room or did not answer.
 */
final class Retries {

  private final Set<Fqdn> names;
  private volatile boolean ended;

  Retries(Collection<Fqdn> names) {
    this.names = Set.copyOf(names);
  }

  boolean include(Fqdn name) {
    return !ended && names.contains(name);
  }

  void end() {
    ended = true;
  }
}
