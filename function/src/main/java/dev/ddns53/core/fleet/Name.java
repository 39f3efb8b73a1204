package dev.ddns53.core.fleet;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.Ttl;
import dev.ddns53.core.address.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A name that ddns53 publishes, as its operator registered it.
 *
 * @param registered the stamp of its registration in this zone
 * @param zone the hosted zone that holds it
 * @param members in order of preference; none follows a site that another follows
 * @param onDrift what to do when Route 53 holds something else
 * @param onGone what to do when no member has an address any more
 * @param probe how to find out which members are alive, if that shall be done
 * @param adoption the older record sets that may be replaced, where an operator said so
 */
public record Name(
    Fqdn fqdn,
    Registration registered,
    ZoneId zone,
    Ttl ttl,
    Policy policy,
    List<Member> members,
    OnDrift onDrift,
    OnGone onGone,
    Optional<Probe> probe,
    Optional<Adoption> adoption) {

  /** Which of a name's members are published. */
  public enum Policy {
    /** The first that is healthy. */
    FIRST_HEALTHY,
    /** All that are healthy. */
    ALL_HEALTHY
  }

  /** What follows when Route 53 holds something else than was published. */
  public enum OnDrift {
    /** People are told; the next change replaces what was found. */
    ALERT,
    /** People are told, and the record is written again. */
    REPAIR,
    /** People are told, and nothing is written until one of them decides. */
    HOLD
  }

  /** What follows when no member has an address of any family any more. */
  public enum OnGone {
    /** What is published stays. */
    KEEP,
    /** It is withdrawn. */
    WITHDRAW
  }

  public Name {
    members = List.copyOf(members);
  }

  public boolean isFedBy(SiteId site) {
    return members.stream().anyMatch(member -> member.follows().equals(Optional.of(site)));
  }

  /** The host that it follows in a site's prefix; none where it follows the site itself. */
  public Optional<HostPart> host(SiteId site) {
    return members.stream()
        .filter(Member.OfHost.class::isInstance)
        .map(Member.OfHost.class::cast)
        .filter(member -> member.site().equals(site))
        .map(Member.OfHost::host)
        .findFirst();
  }

  /** The same name, which may replace older record sets. */
  public Name adopting(Adoption agreed) {
    return new Name(
        fqdn, registered, zone, ttl, policy, members, onDrift, onGone, probe, Optional.of(agreed));
  }
}
