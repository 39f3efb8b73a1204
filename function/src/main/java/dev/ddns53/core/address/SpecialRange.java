package dev.ddns53.core.address;

import java.util.Optional;

/**
 * Why an address reaches no site from the public Internet, so that publishing it is a mistake
 * unless the operator allows it. Which addresses: {@link SpecialPurposeTable}, and for IPv6 all
 * outside {@code 2000::/3}.
 *
 * <p>Documentation (RFC 5737, RFC 3849) is accepted: examples, demos and tests live there.
 */
public enum SpecialRange {
  CGNAT(
      "a shared address of carrier-grade NAT (RFC 6598): your provider puts many customers behind"
          + " one public address, and nobody can connect to you through it. Ask the provider for a"
          + " public IPv4 address, or publish IPv6 instead",
      true),
  PRIVATE(
      "a private address (RFC 1918): it exists only inside your network. Send {} to publish the"
          + " address that your router shows to the world",
      true),
  UNIQUE_LOCAL(
      "a unique local address (RFC 4193): it exists only inside your network. Send your global IPv6"
          + " address",
      true),
  UNSPECIFIED("the unspecified address: it means that no address is known yet"),
  THIS_NETWORK("in 0.0.0.0/8, which is no host's address (RFC 791)"),
  LOOPBACK("a loopback address: each machine reaches only itself by it"),
  LINK_LOCAL(
      "a link-local address: it works on one cable only. Your interface has no usable address yet"),
  MULTICAST("a multicast address, not one machine's"),
  BROADCAST("the broadcast address, not one machine's"),
  RESERVED("in 240.0.0.0/4, which is reserved (RFC 1112)"),
  NAT64(
      "a NAT64 address (RFC 6052, RFC 8880): it is a translated IPv4 address, good only behind that"
          + " translator"),
  SIX_TO_FOUR("a 6to4 address (RFC 7526 retired it). Send your native IPv6 address"),
  TEREDO("a Teredo tunnel's address. Send your native IPv6 address"),
  DS_LITE(
      "in 192.0.0.0/24, which is kept for protocols such as DS-Lite (RFC 6333): your provider gives"
          + " you no IPv4 address of your own. Publish IPv6 instead"),
  RELAY("in 192.88.99.0/24, whose 6to4 relays are retired (RFC 7526): no site lives there"),
  BENCHMARKING(
      "an address for test networks (RFC 2544, RFC 5180): no route of the Internet leads to it"),
  DISCARD("in 100::/64, whose packets are thrown away (RFC 6666)"),
  DUMMY("in 100:0:0:1::/64, a dummy prefix to which nothing is sent (RFC 9780)"),
  SERVICE(
      "a shared address of a service of the Internet, such as AS112, AMT or TURN: many networks"
          + " answer at it, so it is not one site's"),
  PROTOCOL("in 2001::/23, which is kept for protocols (RFC 2928): no site lives there"),
  IDENTIFIER(
      "an identifier in the form of an address, such as ORCHID (RFC 7343) or a drone's (RFC 9374):"
          + " packets do not reach it"),
  DOCUMENTATION("in 3fff::/20, which is for documentation (RFC 9637)"),
  SRV6("in 5f00::/16, which names parts of one provider's network (RFC 9602)"),
  RETIRED("in 3ffe::/16, the prefix of the 6bone, which is retired (RFC 3701)"),
  IPV4_INSIDE(
      "an IPv4 address in a form of IPv6 that is retired (RFC 4291). Put the IPv4 address itself"
          + " into the field ipv4"),
  UNASSIGNED(
      "outside 2000::/3, the only part of IPv6 that is in use on the Internet (RFC 4291). Send your"
          + " global IPv6 address");

  private static final Cidr GLOBAL_UNICAST = Cidr.parse("2000::/3").orElseThrow();

  private final String explanation;
  private final boolean internal;

  SpecialRange(String explanation) {
    this(explanation, false);
  }

  SpecialRange(String explanation, boolean internal) {
    this.explanation = explanation;
    this.internal = internal;
  }

  /** Why the address is special; empty when it may be any site's. The one place that decides. */
  public static Optional<SpecialRange> of(IpAddress address) {
    Optional<SpecialBlock> block = SpecialBlock.of(address);
    if (block.isPresent()) {
      return block.get().kind();
    }
    return Optional.of(UNASSIGNED)
        .filter(special -> address.family() == Family.IPV6 && !GLOBAL_UNICAST.contains(address));
  }

  /**
   * Whether a range that holds the address was named on purpose: it lies wholly within one special
   * block, or wholly outside {@code 2000::/3}.
   */
  public static boolean isMeant(Cidr range, IpAddress address) {
    boolean within =
        SpecialBlock.ALL.stream()
            .filter(block -> block.kind().isPresent())
            .anyMatch(block -> block.range().contains(range));
    boolean outside =
        of(address).filter(UNASSIGNED::equals).isPresent()
            && !GLOBAL_UNICAST.contains(range)
            && !range.contains(GLOBAL_UNICAST);
    return range.contains(address) && (within || outside);
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
