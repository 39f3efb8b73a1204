package dev.ddns53.core.address;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Ranges that do not reach a site from the public Internet (IANA special-purpose registries, RFC
 * 6890), so that publishing one is a mistake unless the operator allows it. The documentation
 * ranges (RFC 5737, RFC 3849) are not among them.
 */
@SuppressWarnings("ImmutableEnumChecker") // the list is a copy that nobody can change
public enum SpecialRange {
  CGNAT(
      "a shared address of carrier-grade NAT (RFC 6598): your provider puts many customers behind"
          + " one public address, and nobody can connect to you through it. Ask the provider for a"
          + " public IPv4 address, or publish IPv6 instead",
      true,
      "100.64.0.0/10"),
  PRIVATE(
      "a private address (RFC 1918): it exists only inside your network. Send {} to publish the"
          + " address that your router shows to the world",
      true,
      "10.0.0.0/8",
      "172.16.0.0/12",
      "192.168.0.0/16"),
  UNIQUE_LOCAL(
      "a unique local address (RFC 4193): it exists only inside your network. Send your global IPv6"
          + " address",
      true,
      "fc00::/7",
      "fec0::/10"),
  UNSPECIFIED(
      "the unspecified address: it means that no address is known yet", "0.0.0.0/32", "::/128"),
  THIS_NETWORK("in 0.0.0.0/8, which is no host's address (RFC 791)", "0.0.0.0/8"),
  LOOPBACK("a loopback address: each machine reaches only itself by it", "127.0.0.0/8", "::1/128"),
  LINK_LOCAL(
      "a link-local address: it works on one cable only. Your interface has no usable address yet",
      "169.254.0.0/16",
      "fe80::/10"),
  MULTICAST("a multicast address, not one machine's", "224.0.0.0/4", "ff00::/8"),
  BROADCAST("the broadcast address, not one machine's", "255.255.255.255/32"),
  RESERVED("in 240.0.0.0/4, which is reserved (RFC 1112)", "240.0.0.0/4"),
  NAT64(
      "a NAT64 address (RFC 6052): it is a translated IPv4 address, good only behind that"
          + " translator",
      "64:ff9b::/96",
      "64:ff9b:1::/48"),
  SIX_TO_FOUR("a 6to4 address (RFC 7526 retired it). Send your native IPv6 address", "2002::/16"),
  TEREDO("a Teredo tunnel's address. Send your native IPv6 address", "2001::/32"),
  DS_LITE(
      "in 192.0.0.0/24, which is kept for protocols such as DS-Lite (RFC 6333): your provider gives"
          + " you no IPv4 address of your own. Publish IPv6 instead",
      "192.0.0.0/24"),
  BENCHMARKING(
      "an address for test networks (RFC 2544, RFC 5180): no route of the Internet leads to it",
      "198.18.0.0/15",
      "2001:2::/48"),
  DISCARD("in 100::/64, whose packets are thrown away (RFC 6666)", "100::/64");

  private final String explanation;
  private final boolean internal;
  private final List<Cidr> ranges;

  SpecialRange(String explanation, String... ranges) {
    this(explanation, false, ranges);
  }

  SpecialRange(String explanation, boolean internal, String... ranges) {
    this.explanation = explanation;
    this.internal = internal;
    this.ranges = Arrays.stream(ranges).map(range -> Cidr.parse(range).orElseThrow()).toList();
  }

  /** The first range, in this order, that holds the address. */
  public static Optional<SpecialRange> of(IpAddress address) {
    return Arrays.stream(values()).filter(special -> special.contains(address)).findFirst();
  }

  public boolean contains(IpAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  /** Whether a range of addresses lies wholly within this one. */
  public boolean contains(Cidr range) {
    return ranges.stream().anyMatch(own -> own.contains(range));
  }

  /** Whether these are addresses of inner networks, which a site may be allowed to publish. */
  public boolean isInternal() {
    return internal;
  }

  /** What the address is and what to do: a clause that follows "198.51.100.7 is". */
  public String explanation() {
    return explanation;
  }
}
