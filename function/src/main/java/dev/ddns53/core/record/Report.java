package dev.ddns53.core.record;

import dev.ddns53.core.address.IpAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * "At this time my address is this", or "I have none", as a site said it.
 *
 * @param address empty where the site said that it has none of the family
 * @param at the time that the site signed, or that a router called, whole seconds
 * @param signature what tells this request from any other of the same second; {@code token} for a
 *     router, whose requests are all alike
 */
public record Report(Optional<IpAddress> address, Instant at, String signature) {}
