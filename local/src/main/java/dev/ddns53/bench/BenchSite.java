package dev.ddns53.bench;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.fleet.SiteId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A site of a measurement.
 *
 * @param number tells it from all others
 * @param zone the number of the zone that holds its names
 * @param names how many it feeds
 * @param families of which it reports addresses
 * @param published whether it has reported long ago
 */
record BenchSite(int number, int zone, int names, Set<Family> families, boolean published) {

  private static final String ID = "site-";
  private static final int FIRST_OCTET = 20;
  private static final int FIRST_OCTETS = 70;

  BenchSite {
    families = Set.copyOf(families);
  }

  /** One that has a single name, of IPv4, and reported long ago. */
  static BenchSite plain(int number, int zone) {
    return new BenchSite(number, zone, 1, Set.of(Family.IPV4), true);
  }

  SiteId id() {
    return new SiteId(ID + number);
  }

  /** The number of the site that has this id. */
  static int number(SiteId id) {
    return Integer.parseInt(id.value().substring(ID.length()));
  }

  static Fqdn apex(int zone) {
    return Fqdn.parse("z" + zone + ".example.com").orElseThrow();
  }

  List<Fqdn> fqdns() {
    return IntStream.range(0, names)
        .mapToObj(i -> Fqdn.parse("n" + i + ".s" + number + "." + apex(zone)).orElseThrow())
        .toList();
  }

  /**
   * What it reports.
   *
   * @param generation 0 for what it said long ago; public addresses, each other than the last 70
   */
  Map<Family, IpAddress> addresses(int generation) {
    Map<Family, IpAddress> addresses = new TreeMap<>();
    families.forEach(family -> addresses.put(family, address(family, generation)));
    return addresses;
  }

  private IpAddress address(Family family, int generation) {
    String text =
        switch (family) {
          case IPV4 ->
              "%d.%d.%d.%d"
                  .formatted(
                      FIRST_OCTET + generation % FIRST_OCTETS,
                      number >> 16,
                      number >> 8 & 255,
                      number & 255);
          case IPV6 -> "2400:%x:%x::%x".formatted(generation + 1, number >> 16, number & 0xffff);
        };
    return IpAddress.parse(text).orElseThrow();
  }

  /** A request's body. */
  String body(int generation) {
    StringBuilder body = new StringBuilder("{");
    addresses(generation)
        .forEach(
            (family, address) ->
                body.append(body.length() > 1 ? "," : "")
                    .append('"')
                    .append(family == Family.IPV4 ? "ipv4" : "ipv6")
                    .append("\":\"")
                    .append(address)
                    .append('"'));
    return body.append('}').toString();
  }
}
