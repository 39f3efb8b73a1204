package dev.ddns53.core.fleet;

import dev.ddns53.core.address.AliasTarget;
import dev.ddns53.core.address.IpAddress;
import java.util.Optional;

/** One of those that a name's address can come from. */
public sealed interface Member {

  /** A site that reports its address. */
  record OfSite(SiteId site) implements Member {}

  /** A host in the IPv6 prefix that a site reports; its IPv4 address is the site's. */
  record OfHost(SiteId site, HostPart host) implements Member {}

  /** An address that never changes. */
  record Fixed(IpAddress address) implements Member {}

  /** A record of AWS that the name becomes an alias of. Counts as healthy always. */
  record OfAlias(AliasTarget target) implements Member {}

  /** The site that it follows, if it follows one. */
  default Optional<SiteId> follows() {
    return switch (this) {
      case OfSite(SiteId site) -> Optional.of(site);
      case OfHost(SiteId site, HostPart host) -> Optional.of(site);
      case Fixed fixed -> Optional.empty();
      case OfAlias alias -> Optional.empty();
    };
  }

  /** For people: the site's id, the host at it, the address, or the alias. */
  default String text() {
    return switch (this) {
      case OfSite(SiteId site) -> site.value();
      case OfHost(SiteId site, HostPart host) -> host + " at " + site;
      case Fixed(IpAddress address) -> address.toString();
      case OfAlias(AliasTarget target) -> target.toString();
    };
  }
}
