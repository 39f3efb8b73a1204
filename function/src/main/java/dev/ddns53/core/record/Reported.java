package dev.ddns53.core.record;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ipv6Prefix;
import dev.ddns53.core.fleet.HostPart;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.SiteId;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a site says in one report.
 *
 * @param addresses by family; empty where it has none
 * @param more by family, further addresses, in ascending order: only instances have some
 * @param prefix what it says of its IPv6 prefix, if it says anything
 */
public record Reported(
    Map<Family, Optional<IpAddress>> addresses,
    Map<Family, List<IpAddress>> more,
    Optional<OfPrefix> prefix) {

  /**
   * What a site says of its IPv6 prefix.
   *
   * @param prefix empty where it has none
   */
  public record OfPrefix(Optional<Ipv6Prefix> prefix) {}

  public Reported {
    addresses = Map.copyOf(addresses);
    more = Map.copyOf(more);
  }

  /** One address of a family at most, and a prefix. */
  public Reported(Map<Family, Optional<IpAddress>> addresses, Optional<OfPrefix> prefix) {
    this(addresses, Map.of(), prefix);
  }

  /** Any number of addresses by family, none among them. */
  public static Reported ofAll(Map<Family, List<IpAddress>> all) {
    Map<Family, Optional<IpAddress>> first = new EnumMap<>(Family.class);
    Map<Family, List<IpAddress>> more = new EnumMap<>(Family.class);
    all.forEach(
        (family, addresses) -> {
          List<IpAddress> sorted = addresses.stream().distinct().sorted().toList();
          first.put(family, sorted.stream().findFirst());
          if (sorted.size() > 1) {
            more.put(family, sorted.subList(1, sorted.size()));
          }
        });
    return new Reported(first, more, Optional.empty());
  }

  /** Addresses alone. */
  public static Reported of(Map<Family, Optional<IpAddress>> addresses) {
    return new Reported(addresses, Optional.empty());
  }

  /** The families of which it says anything, in order. */
  public Set<Family> families() {
    Set<Family> families = EnumSet.noneOf(Family.class);
    families.addAll(addresses.keySet());
    prefix.ifPresent(said -> families.add(Family.IPV6));
    return families;
  }

  /** Whether a report of one family said the same, as far as this one says anything. */
  public boolean isSame(Family family, Report report) {
    boolean address =
        !addresses.containsKey(family)
            || (report.address().equals(addresses.get(family))
                && report.more().equals(more(family)));
    return address && (family != Family.IPV6 || isSamePrefix(report));
  }

  /** Its further addresses of a family. */
  public List<IpAddress> more(Family family) {
    return more.getOrDefault(family, List.of());
  }

  /** Whether it has an address of any family. */
  public boolean hasAddress() {
    return addresses.values().stream().anyMatch(Optional::isPresent);
  }

  private boolean isSamePrefix(Report report) {
    return prefix.isEmpty() || report.prefix().equals(prefix.get().prefix());
  }

  /** The newest report of a family: what this one leaves out stands as it was said before. */
  public Report report(Family family, Optional<Report> before, Instant at, String signature) {
    return new Report(
        addresses.containsKey(family) ? addresses.get(family) : before.flatMap(Report::address),
        addresses.containsKey(family) ? more(family) : before.map(Report::more).orElse(List.of()),
        family == Family.IPV6 && prefix.isPresent()
            ? prefix.get().prefix()
            : before.flatMap(Report::prefix),
        at,
        signature);
  }

  /**
   * What it means for a name: of a host that the name follows, prefix and host make the address.
   */
  public Map<Family, Optional<IpAddress>> of(Name name, SiteId site) {
    Optional<HostPart> host = name.host(site);
    if (host.isEmpty()) {
      return addresses;
    }
    Map<Family, Optional<IpAddress>> all = new EnumMap<>(Family.class);
    all.putAll(addresses);
    all.remove(Family.IPV6);
    prefix.ifPresent(
        said -> all.put(Family.IPV6, said.prefix().flatMap(some -> host.get().address(some))));
    return all;
  }
}
