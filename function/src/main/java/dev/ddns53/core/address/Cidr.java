package dev.ddns53.core.address;

import java.util.Optional;

/**
 * A range of addresses such as {@code 203.0.113.0/24}.
 *
 * @param network its first address: no bit set beyond the prefix
 * @param prefix leading bits in common: 0 to 32, or to 128 for IPv6
 */
public record Cidr(IpAddress network, int prefix) {

  public Cidr {
    if (prefix < 0 || prefix > 8 * network.octets().length) {
      throw new IllegalArgumentException("prefix out of range");
    }
    if (!masked(network, prefix).equals(network)) {
      throw new IllegalArgumentException("bits set beyond the prefix");
    }
  }

  /**
   * Takes {@code address/prefix}, or an address alone, which is a range of one. IPv4 in the form of
   * IPv6 is refused: its prefix would be read in two ways. {@link RangeFault} says why a text is
   * none.
   */
  public static Optional<Cidr> parse(String text) {
    int slash = text.indexOf('/');
    Optional<IpAddress> address =
        IpAddress.parse(slash < 0 ? text : text.substring(0, slash))
            .filter(one -> one.family() == Family.IPV6 || text.indexOf(':') < 0);
    if (slash < 0) {
      return address.map(one -> new Cidr(one, 8 * one.octets().length));
    }
    String prefix = text.substring(slash + 1);
    if (!prefix.matches("0|[1-9][0-9]{0,2}")) {
      return Optional.empty();
    }
    return address.flatMap(network -> checked(network, Integer.parseInt(prefix)));
  }

  /** The range of this prefix that holds the address. */
  static Cidr around(IpAddress address, int prefix) {
    return new Cidr(masked(address, prefix), prefix);
  }

  private static Optional<Cidr> checked(IpAddress network, int prefix) {
    try {
      return Optional.of(new Cidr(network, prefix));
    } catch (IllegalArgumentException outOfRange) {
      return Optional.empty();
    }
  }

  public boolean contains(IpAddress address) {
    return address.family() == network.family() && masked(address, prefix).equals(network);
  }

  public boolean contains(Cidr range) {
    return range.prefix >= prefix && contains(range.network);
  }

  private static IpAddress masked(IpAddress address, int prefix) {
    byte[] octets = address.octets();
    for (int i = 0; i < octets.length; i++) {
      int kept = Math.clamp(prefix - 8L * i, 0, 8);
      octets[i] &= (byte) (0xff00 >> kept);
    }
    return IpAddress.of(octets);
  }

  @Override
  public String toString() {
    return network + "/" + prefix;
  }
}
