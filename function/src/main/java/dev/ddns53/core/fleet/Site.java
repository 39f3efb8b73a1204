package dev.ddns53.core.fleet;

import dev.ddns53.core.Limits;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.SpecialRange;
import dev.ddns53.core.address.ZoneId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A place whose address changes, as its operator registered it.
 *
 * @param entry what the operator's file says of it
 * @param names the names that it feeds
 * @param zones the hosted zones of these names
 * @param keys its live key generations: at most {@link Limits#LIVE_KEYS}
 */
public record Site(
    SiteId id, SiteEntry entry, List<Fqdn> names, List<ZoneId> zones, List<KeyGeneration> keys) {

  private static final Duration LONGEST_REFRESH = Duration.ofMinutes(10);

  public Site {
    names = List.copyOf(names);
    zones = List.copyOf(zones);
    keys = List.copyOf(keys);
  }

  /** How long it may stay silent before it counts as stale. */
  public Duration staleAfter() {
    return entry.staleAfter();
  }

  public Allow allow() {
    return entry.allow();
  }

  /** Which EC2 instances it is, if it is no place that reports by itself. */
  public Optional<InstanceSelector> instance() {
    return entry.instance();
  }

  /** Why it may not have an address, if it may not. */
  public Optional<SpecialRange> forbidden(IpAddress address) {
    return entry
        .instance()
        .map(selector -> selector.forbidden(address))
        .orElseGet(() -> entry.allow().forbidden(address));
  }

  /** Whether its router may call with a token. */
  public boolean router() {
    return entry.router();
  }

  /** The same site with these keys alone. */
  public Site with(List<KeyGeneration> live) {
    return new Site(id, entry, names, zones, live);
  }

  /** How old the stored last-seen time may grow before an unchanged report renews it. */
  public Duration refreshInterval() {
    Duration third = staleAfter().dividedBy(3);
    return third.compareTo(LONGEST_REFRESH) < 0 ? third : LONGEST_REFRESH;
  }
}
