package dev.ddns53.core.fleet;

import dev.ddns53.core.address.Fqdn;
import java.util.List;
import java.util.Optional;

/**
 * What a name's registry row holds.
 *
 * @param name as it is registered; empty once it was removed
 * @param former registrations that ended and of which something may be left to do
 */
public record NameDocument(Fqdn fqdn, Optional<Name> name, List<FormerRegistration> former) {

  public NameDocument {
    former = List.copyOf(former);
  }

  /** A name that is registered for the first time. */
  public static NameDocument of(Name name) {
    return new NameDocument(name.fqdn(), Optional.of(name), List.of());
  }

  /** A name that nobody registered. */
  public static NameDocument none(Fqdn fqdn) {
    return new NameDocument(fqdn, Optional.empty(), List.of());
  }
}
