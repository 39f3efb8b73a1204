package dev.ddns53.core.model;

import java.time.Instant;

/**
 * Route 53 holds something else than what was published.
 *
 * @param found what it holds, for people
 * @param since when that was found
 */
public record Deviation(String found, Instant since) {}
