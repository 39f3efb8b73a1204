package dev.ddns53.core.model;

/** One of those that a name's address can come from. */
public sealed interface Member {

  /** A site that reports its address. */
  record OfSite(SiteId site) implements Member {}

  /** An address that never changes. */
  record Fixed(IpAddress address) implements Member {}
}
