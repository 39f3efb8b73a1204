package dev.ddns53.core.dyndns2;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ipv6Prefix;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a router asks for by its query: {@code hostname}, {@code myip}, {@code myipv6}, {@code
 * ip6lanprefix}. No other parameter has a meaning here.
 */
public sealed interface Dyndns2Query {

  /** Hosts that one request may name. */
  int MOST_HOSTS = 20;

  Pattern PREFIX_LENGTH = Pattern.compile("/[0-9]{1,3}$");

  /**
   * A host that a router named.
   *
   * @param name empty where its text cannot be a domain name
   */
  record Host(Optional<Fqdn> name) {}

  /**
   * A request that can be read.
   *
   * @param hosts in the order of the request; none: all names of the site
   * @param addresses by family; none: the address that the router calls from
   * @param prefix that the router has for its hosts
   * @param spelled the addresses as the router spelled them; empty when it spelled none
   */
  record Asked(
      List<Host> hosts,
      Map<Family, IpAddress> addresses,
      Optional<Ipv6Prefix> prefix,
      String spelled)
      implements Dyndns2Query {
    public Asked {
      hosts = List.copyOf(hosts);
      addresses = Map.copyOf(addresses);
    }
  }

  /** A request that cannot be carried out, whoever sends it. */
  record Refused(Dyndns2Code code) implements Dyndns2Query {}

  /**
   * Reads a query.
   *
   * @param query still encoded
   */
  static Dyndns2Query of(String query) {
    List<Host> hosts =
        values(query, "hostname").stream().map(text -> new Host(Fqdn.parse(text))).toList();
    if (hosts.size() > MOST_HOSTS) {
      return new Refused(Dyndns2Code.NUMHOST);
    }
    List<String> spelled =
        Stream.of("myip", "myipv6").flatMap(name -> values(query, name).stream()).toList();
    List<String> lan = values(query, "ip6lanprefix");
    List<Ipv6Prefix> prefixes =
        Stream.concat(spelled.stream(), lan.stream())
            .flatMap(text -> Ipv6Prefix.parse(text).stream())
            .distinct()
            .toList();
    if (prefixes.size() > 1 || !lan.stream().allMatch(Dyndns2Query::isPrefix)) {
      return new Refused(Dyndns2Code.DNSERR);
    }
    return addresses(spelled.stream().filter(text -> !isPrefix(text)).toList())
        .<Dyndns2Query>map(
            addresses ->
                new Asked(
                    hosts, addresses, prefixes.stream().findFirst(), String.join(",", spelled)))
        .orElseGet(() -> new Refused(Dyndns2Code.DNSERR));
  }

  private static boolean isPrefix(String text) {
    return Ipv6Prefix.parse(text).isPresent();
  }

  /** One of each family; empty where a text is no address, or two of one family differ. */
  private static Optional<Map<Family, IpAddress>> addresses(List<String> spelled) {
    Map<Family, IpAddress> addresses = new EnumMap<>(Family.class);
    for (String text : spelled) {
      Optional<IpAddress> address = address(text);
      if (address.isEmpty()) {
        return Optional.empty();
      }
      IpAddress before = addresses.put(address.get().family(), address.get());
      if (before != null && !before.equals(address.get())) {
        return Optional.empty();
      }
    }
    return Optional.of(addresses);
  }

  /** Some routers say the length of their prefix behind their own address; that is published. */
  private static Optional<IpAddress> address(String text) {
    return IpAddress.parse(PREFIX_LENGTH.matcher(text).replaceFirst(""));
  }

  /** All values of a parameter; several may stand in one, with commas between them. */
  private static List<String> values(String query, String name) {
    List<String> values = new ArrayList<>();
    String key = name + "=";
    for (String pair : query.split("&", -1)) {
      if (pair.startsWith(key)) {
        Stream.of(decoded(pair.substring(key.length())).split(",", -1))
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .forEach(values::add);
      }
    }
    return values;
  }

  /** What is no encoding stands for itself: some routers encode nothing. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }
}
