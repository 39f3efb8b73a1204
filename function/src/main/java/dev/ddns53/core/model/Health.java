package dev.ddns53.core.model;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.HashMap;

/**
 * What is known of the health of a name's members.
 *
 * @param stale sites that have been silent for too long
 * @param probed by family, what probes found; members that always answered are left out
 */
public record Health(Set<SiteId> stale, Map<Family, Map<Member, Probed>> probed) {

  /** Nothing is known against anybody. */
  public static final Health NONE = new Health(Set.of(), Map.of());

  /**
   * What the probes of a member's address found.
   *
   * @param down whether it counts as down
   * @param streak newest answers in a row that speak against {@code down}
   */
  public record Probed(IpAddress address, boolean down, int streak) {

    /** An address of which nothing is known yet. */
    public static Probed fresh(IpAddress address) {
      return new Probed(address, false, 0);
    }
  }

  /** From best to worst. */
  public enum Verdict {
    HEALTHY,
    /** Was down, but answered the last time or has a new address since. */
    RECOVERING,
    DOWN
  }

  public Health {
    stale = Set.copyOf(stale);
    Map<Family, Map<Member, Probed>> copy = new EnumMap<>(Family.class);
    probed.forEach(
        (family, members) -> {
          if (!members.isEmpty()) {
            copy.put(family, Map.copyOf(members));
          }
        });
    probed = Map.copyOf(copy);
  }

  /** How a member stands that has this address. */
  public Verdict of(Member member, IpAddress address) {
    if (member instanceof Member.OfSite(SiteId site) && stale.contains(site)) {
      return Verdict.DOWN;
    }
    return probed(member, address.family())
        .filter(Probed::down)
        .map(
            found ->
                found.streak > 0 || !found.address.equals(address)
                    ? Verdict.RECOVERING
                    : Verdict.DOWN)
        .orElse(Verdict.HEALTHY);
  }

  public Optional<Probed> probed(Member member, Family family) {
    return Optional.ofNullable(probed.getOrDefault(family, Map.of()).get(member));
  }

  /** The same with a site silent or heard again. */
  public Health withStale(SiteId site, boolean silent) {
    if (stale.contains(site) == silent) {
      return this;
    }
    Set<SiteId> sites = new TreeSet<>(stale);
    if (silent) {
      sites.add(site);
    } else {
      sites.remove(site);
    }
    return new Health(sites, probed);
  }

  /** The same with what probes found of a member's address. */
  public Health with(Member member, Probed found) {
    Map<Family, Map<Member, Probed>> all = new EnumMap<>(Family.class);
    all.putAll(probed);
    Family family = found.address.family();
    Map<Member, Probed> members = new HashMap<>(probed.getOrDefault(family, Map.of()));
    if (found.equals(Probed.fresh(found.address))) {
      members.remove(member);
    } else {
      members.put(member, found);
    }
    all.put(family, members);
    return new Health(stale, all);
  }

  /** The same without those who are no longer members. */
  public Health of(Set<Member> members) {
    Health kept = this;
    for (SiteId site : stale) {
      if (!members.contains(new Member.OfSite(site))) {
        kept = kept.withStale(site, false);
      }
    }
    for (Map<Member, Probed> family : probed.values()) {
      for (Map.Entry<Member, Probed> entry : family.entrySet()) {
        if (!members.contains(entry.getKey())) {
          kept = kept.with(entry.getKey(), Probed.fresh(entry.getValue().address));
        }
      }
    }
    return kept;
  }
}
