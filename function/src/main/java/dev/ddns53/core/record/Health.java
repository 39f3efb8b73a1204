package dev.ddns53.core.record;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.SiteId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is known of the health of a name's members.
 *
 * @param silent sites that were stale at the last re-check, and whether they spoke since
 * @param probed by family, what probes found; members that always answered are left out
 */
public record Health(Map<SiteId, Silence> silent, Map<Family, Map<Member, Probed>> probed) {

  /** Nothing is known against anybody. */
  public static final Health NONE = new Health(Map.of(), Map.of());

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

  /** What a site did since it was found stale. */
  public enum Silence {
    /** Nothing: it is stale still. */
    STALE,
    /** It spoke: the next re-check decides that it is back. */
    HEARD_SINCE
  }

  /** From best to worst. */
  public enum Verdict {
    HEALTHY,
    /** Was down or stale, but answered, spoke, or has a new address since. */
    RECOVERING,
    DOWN
  }

  public Health {
    silent = Map.copyOf(silent);
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
    Verdict spoken = spoken(member);
    Verdict answered = answered(member, address);
    return spoken.compareTo(answered) > 0 ? spoken : answered;
  }

  private Verdict spoken(Member member) {
    return member
        .follows()
        .filter(silent::containsKey)
        .map(site -> isStale(site) ? Verdict.DOWN : Verdict.RECOVERING)
        .orElse(Verdict.HEALTHY);
  }

  private Verdict answered(Member member, IpAddress address) {
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

  /** Whether a site was stale at the last re-check and has not spoken since. */
  public boolean isStale(SiteId site) {
    return silent.get(site) == Silence.STALE;
  }

  /** The same after a site spoke: if it was stale, the next re-check decides that it is back. */
  public Health heard(SiteId site) {
    return isStale(site) ? withSilent(site, Optional.of(Silence.HEARD_SINCE)) : this;
  }

  /** The same with a site stale or not, as a re-check finds it. */
  public Health stale(SiteId site, boolean stale) {
    if (stale == isStale(site) && (stale || !silent.containsKey(site))) {
      return this;
    }
    return withSilent(site, stale ? Optional.of(Silence.STALE) : Optional.empty());
  }

  private Health withSilent(SiteId site, Optional<Silence> silence) {
    Map<SiteId, Silence> sites = new HashMap<>(silent);
    sites.remove(site);
    silence.ifPresent(some -> sites.put(site, some));
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
    return new Health(silent, all);
  }

  /** The same without those who are no longer members. */
  public Health only(Set<Member> members) {
    Health kept = this;
    Set<SiteId> followed =
        members.stream().flatMap(each -> each.follows().stream()).collect(Collectors.toSet());
    for (SiteId site : silent.keySet()) {
      if (!followed.contains(site)) {
        kept = kept.stale(site, false);
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
