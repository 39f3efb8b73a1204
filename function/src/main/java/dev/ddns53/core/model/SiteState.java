package dev.ddns53.core.model;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a site from its reports.
 *
 * @param version counts the writes of this row; 0 before the first
 * @param newest the newest accepted report of each family
 * @param seen when it was last heard, as far as that was written down
 * @param stale since when it counts as stale, if it does
 * @param refused the newest refusal that people were told of
 */
public record SiteState(
    SiteId id,
    long version,
    Map<Family, Report> newest,
    Optional<Sighting> seen,
    Optional<Instant> stale,
    Optional<Refusal> refused) {

  /**
   * The site was heard.
   *
   * @param source where the request came from
   * @param client its User-Agent, cut short; empty when it sent none
   */
  public record Sighting(Instant at, IpAddress source, String client) {}

  /**
   * Requests in the site's name are refused.
   *
   * @param since when that began, after the last accepted report
   * @param told when people were told last
   */
  public record Refusal(Problem.Code code, Instant since, Instant told) {}

  public SiteState {
    newest = Map.copyOf(newest);
  }

  public static SiteState unheard(SiteId id) {
    return new SiteState(id, 0, Map.of(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  public Optional<Report> newest(Family family) {
    return Optional.ofNullable(newest.get(family));
  }

  /** The row's next version, with these reports as the newest of their families. */
  public SiteState heard(Map<Family, Report> reports, Sighting sighting) {
    Map<Family, Report> merged = new EnumMap<>(Family.class);
    merged.putAll(newest);
    merged.putAll(reports);
    return new SiteState(id, version + 1, merged, Optional.of(sighting), Optional.empty(), refused);
  }

  /** The row's next version, in which the site counts as stale since some time. */
  public SiteState silent(Instant since) {
    return new SiteState(id, version + 1, newest, seen, Optional.of(since), refused);
  }

  /** The row's next version, in which the site no longer counts as stale. */
  public SiteState back() {
    return new SiteState(id, version + 1, newest, seen, Optional.empty(), refused);
  }

  /** The row's next version, in which people are told of a refusal. */
  public SiteState refused(Refusal refusal) {
    return new SiteState(id, version + 1, newest, seen, stale, Optional.of(refusal));
  }
}
