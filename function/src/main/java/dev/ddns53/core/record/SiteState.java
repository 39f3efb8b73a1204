package dev.ddns53.core.record;

import dev.ddns53.core.Limits;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.problem.Problem;
import java.time.Duration;
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
 * @param budget when its changes are paid for; in the past when it may make all at once
 * @param moves what people were told of its changes of address
 */
public record SiteState(
    SiteId id,
    long version,
    Map<Family, Report> newest,
    Optional<Sighting> seen,
    Optional<Instant> stale,
    Optional<Refusal> refused,
    Instant budget,
    Moves moves) {

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

  /**
   * The site's changes of address.
   *
   * @param told when people were told last
   * @param untold changes since
   */
  public record Moves(Instant told, int untold) {

    /** None that anybody was told of. */
    public static final Moves NONE = new Moves(Instant.EPOCH, 0);

    /** Whether people may be told of one more. */
    public boolean isDue(Instant now) {
      return !now.isBefore(told.plus(Limits.MOVES_TOLD));
    }

    /** After one more. */
    public Moves after(Instant now) {
      return isDue(now) ? new Moves(now, 0) : new Moves(told, untold + 1);
    }
  }

  public SiteState {
    newest = Map.copyOf(newest);
  }

  public static SiteState unheard(SiteId id) {
    return new SiteState(
        id,
        0,
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Instant.EPOCH,
        Moves.NONE);
  }

  public Optional<Report> newest(Family family) {
    return Optional.ofNullable(newest.get(family));
  }

  /** Whether this differs from what the site said last. */
  public boolean isNews(Reported reported) {
    return reported.families().stream()
        .anyMatch(
            family -> newest(family).filter(report -> reported.isSame(family, report)).isEmpty());
  }

  /** The row's next version, with these reports as the newest of their families. */
  public SiteState heard(Map<Family, Report> reports, Sighting sighting) {
    Map<Family, Report> merged = new EnumMap<>(Family.class);
    merged.putAll(newest);
    merged.putAll(reports);
    return new SiteState(
        id, version + 1, merged, Optional.of(sighting), Optional.empty(), refused, budget, moves);
  }

  /** The row's next version, in which the site is known to have no address, and stays silent. */
  public SiteState absent(Map<Family, Report> reports) {
    Map<Family, Report> merged = new EnumMap<>(Family.class);
    merged.putAll(newest);
    merged.putAll(reports);
    return new SiteState(id, version + 1, merged, seen, stale, refused, budget, moves);
  }

  /** How long the site must wait until it may make a change; zero when it may. */
  public Duration waitForChange(Instant now) {
    Instant from = budget.minus(Limits.SITE_CHANGE_EVERY.multipliedBy(Limits.SITE_CHANGES - 1L));
    return now.isBefore(from) ? Duration.between(now, from) : Duration.ZERO;
  }

  /** This version after the site made a change, of which {@link Moves} say what is told. */
  public SiteState changed(Moves told, Instant now) {
    Instant paid = budget.isAfter(now) ? budget : now;
    return new SiteState(
        id, version, newest, seen, stale, refused, paid.plus(Limits.SITE_CHANGE_EVERY), told);
  }

  /** The row's next version, in which people were told of all its moves. */
  public SiteState movesTold(Instant now) {
    return new SiteState(id, version + 1, newest, seen, stale, refused, budget, new Moves(now, 0));
  }

  /** The row's next version, in which the site counts as stale since some time. */
  public SiteState silent(Instant since) {
    return new SiteState(id, version + 1, newest, seen, Optional.of(since), refused, budget, moves);
  }

  /** The row's next version, in which the site no longer counts as stale. */
  public SiteState back() {
    return new SiteState(id, version + 1, newest, seen, Optional.empty(), refused, budget, moves);
  }

  /** The row's next version, in which people are told of a refusal. */
  public SiteState refused(Refusal refusal) {
    return new SiteState(id, version + 1, newest, seen, stale, Optional.of(refusal), budget, moves);
  }
}
