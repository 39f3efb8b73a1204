package dev.ddns53.core.fleet;

import dev.ddns53.core.address.AliasTarget;
import dev.ddns53.core.address.IpAddress;

/** One of those that a name's address can come from. */
public sealed interface Member {

  /** A site that reports its address. */
  record OfSite(SiteId site) implements Member {}

  /** An address that never changes. */
  record Fixed(IpAddress address) implements Member {}

  /** A record of AWS that the name becomes an alias of. Counts as healthy always. */
  record OfAlias(AliasTarget target) implements Member {}

  /** For people: the site's id, the address, or the alias. */
  default String text() {
    return switch (this) {
      case OfSite(SiteId site) -> site.value();
      case Fixed(IpAddress address) -> address.toString();
      case OfAlias(AliasTarget target) -> target.toString();
    };
  }
}
