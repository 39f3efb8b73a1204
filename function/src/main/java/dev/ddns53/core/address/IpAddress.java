package dev.ddns53.core.address;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IPv4 or IPv6 address without zone, port or prefix. Its text is the canonical one: dotted
 * decimal, or RFC 5952.
 */
public record IpAddress(InetAddress inet) implements Comparable<IpAddress> {

  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final String DOTTED = OCTET + "(?:\\." + OCTET + "){3}";
  private static final String GROUP = "[0-9A-Fa-f]{0,4}";
  private static final Pattern IPV4 = Pattern.compile(DOTTED);
  private static final Pattern IPV6_SHAPE =
      Pattern.compile("(?=.{2,45}$)(?:" + GROUP + ":)+(?:" + DOTTED + "|" + GROUP + ")");

  /**
   * Takes the plain literal only: no leading zeros, octal or hexadecimal in IPv4, no group of more
   * than four digits in IPv6, no zone id. An IPv4-mapped IPv6 address (RFC 4291, 2.5.5.2) is the
   * IPv4 address that it carries.
   */
  public static Optional<IpAddress> parse(String text) {
    if (!IPV4.matcher(text).matches() && !IPV6_SHAPE.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new IpAddress(InetAddress.ofLiteral(text)));
    } catch (IllegalArgumentException notALiteral) {
      return Optional.empty();
    }
  }

  /** From 4 or 16 octets in network order. */
  public static IpAddress of(byte[] octets) {
    try {
      return new IpAddress(InetAddress.getByAddress(octets));
    } catch (UnknownHostException wrongLength) {
      throw new IllegalArgumentException("an address has 4 or 16 octets", wrongLength);
    }
  }

  public Family family() {
    return inet instanceof Inet4Address ? Family.IPV4 : Family.IPV6;
  }

  /** 4 or 16 octets in network order. */
  public byte[] octets() {
    return inet.getAddress();
  }

  @Override
  public int compareTo(IpAddress other) {
    return java.util.Arrays.compareUnsigned(octets(), other.octets());
  }

  @Override
  public String toString() {
    return family() == Family.IPV4 ? inet.getHostAddress() : Rfc5952.text(octets());
  }
}
