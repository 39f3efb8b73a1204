package dev.ddns53.bench;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.fleet.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/** What became of each site's one change. Times are nanoseconds from the start. */
final class ScaleChanges {

  private static final long NEVER = -1;

  private final ScaleFleet fleet;
  private final Instant start;
  private final long[] accepted;
  private final long[] landed;
  private int answers;
  private int direct;

  ScaleChanges(ScaleFleet fleet, Instant start) {
    this.fleet = fleet;
    this.start = start;
    this.accepted = new long[fleet.size()];
    this.landed = new long[fleet.size()];
    Arrays.fill(accepted, NEVER);
    Arrays.fill(landed, NEVER);
  }

  void accepted(SiteId site, Instant at) {
    accepted[BenchSite.number(site)] = Duration.between(start, at).toNanos();
  }

  void landed(Fqdn name, Instant at) {
    landed[fleet.number(name)] = Duration.between(start, at).toNanos();
  }

  /** A site has its answer. */
  void answered(boolean published) {
    answers++;
    direct += published ? 1 : 0;
  }

  /** Whether all sites have their answers. */
  boolean isOver() {
    return answers == fleet.size();
  }

  boolean isAccepted(int site) {
    return accepted[site] != NEVER;
  }

  int accepted() {
    return (int) count(accepted, at -> true);
  }

  /** How many were published before they were answered. */
  int direct() {
    return direct;
  }

  /** From each acceptance until Route 53 had it. */
  Percentiles published() {
    List<Long> nanos = new ArrayList<>();
    IntStream.range(0, accepted.length)
        .filter(site -> accepted[site] != NEVER && landed[site] != NEVER)
        .forEach(site -> nanos.add(landed[site] - accepted[site]));
    return Percentiles.of(nanos);
  }

  /** Accepted by that time, and not yet published then. */
  int backlog(Duration at) {
    LongPredicate until = time -> time <= at.toNanos();
    return (int) (count(accepted, until) - count(landed, until));
  }

  /** Until the last one was published. */
  Duration lasted() {
    return Duration.ofNanos(Arrays.stream(landed).max().orElse(0));
  }

  private static long count(long[] times, LongPredicate condition) {
    return Arrays.stream(times).filter(time -> time != NEVER).filter(condition).count();
  }
}
