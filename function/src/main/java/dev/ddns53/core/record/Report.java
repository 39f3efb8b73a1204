package dev.ddns53.core.record;

import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ipv6Prefix;
import java.time.Instant;
import java.util.Optional;

/**
 * "At this time my address is this", or "I have none", as a site said it of one family.
 *
 * @param address empty where the site has none, or never said one
 * @param prefix its IPv6 prefix; empty where it has none, or never said one
 * @param at the time that the site signed, or that a router called, whole seconds
 * @param signature what tells this request from any other of the same second; {@link #BY_TOKEN} for
 *     a router, whose requests are all alike
 */
public record Report(
    Optional<IpAddress> address, Optional<Ipv6Prefix> prefix, Instant at, String signature) {

  /** Stands in place of a signature, of which none is this word. */
  public static final String BY_TOKEN = "token";

  /** A report of an address, or of none. */
  public static Report of(Optional<IpAddress> address, Instant at, String signature) {
    return new Report(address, Optional.empty(), at, signature);
  }

  /** Whether the site signed it and said when; else its router called then. */
  public boolean isSigned() {
    return !signature.equals(BY_TOKEN);
  }
}
