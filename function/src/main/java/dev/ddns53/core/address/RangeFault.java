package dev.ddns53.core.address;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Why a text is no range of addresses, and what to write instead.
 *
 * <pre>
 *  text                         reason                          what to write
 *  ───────────────────────────  ──────────────────────────────  ───────────────────────
 *  fe80::1%eth0                 a zone id                       fe80::1
 *  [2001:db8::1]                brackets                        2001:db8::1
 *  ::ffff:203.0.113.0/120       IPv4 written as IPv6            203.0.113.0/24
 *  ::ffff:203.0.113.0/24        which /24 is meant?             203.0.113.0/24, if IPv4
 *  203.0.113.7/24               bits set beyond the prefix      203.0.113.0/24, or .7 alone
 *  203.0.113.0/33, /-1, /x      prefix out of range             0 to 32, or to 128
 *  203.0.113.0/024              a leading zero                  203.0.113.0/24
 *  203.0.113.0/255.255.255.0    a netmask                       203.0.113.0/24
 *  203.0.113.07                 a leading zero                  203.0.113.7
 *  any other                    no address                      an example
 * </pre>
 */
public final class RangeFault {

  private static final int MAPPED_BITS = 96;
  private static final Pattern MAPPED = Pattern.compile("(?i)[0:]*:ffff:[0-9a-f.:]+");
  private static final Pattern PADDED_OCTETS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");
  private static final String EXAMPLE =
      "write an address or range such as 203.0.113.0/24 or 2001:db8::/32";

  private RangeFault() {}

  /** A clause for people: the reason, a colon, and what to write. */
  public static String of(String text) {
    if (text.contains("%")) {
      return "a zone id such as %eth0 means something on one machine only: "
          + suggestion(text.replaceAll("%[^/]*", ""));
    }
    if (text.contains("[") || text.contains("]")) {
      return "brackets belong to URLs: " + suggestion(text.replaceAll("[\\[\\]]", ""));
    }
    if (!text.equals(text.strip())) {
      return "it has blanks around it: " + suggestion(text.strip());
    }
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    Optional<IpAddress> parsed = IpAddress.parse(address);
    if (parsed.isEmpty()) {
      return noAddress(text, address);
    }
    IpAddress network = parsed.get();
    return slash < 0
        ? mapped(network, MAPPED_BITS + 32)
        : prefixed(address, network, text.substring(slash + 1));
  }

  private static String suggestion(String better) {
    return Cidr.parse(better).isPresent() ? "write " + better : EXAMPLE;
  }

  private static String noAddress(String text, String address) {
    if (PADDED_OCTETS.matcher(address).matches() && address.matches("(.*\\.)?0[0-9].*")) {
      return "a leading zero makes some readers take a number as octal: "
          + suggestion(text.replaceAll("(^|\\.)0+(?=[0-9])", "$1"));
    }
    return "it is no IPv4 or IPv6 address: " + EXAMPLE;
  }

  private static String prefixed(String address, IpAddress network, String prefix) {
    if (isMapped(address)) {
      return NUMBER.matcher(prefix).matches()
          ? mapped(network, Integer.parseInt(prefix))
          : mapped(network, 0);
    }
    int most = 8 * network.octets().length;
    if (prefix.matches("0[0-9]+")) {
      return "the prefix has a leading zero: "
          + suggestion(network + "/" + prefix.replaceFirst("^0+(?=.)", ""));
    }
    Optional<Integer> mask = netmask(prefix);
    if (mask.isPresent()) {
      return "a netmask is no prefix: " + suggestion(Cidr.around(network, mask.get()).toString());
    }
    if (!NUMBER.matcher(prefix).matches() || Integer.parseInt(prefix) > most) {
      return "the prefix of an "
          + network.family()
          + " range is a number from 0 to "
          + most
          + ": write "
          + network
          + " for this address alone, or a range such as "
          + Cidr.around(network, most - 8);
    }
    return "bits are set beyond the prefix: write "
        + Cidr.around(network, Integer.parseInt(prefix))
        + " for the whole range, or "
        + network
        + " for this address alone";
  }

  private static boolean isMapped(String address) {
    return MAPPED.matcher(address).matches();
  }

  private static String mapped(IpAddress ipv4, int prefix) {
    int bits = prefix - MAPPED_BITS;
    if (bits >= 0 && bits <= 32) {
      return "it is IPv4 written as IPv6: write " + plain(Cidr.around(ipv4, bits));
    }
    return "it is IPv4 written as IPv6, where a prefix is 96 to 128: write "
        + (prefix > 0 && prefix <= 32 ? Cidr.around(ipv4, prefix) + " if you mean that" : ipv4);
  }

  private static String plain(Cidr range) {
    return range.prefix() == 32 ? range.network().toString() : range.toString();
  }

  /** The prefix that a netmask such as 255.255.255.0 stands for. */
  private static Optional<Integer> netmask(String text) {
    Optional<IpAddress> mask = IpAddress.parse(text).filter(a -> a.family() == Family.IPV4);
    if (mask.isEmpty()) {
      return Optional.empty();
    }
    int bits = ByteBuffer.wrap(mask.get().octets()).getInt();
    int ones = Integer.numberOfLeadingZeros(~bits);
    return Optional.of(ones).filter(n -> n == 32 || bits << n == 0);
  }
}
