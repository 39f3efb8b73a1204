package dev.ddns53.core.record;

import dev.ddns53.core.address.AliasTarget;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ttl;
import java.util.List;
import java.util.stream.Collectors;

/** The record set that a name must have now, for one family. */
public sealed interface Publication extends Content {

  Family family();

  /** What the name answers with, for people. */
  String target();

  /** The whole record set, for people. */
  @Override
  default String text() {
    return switch (this) {
      case Addresses addresses -> target() + " (TTL " + addresses.ttl.seconds() + ")";
      case Alias alias -> target();
    };
  }

  /** Its addresses; an alias has none. */
  List<IpAddress> addresses();

  /** The values of its ResourceRecord elements; an alias has none. */
  default List<String> values() {
    return addresses().stream().map(IpAddress::toString).toList();
  }

  /** A record set of addresses. */
  static Addresses of(Family family, Ttl ttl, List<IpAddress> addresses) {
    return new Addresses(family, ttl, addresses);
  }

  /**
   * A record set of addresses.
   *
   * @param addresses at least one, in ascending order, without repeats
   */
  record Addresses(Family family, Ttl ttl, List<IpAddress> addresses) implements Publication {

    public Addresses {
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

    @Override
    public String target() {
      return addresses.stream().map(IpAddress::toString).collect(Collectors.joining(", "));
    }
  }

  /** A pointer to a record of AWS. Resolvers get that record's TTL: an alias has none. */
  record Alias(Family family, AliasTarget alias) implements Publication {

    @Override
    public List<IpAddress> addresses() {
      return List.of();
    }

    @Override
    public String target() {
      return alias.toString();
    }
  }
}
