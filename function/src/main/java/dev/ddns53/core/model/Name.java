package dev.ddns53.core.model;

import java.util.List;
import java.util.Optional;

/**
 * A name that ddns53 publishes, as its operator registered it.
 *
 * @param zone the hosted zone that holds it
 * @param members in order of preference
 * @param onDrift what to do when Route 53 holds something else
 * @param probe how to find out which members are alive, if that shall be done
 * @param adopted whether an operator said that an older record at this name may be replaced
 */
public record Name(
    Fqdn fqdn,
    ZoneId zone,
    Ttl ttl,
    Policy policy,
    List<Member> members,
    OnDrift onDrift,
    Optional<Probe> probe,
    boolean adopted) {

  /** Which of a name's members are published. */
  public enum Policy {
    /** The first that is healthy. */
    FIRST_HEALTHY,
    /** All that are healthy. */
    ALL_HEALTHY
  }

  /** What follows when Route 53 holds something else than what was published. */
  public enum OnDrift {
    /** People are told. */
    ALERT,
    /** People are told, and the publication is written again. */
    REPAIR
  }

  public Name {
    members = List.copyOf(members);
  }

  /** A name that is not probed and whose drift is told only. */
  public Name(
      Fqdn fqdn, ZoneId zone, Ttl ttl, Policy policy, List<Member> members, boolean adopted) {
    this(fqdn, zone, ttl, policy, members, OnDrift.ALERT, Optional.empty(), adopted);
  }

  public boolean isFedBy(SiteId site) {
    return members.contains(new Member.OfSite(site));
  }

  /** The same name, adopted. */
  public Name adopt() {
    return new Name(fqdn, zone, ttl, policy, members, onDrift, probe, true);
  }
}
