package dev.ddns53.core.record;

import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ipv6Prefix;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * "At this time my address is this", or "I have none", as a site said it of one family.
 *
 * @param address empty where the site has none, or never said one
 * @param more its further addresses, in ascending order: only instances have some
 * @param prefix its IPv6 prefix; empty where it has none, or never said one
 * @param at the time that the site signed, or that a router called, whole seconds
 * @param signature what tells this request from any other of the same second; {@link #BY_TOKEN} for
 *     a router, whose requests are all alike; {@link #BY_DESCRIPTION} where nobody called
 */
public record Report(
    Optional<IpAddress> address,
    List<IpAddress> more,
    Optional<Ipv6Prefix> prefix,
    Instant at,
    String signature) {

  /** Stands in place of a signature, of which none is this word. */
  public static final String BY_TOKEN = "token";

  /** Stands in place of a signature where EC2 described the site's instances. */
  public static final String BY_DESCRIPTION = "described";

  public Report {
    more = List.copyOf(more);
  }

  /** A report of one address at most. */
  public Report(
      Optional<IpAddress> address, Optional<Ipv6Prefix> prefix, Instant at, String signature) {
    this(address, List.of(), prefix, at, signature);
  }

  /** A report of an address, or of none. */
  public static Report of(Optional<IpAddress> address, Instant at, String signature) {
    return new Report(address, Optional.empty(), at, signature);
  }

  /** All its addresses, for people; empty where the site has none. */
  public Optional<String> addresses() {
    return text(address, more);
  }

  /** A first address and further ones, for people. */
  public static Optional<String> text(Optional<IpAddress> first, List<IpAddress> more) {
    return first.map(
        one ->
            Stream.concat(Stream.of(one), more.stream())
                .map(IpAddress::toString)
                .collect(Collectors.joining(", ")));
  }

  /** Whether the site signed it and said when; else its router called then, or EC2 was asked. */
  public boolean isSigned() {
    return !signature.equals(BY_TOKEN) && !isDescribed();
  }

  /** Whether EC2 was asked for it. */
  public boolean isDescribed() {
    return signature.equals(BY_DESCRIPTION);
  }
}
