package dev.ddns53.core.model;

import java.time.Instant;

/**
 * "At this time my address is this", as a site said it.
 *
 * @param at the time that the site signed, whole seconds
 * @param signature what tells this request from any other of the same second
 */
public record Report(IpAddress address, Instant at, String signature) {}
