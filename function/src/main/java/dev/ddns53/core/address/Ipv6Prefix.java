package dev.ddns53.core.address;

import java.util.Optional;

/**
 * A prefix that a provider delegates to a site, such as {@code 2001:db8:1:2::/64}.
 *
 * @param range from {@value #SHORTEST} to {@value #LONGEST} bits
 */
public record Ipv6Prefix(Cidr range) {

  /** A whole site's. */
  public static final int SHORTEST = 48;

  /** A single link's. */
  public static final int LONGEST = 64;

  public Ipv6Prefix {
    if (!isPrefix(range)) {
      throw new IllegalArgumentException("not a site's prefix");
    }
  }

  /** Takes {@code network/length}, no bit of the network set beyond the length. */
  public static Optional<Ipv6Prefix> parse(String text) {
    return Cidr.parse(text).filter(Ipv6Prefix::isPrefix).map(Ipv6Prefix::new);
  }

  private static boolean isPrefix(Cidr range) {
    return range.network().family() == Family.IPV6
        && range.prefix() >= SHORTEST
        && range.prefix() <= LONGEST;
  }

  /** Its first address, which is no host's. */
  public IpAddress network() {
    return range.network();
  }

  /** How many subnets of 64 bits it has. */
  public int subnets() {
    return 1 << (LONGEST - range.prefix());
  }

  @Override
  public String toString() {
    return range.toString();
  }
}
