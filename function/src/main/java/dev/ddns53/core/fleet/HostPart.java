package dev.ddns53.core.fleet;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ipv6Prefix;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What stays of a host's IPv6 address when its site gets another prefix.
 *
 * @param interfaceId the last 64 bits; not 0, which is no host's
 * @param subnet which of the prefix's subnets it is in: 0 to {@value #MOST_SUBNET}
 */
public record HostPart(long interfaceId, int subnet) {

  /** The last subnet of the shortest prefix. */
  public static final int MOST_SUBNET = 0xffff;

  private static final String MAC = "(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}";
  private static final long UNIVERSAL_LOCAL = 0x0200_0000_0000_0000L;
  private static final long EUI64 = 0xfffeL << 24;

  public HostPart {
    if (interfaceId == 0 || subnet < 0 || subnet > MOST_SUBNET) {
      throw new IllegalArgumentException("not a host's part of an address");
    }
  }

  /** From an address whose first 64 bits are zero, such as {@code ::53}. */
  public static Optional<HostPart> ofHost(String text) {
    return IpAddress.parse(text)
        .filter(address -> address.family() == Family.IPV6)
        .map(address -> ByteBuffer.wrap(address.octets()))
        .filter(octets -> octets.getLong(0) == 0 && octets.getLong(Long.BYTES) != 0)
        .map(octets -> new HostPart(octets.getLong(Long.BYTES), 0));
  }

  /** What a host makes of its network card's address by itself (RFC 4291, appendix A). */
  public static Optional<HostPart> ofMac(String text) {
    if (!text.matches(MAC)) {
      return Optional.empty();
    }
    long mac = HexFormat.fromHexDigitsToLong(text.replaceAll("[:-]", ""));
    long halves = (mac >>> 24 << 40) | EUI64 | (mac & 0xffffff);
    return Optional.of(new HostPart(halves ^ UNIVERSAL_LOCAL, 0));
  }

  /** The same host in another subnet. */
  public HostPart in(int other) {
    return new HostPart(interfaceId, other);
  }

  /** The host's address; none where the prefix has no such subnet. */
  public Optional<IpAddress> address(Ipv6Prefix prefix) {
    if (subnet >= prefix.subnets()) {
      return Optional.empty();
    }
    long network = ByteBuffer.wrap(prefix.network().octets()).getLong();
    return Optional.of(address(network | subnet));
  }

  /** Whether an IPv6 address may be the host's, whatever the prefix. */
  public boolean isPartOf(IpAddress address) {
    return ByteBuffer.wrap(address.octets()).getLong(Long.BYTES) == interfaceId;
  }

  private IpAddress address(long network) {
    return IpAddress.of(
        ByteBuffer.allocate(2 * Long.BYTES).putLong(network).putLong(interfaceId).array());
  }

  /** The last 64 bits as an address, such as {@code ::53}. */
  public String host() {
    return address(0).toString();
  }

  /** For people: the host, and its subnet where it is not the first. */
  @Override
  public String toString() {
    return subnet == 0 ? host() : host() + " in subnet 0x" + Integer.toHexString(subnet);
  }
}
