package dev.ddns53.core.publish;

import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.IpAddress;
import dev.ddns53.core.model.Member;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.NameState;
import dev.ddns53.core.model.Publication;
import dev.ddns53.core.model.SiteId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The record set that a name must have now: a function of its entry and of what its members said.
 *
 * <pre>
 *  members, in order      first-healthy   all-healthy
 *  ─────────────────────  ──────────────  ─────────────────
 *  none has an address    none            none
 *  some have one          the first       each, once
 * </pre>
 *
 * A site has an address once it reported one of that family for this name; a fixed member always
 * has its own. Families are decided apart from each other.
 */
public final class Publications {

  private Publications() {}

  /** The publication of one family; none when no member has an address of it. */
  public static Optional<Publication> of(Name name, Map<SiteId, IpAddress> said, Family family) {
    List<IpAddress> addresses =
        name.members().stream()
            .map(member -> address(member, said))
            .flatMap(Optional::stream)
            .filter(address -> address.family() == family)
            .limit(name.policy() == Name.Policy.FIRST_HEALTHY ? 1 : Long.MAX_VALUE)
            .toList();
    return addresses.isEmpty()
        ? Optional.empty()
        : Optional.of(new Publication(family, name.ttl(), addresses));
  }

  /**
   * A name's state after a site said addresses, at most one of each family: the same state if that
   * changes nothing, else the next version.
   */
  public static NameState after(
      NameState before, Name name, SiteId site, Collection<IpAddress> addresses, Instant now) {
    NameState said = before.saying(site, addresses);
    NameState after = said;
    for (IpAddress address : addresses) {
      Optional<Publication> wanted =
          of(name, said.said(address.family()), address.family())
              .filter(publication -> !isRecorded(before, publication));
      NameState so = after;
      after = wanted.map(publication -> so.due(publication, now)).orElse(after);
    }
    return after.equals(said) && said.said().equals(before.said()) ? before : after;
  }

  private static boolean isRecorded(NameState state, Publication publication) {
    return state
        .record(publication.family())
        .filter(record -> record.publication().equals(publication))
        .isPresent();
  }

  private static Optional<IpAddress> address(Member member, Map<SiteId, IpAddress> said) {
    return switch (member) {
      case Member.OfSite(SiteId site) -> Optional.ofNullable(said.get(site));
      case Member.Fixed(IpAddress address) -> Optional.of(address);
    };
  }
}
