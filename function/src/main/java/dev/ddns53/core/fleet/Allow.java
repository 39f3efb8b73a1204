package dev.ddns53.core.fleet;

import dev.ddns53.core.address.Cidr;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.SpecialRange;
import java.util.List;
import java.util.Optional;

/**
 * What an operator lets a site do.
 *
 * @param sources where its requests may come from; empty: anywhere
 * @param addresses what it may report; empty: any public address
 * @param internal whether it may report addresses of inner networks (private, CGNAT, ULA)
 * @param sameAsSource whether it may report only the address that it calls from
 */
public record Allow(
    List<Cidr> sources, List<Cidr> addresses, boolean internal, boolean sameAsSource) {

  /** Any source, any public address. */
  public static final Allow DEFAULT = new Allow(List.of(), List.of(), false, false);

  public Allow {
    sources = List.copyOf(sources);
    addresses = List.copyOf(addresses);
  }

  public boolean source(IpAddress source) {
    return isIn(sources, source);
  }

  public boolean address(IpAddress address) {
    return isIn(addresses, address);
  }

  /** Whether it may report each address of a range. */
  public boolean range(Cidr range) {
    return addresses.isEmpty() || addresses.stream().anyMatch(each -> each.contains(range));
  }

  /**
   * Why an address is forbidden, if it is. Inner networks are open to a site that may report
   * internal addresses, and any special block to a site whose {@link #addresses()} name a part of
   * it that holds the address.
   */
  public Optional<SpecialRange> forbidden(IpAddress address) {
    return SpecialRange.of(address)
        .filter(special -> !(internal && special.isInternal()))
        .filter(
            special -> addresses.stream().noneMatch(range -> SpecialRange.isMeant(range, address)));
  }

  private static boolean isIn(List<Cidr> ranges, IpAddress address) {
    return ranges.isEmpty() || ranges.stream().anyMatch(range -> range.contains(address));
  }
}
