package dev.ddns53.core.report;

import dev.ddns53.core.Limits;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.notice.Notice;
import dev.ddns53.core.port.State;
import dev.ddns53.core.port.State.Rows;
import dev.ddns53.core.port.State.SiteRows;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.port.Unconfirmed;
import dev.ddns53.core.problem.Problem;
import dev.ddns53.core.record.SiteState;
import dev.ddns53.core.record.SiteState.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Tells people that a site's requests are refused, at most once an hour and site.
 *
 * <pre>
 *  refused for                 in the name of       write
 *  ──────────────────────────  ───────────────────  ─────────────────────────────────────
 *  a wrong signature           a registered site,   one that takes place
 *                              not told this hour
 *  a wrong signature           any other            the same, on a condition that fails
 *  clock, source, address, …   the site that        one, unless told this hour
 *                              proved itself
 * </pre>
 *
 * A wrong signature may come from anybody. So that nobody learns from the time that an answer takes
 * which sites exist, the same transaction is sent for each; and so that nobody can make us write
 * without end, this instance sends at most one in ten seconds, whoever calls.
 */
public final class Refusals {

  private static final Duration BETWEEN_STRANGERS = Duration.ofSeconds(10);
  private static final long NEVER_THE_NEXT = 1L << 40;
  private static final int ATTEMPTS = 2;
  private static final Set<Problem.Code> TOLD =
      EnumSet.of(
          Problem.Code.SIGNATURE_WRONG,
          Problem.Code.TOKEN_WRONG,
          Problem.Code.CLOCK_SKEW,
          Problem.Code.SOURCE_NOT_ALLOWED,
          Problem.Code.ADDRESS_REFUSED,
          Problem.Code.NAME_NOT_YOURS,
          Problem.Code.NOT_OURS,
          Problem.Code.DRIFT,
          Problem.Code.TOO_MANY_CHANGES);

  private final State state;
  private final AtomicReference<Instant> lastStranger = new AtomicReference<>(Instant.EPOCH);

  public Refusals(State state) {
    this.state = state;
  }

  /**
   * A request in a site's name has a wrong signature.
   *
   * @param claimed the rows of the site that it names, registered or not
   * @return for the log: why it could not be written down
   */
  public Optional<String> unproved(
      SiteRows claimed, Problem problem, IpAddress source, Instant now) {
    Instant last = lastStranger.get();
    if (now.isBefore(last.plus(BETWEEN_STRANGERS)) || !lastStranger.compareAndSet(last, now)) {
      return Optional.empty();
    }
    boolean tell = claimed.site().isPresent() && isDue(claimed.state(), now);
    SiteState before = tell ? claimed.state() : neverReplaced(claimed.state());
    return attempt(() -> state.replace(rows(before, problem, source, now)));
  }

  /** A version that never follows the stored one: the condition of its replacement fails. */
  private static SiteState neverReplaced(SiteState stored) {
    return new SiteState(
        stored.id(),
        stored.version() + NEVER_THE_NEXT,
        stored.newest(),
        stored.seen(),
        stored.stale(),
        stored.refused(),
        stored.budget(),
        stored.moves());
  }

  /**
   * A request of a site that proved itself is refused.
   *
   * @param read the site's row as the request found it
   * @return for the log: why it could not be written down
   */
  public Optional<String> refused(SiteState read, Problem problem, IpAddress source, Instant now) {
    if (!TOLD.contains(problem.code()) || !isDue(read, now)) {
      return Optional.empty();
    }
    return attempt(
        () -> {
          SiteState before = read;
          for (int attempt = 0; attempt < ATTEMPTS && isDue(before, now); attempt++) {
            if (state.replace(rows(before, problem, source, now))) {
              return;
            }
            before = state.site(read.id()).state();
          }
        });
  }

  private static Optional<String> attempt(Runnable write) {
    try {
      write.run();
      return Optional.empty();
    } catch (Unavailable | Unconfirmed e) {
      return Optional.of("a refusal was not written down: " + e.getMessage());
    }
  }

  private static boolean isDue(SiteState site, Instant now) {
    return site.refused()
        .filter(refusal -> refusal.told().plus(Limits.REFUSALS_TOLD).isAfter(now))
        .isEmpty();
  }

  private static Rows rows(SiteState before, Problem problem, IpAddress source, Instant now) {
    Instant since = since(before, now);
    SiteState after = before.refused(new Refusal(problem.code(), since, now));
    Notice notice =
        Notice.of(Notice.Kind.UPDATE_REFUSED, before.id() + "#" + after.version(), now)
            .about(before.id())
            .with("code", problem.code().slug())
            .with("since", since.toString())
            .with("source", source.toString())
            .with("detail", problem.detail());
    return Rows.of(after).telling(List.of(notice), List.of());
  }

  /** When refusals began, after the site was last heard. */
  private static Instant since(SiteState before, Instant now) {
    return before
        .refused()
        .map(Refusal::since)
        .filter(since -> before.seen().filter(seen -> seen.at().isAfter(since)).isEmpty())
        .orElse(now);
  }
}
