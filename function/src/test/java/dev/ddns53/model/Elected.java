package dev.ddns53.model;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.fleet.HostPart;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.Name.OnGone;
import dev.ddns53.core.fleet.Name.Policy;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.record.Content;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.Publication;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a name must hold, found in another way than by the code under test. */
final class Elected {

  private Elected() {}

  /**
   * Whether this may be wanted of a family.
   *
   * @param said by whom, as the row has it
   * @param healthy whether nobody can be stale
   */
  static boolean may(Name name, NameState said, Family family, Content content, boolean healthy) {
    List<IpAddress> addresses = addresses(name, said, family);
    if (addresses.isEmpty()) {
      return gone(name, said, family, content);
    }
    return !healthy || content.equals(whole(name, family, addresses));
  }

  private static Content whole(Name name, Family family, List<IpAddress> addresses) {
    List<IpAddress> chosen =
        name.policy() == Policy.FIRST_HEALTHY ? addresses.subList(0, 1) : addresses;
    return Publication.of(family, name.ttl(), chosen);
  }

  /** Nobody has an address of the family. */
  private static boolean gone(Name name, NameState said, Family family, Content content) {
    boolean elsewhere =
        !addresses(name, said, family == Family.IPV4 ? Family.IPV6 : Family.IPV4).isEmpty();
    return (!elsewhere && name.onGone() != OnGone.WITHDRAW) || content.equals(Content.NOTHING);
  }

  /** The addresses that a name's members have, in their order. */
  static List<IpAddress> addresses(Name name, NameState said, Family family) {
    List<IpAddress> addresses = new ArrayList<>();
    for (Member member : name.members()) {
      Optional<IpAddress> address =
          switch (member) {
            case Member.OfSite(SiteId site) -> Optional.ofNullable(said.said(family).get(site));
            case Member.OfHost(SiteId site, HostPart host) ->
                Optional.ofNullable(said.said(family).get(site));
            case Member.Fixed(IpAddress fixed) ->
                Optional.of(fixed).filter(some -> some.family() == family);
            case Member.OfAlias alias -> Optional.empty();
          };
      address.ifPresent(addresses::add);
    }
    return addresses;
  }
}
