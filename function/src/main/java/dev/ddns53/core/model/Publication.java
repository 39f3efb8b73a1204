package dev.ddns53.core.model;

import java.util.List;

/**
 * The record set that a name must have now, for one family.
 *
 * @param addresses at least one, in ascending order, without repeats
 */
public record Publication(Family family, Ttl ttl, List<IpAddress> addresses) {

  public Publication {
    addresses = addresses.stream().distinct().sorted().toList();
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("a publication has an address");
    }
    for (IpAddress address : addresses) {
      if (address.family() != family) {
        throw new IllegalArgumentException("an address of the other family");
      }
    }
  }
}
