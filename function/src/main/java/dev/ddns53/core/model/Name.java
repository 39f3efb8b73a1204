package dev.ddns53.core.model;

import java.util.List;

/**
 * A name that ddns53 publishes, as its operator registered it.
 *
 * @param zone the hosted zone that holds it
 * @param members in order of preference
 * @param adopted whether an operator said that an older record at this name may be replaced
 */
public record Name(
    Fqdn fqdn, ZoneId zone, Ttl ttl, Policy policy, List<Member> members, boolean adopted) {

  /** Which of a name's members are published. */
  public enum Policy {
    /** The first that is healthy. */
    FIRST_HEALTHY,
    /** All that are healthy. */
    ALL_HEALTHY
  }

  public Name {
    members = List.copyOf(members);
  }

  public boolean isFedBy(SiteId site) {
    return members.contains(new Member.OfSite(site));
  }
}
