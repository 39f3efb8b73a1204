package dev.ddns53.core.record;

import dev.ddns53.core.address.AliasTarget;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.fleet.HostPart;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.record.Health.Verdict;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The record set that a name must have now: a function of its entry, of what its members said, and
 * of their health.
 *
 * <pre>
 *  members that have an address, in order   first-healthy       all-healthy
 *  ───────────────────────────────────────  ──────────────────  ──────────────────
 *  some are healthy                         the first healthy   each healthy, once
 *  none healthy, some recovering            the first of them   each of them, once
 *  none healthy or recovering               what it is          what it is
 *  nobody has one, but of the other family  nothing             nothing
 *  nobody has one of any family             what onGone says    what onGone says
 * </pre>
 *
 * A site has an address once it reported one of that family for this name, and all of them if it is
 * several instances; a host has what it became in the site's prefix, until its part of the address
 * is another; a fixed member always has its own. An alias takes part in the families that the other
 * members have addresses of; where none has any yet, in IPv4, and where there are none but aliases,
 * in both. Families are decided apart from each other.
 */
public final class Election {

  private Election() {}

  /** What is elected of one family; none when what is published shall stay. */
  public static Optional<Content> of(Name name, NameState state, Family family) {
    if (isGone(name, state, family)) {
      return withdrawn(name, state, family);
    }
    return publication(name, state, family)
        .or(
            () ->
                state.record(family).isPresent()
                    ? Optional.empty()
                    : publication(name, state.with(Health.NONE), family))
        .map(publication -> publication);
  }

  private static Optional<Publication> publication(Name name, NameState state, Family family) {
    Candidates candidates = new Candidates(name, state, family);
    return candidates.of(Verdict.HEALTHY).or(() -> candidates.of(Verdict.RECOVERING));
  }

  /**
   * Whether no member has an address of a family: nobody ever said one, or all took theirs back.
   */
  private static boolean isGone(Name name, NameState state, Family family) {
    return !hasAddress(name, state, family)
        && name.members().stream().noneMatch(Member.OfAlias.class::isInstance);
  }

  private static boolean hasAddress(Name name, NameState state, Family family) {
    return name.members().stream()
        .anyMatch(member -> address(member, state.said(), family).isPresent());
  }

  private static Optional<Content> withdrawn(Name name, NameState state, Family family) {
    boolean elsewhere =
        Arrays.stream(Family.values()).anyMatch(other -> hasAddress(name, state, other));
    boolean published =
        state.record(family).filter(record -> record.wanted() instanceof Publication).isPresent();
    return published && (elsewhere || name.onGone() == Name.OnGone.WITHDRAW)
        ? Optional.of(Content.NOTHING)
        : Optional.empty();
  }

  /** The same version after a site said addresses, or that it has none of a family. */
  public static NameState after(
      NameState before,
      Name name,
      SiteId site,
      Map<Family, Optional<IpAddress>> addresses,
      Instant now) {
    return after(before, name, site, Reported.of(addresses), now);
  }

  /** The same version after a site said what it reports, or a host of it. */
  public static NameState after(
      NameState before, Name name, SiteId site, Reported reported, Instant now) {
    Map<Family, Optional<IpAddress>> addresses = reported.of(name, site);
    NameState after = before.saying(site, addresses, reported.more());
    for (Family family : addresses.keySet()) {
      after = elected(after, name, family, now);
    }
    return after;
  }

  /** The same version, in which that is wanted which is elected of one family. */
  public static NameState elected(NameState state, Name name, Family family, Instant now) {
    return of(name, state, family)
        .map(content -> state.wanting(family, content, now))
        .orElse(state);
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
      case Member.OfSite(SiteId site) -> said(site, said, family);
      case Member.OfHost(SiteId site, HostPart host) ->
          said(site, said, family)
              .filter(address -> family == Family.IPV4 || host.isPartOf(address));
      case Member.Fixed(IpAddress address) ->
          Optional.of(address).filter(fixed -> fixed.family() == family);
      case Member.OfAlias(AliasTarget alias) -> Optional.empty();
    };
  }

  private static Optional<IpAddress> said(
      SiteId site, Map<Family, Map<SiteId, IpAddress>> said, Family family) {
    return Optional.ofNullable(said.getOrDefault(family, Map.of()).get(site));
  }

  /** Who could be published in one family. */
  private record Candidates(Name name, NameState state, Family family) {

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
              .limit(name.policy() == Name.Policy.FIRST_HEALTHY ? 1 : Long.MAX_VALUE)
              .flatMap(this::addresses)
              .toList();
      return Optional.of(Publication.of(family, name.ttl(), addresses));
    }

    private Stream<IpAddress> addresses(Member member) {
      Stream<IpAddress> first = address(member, state.said(), family).stream();
      return member instanceof Member.OfSite(SiteId site)
          ? Stream.concat(first, state.more(family, site).stream())
          : first;
    }

    private boolean is(Member member, Verdict verdict) {
      if (member instanceof Member.OfAlias) {
        return verdict == Verdict.HEALTHY && families(name, state.said()).contains(family);
      }
      return address(member, state.said(), family)
          .filter(address -> state.health().of(member, address) == verdict)
          .isPresent();
    }
  }
}
