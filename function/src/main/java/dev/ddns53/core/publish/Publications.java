package dev.ddns53.core.publish;

import dev.ddns53.core.model.AliasTarget;
import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.Health;
import dev.ddns53.core.model.Health.Verdict;
import dev.ddns53.core.model.IpAddress;
import dev.ddns53.core.model.Member;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.NameState;
import dev.ddns53.core.model.Publication;
import dev.ddns53.core.model.SiteId;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The record set that a name must have now: a function of its entry, of what its members said, and
 * of their health.
 *
 * <pre>
 *  members that have an address, in order   first-healthy       all-healthy
 *  ───────────────────────────────────────  ──────────────────  ──────────────────
 *  some are healthy                         the first healthy   each healthy, once
 *  none healthy, some recovering            the first of them   each of them, once
 *  none healthy or recovering               none                none
 *  nobody has one                           none                none
 * </pre>
 *
 * A site has an address once it reported one of that family for this name; a fixed member always
 * has its own. An alias takes part in the families that the other members have addresses of; where
 * none has any yet, in IPv4, and where there are none but aliases, in both. Families are decided
 * apart from each other.
 */
public final class Publications {

  private Publications() {}

  /** The publication of one family; none when what is published shall stay. */
  public static Optional<Publication> of(
      Name name, Map<Family, Map<SiteId, IpAddress>> said, Health health, Family family) {
    Candidates candidates = new Candidates(name, said, health, family);
    return candidates.of(Verdict.HEALTHY).or(() -> candidates.of(Verdict.RECOVERING));
  }

  /**
   * What a name must have now, whatever it has: where nobody is healthy and nothing is published,
   * the publication as if all were.
   */
  public static Optional<Publication> of(Name name, NameState state, Family family) {
    return of(name, state.said(), state.health(), family)
        .or(
            () ->
                state.record(family).isPresent()
                    ? Optional.empty()
                    : of(name, state.said(), Health.NONE, family));
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
      after = due(after, name, address.family(), now);
    }
    boolean same = after.equals(said) && said.said().equals(before.said());
    return same && said.health().equals(before.health()) ? before : after;
  }

  /** The same version with the publication due that one family must have now, if it has another. */
  public static NameState due(NameState state, Name name, Family family, Instant now) {
    return of(name, state, family)
        .filter(publication -> !isRecorded(state, publication))
        .map(publication -> state.due(publication, now))
        .orElse(state);
  }

  private static boolean isRecorded(NameState state, Publication publication) {
    return state
        .record(publication.family())
        .filter(record -> record.publication().equals(publication))
        .isPresent();
  }

  /** The families of which a name has an address, or will have one. */
  public static Set<Family> families(Name name, Map<Family, Map<SiteId, IpAddress>> said) {
    Set<Family> families = EnumSet.noneOf(Family.class);
    for (Family family : Family.values()) {
      for (Member member : name.members()) {
        if (address(member, said, family).isPresent()) {
          families.add(family);
        }
      }
    }
    if (families.isEmpty()) {
      boolean aliasesOnly = name.members().stream().allMatch(Member.OfAlias.class::isInstance);
      return aliasesOnly ? EnumSet.allOf(Family.class) : EnumSet.of(Family.IPV4);
    }
    return families;
  }

  /** The address of one family that a member has. */
  public static Optional<IpAddress> address(
      Member member, Map<Family, Map<SiteId, IpAddress>> said, Family family) {
    return switch (member) {
      case Member.OfSite(SiteId site) ->
          Optional.ofNullable(said.getOrDefault(family, Map.of()).get(site));
      case Member.Fixed(IpAddress address) ->
          Optional.of(address).filter(fixed -> fixed.family() == family);
      case Member.OfAlias(AliasTarget alias) -> Optional.empty();
    };
  }

  /** Who could be published in one family. */
  private record Candidates(
      Name name, Map<Family, Map<SiteId, IpAddress>> said, Health health, Family family) {

    Optional<Publication> of(Verdict verdict) {
      List<Member> chosen = name.members().stream().filter(each -> is(each, verdict)).toList();
      if (chosen.isEmpty()) {
        return Optional.empty();
      }
      if (chosen.getFirst() instanceof Member.OfAlias(AliasTarget alias)) {
        return Optional.of(new Publication.Alias(family, alias));
      }
      List<IpAddress> addresses =
          chosen.stream()
              .flatMap(member -> address(member, said, family).stream())
              .limit(name.policy() == Name.Policy.FIRST_HEALTHY ? 1 : Long.MAX_VALUE)
              .toList();
      return Optional.of(Publication.of(family, name.ttl(), addresses));
    }

    private boolean is(Member member, Verdict verdict) {
      if (member instanceof Member.OfAlias) {
        return verdict == Verdict.HEALTHY && families(name, said).contains(family);
      }
      return address(member, said, family)
          .filter(address -> health.of(member, address) == verdict)
          .isPresent();
    }
  }
}
