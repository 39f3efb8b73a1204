package dev.ddns53.infra.settings;

import java.util.Optional;

/**
 * How much each route of the gateway takes, by the number of sites.
 *
 * <p>A cron line calls in the first second of a minute, so all sites call at once. A tenth of them
 * is taken at once. The rest gets 429, comes again somewhere in the next half minute, and then
 * finds a twentieth a second: so all are taken within a minute, and nothing behind the gateway
 * meets them all in one second.
 *
 * @param ratePerSecond requests a second, of each route
 * @param burst requests at once, of each route
 */
public record Sizing(int ratePerSecond, int burst) {

  static final int SITES = 1_000;

  /** Beyond, even the most that API Gateway takes is too little. */
  static final int MOST_SITES = 200_000;

  private static final int AT_ONCE = 10;
  private static final int A_SECOND = 20;

  /** For a person who tries things out, whatever the number of sites. */
  private static final int LEAST_RATE = 10;

  private static final int LEAST_BURST = 20;

  /** What API Gateway takes of an account and region, unless more is asked for. */
  static final int MOST_RATE = 10_000;

  static final int MOST_BURST = 5_000;

  /**
   * What follows from the number of sites, where nothing else was set.
   *
   * @param sites that may call in one and the same second, at least 1
   */
  static Sizing of(int sites, Optional<Integer> ratePerSecond, Optional<Integer> burst) {
    return new Sizing(
        ratePerSecond.orElseGet(
            () -> Math.clamp(Math.ceilDiv(sites, A_SECOND), LEAST_RATE, MOST_RATE)),
        burst.orElseGet(() -> Math.clamp(Math.ceilDiv(sites, AT_ONCE), LEAST_BURST, MOST_BURST)));
  }

  @Override
  public String toString() {
    return ratePerSecond + " requests a second, " + burst + " at once, of each route";
  }
}
