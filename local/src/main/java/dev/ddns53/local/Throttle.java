package dev.ddns53.local;

import dev.ddns53.emulator.http.TokenBucket;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the gateway takes before it answers 429 without asking the function: a token bucket for each
 * route, sized by the number of sites as the stack sizes it.
 */
public final class Throttle {

  /** What a stack is sized for unless its settings say otherwise. */
  public static final int SITES = 1_000;

  private static final Set<String> ROUTES =
      Set.of("POST /v1/update", "GET /v1/status", "GET /ip", "GET /nic/update", "GET /v3/update");

  private static final int AT_ONCE = 10;
  private static final int A_SECOND = 20;
  private static final int LEAST_RATE = 10;
  private static final int LEAST_BURST = 20;
  private static final int MOST_RATE = 10_000;
  private static final int MOST_BURST = 5_000;

  private final Map<String, TokenBucket> routes;

  private Throttle(Map<String, TokenBucket> routes) {
    this.routes = routes;
  }

  /** Takes all. */
  public static Throttle none() {
    return new Throttle(Map.of());
  }

  /**
   * Takes a tenth of so many sites at once on each route, and a twentieth of them a second.
   *
   * @param sites at least 1
   */
  public static Throttle forSites(int sites, InstantSource clock) {
    int rate = Math.clamp(Math.ceilDiv(sites, A_SECOND), LEAST_RATE, MOST_RATE);
    return new Throttle(
        ROUTES.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    route -> route, route -> new TokenBucket(rate, burst(sites), clock))));
  }

  /**
   * How many requests each route takes at once.
   *
   * @param sites at least 1
   */
  public static int burst(int sites) {
    return Math.clamp(Math.ceilDiv(sites, AT_ONCE), LEAST_BURST, MOST_BURST);
  }

  /**
   * Whether a request is handed to the function. What is no route of the stack always is.
   *
   * @param path without a query
   */
  boolean takes(String method, String path) {
    return Optional.ofNullable(routes.get(method + " " + path)).map(TokenBucket::take).orElse(true);
  }
}
