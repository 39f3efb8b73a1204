package dev.ddns53.core.recheck;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.notice.Notice;
import dev.ddns53.core.notice.Notice.Kind;
import dev.ddns53.core.port.State.Rows;
import dev.ddns53.core.record.Report;
import dev.ddns53.core.record.SiteState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What follows for a site from its silence.
 *
 * <pre>
 *  last heard                     marked as stale   follows
 *  ─────────────────────────────  ────────────────  ─────────────────────
 *  never                          no                nothing
 *  longer ago than `staleAfter`   no                marked, told: stale
 *  longer ago than `staleAfter`   yes               nothing
 *  since                          no                nothing
 *  since                          yes               unmarked, told: recovered
 * </pre>
 *
 * The report of a stale site unmarks it itself; the last line is for a {@code staleAfter} that was
 * made longer.
 */
final class SiteCheck {

  private SiteCheck() {}

  static boolean isStale(Site site, SiteState state, Instant now) {
    return state
        .seen()
        .filter(seen -> Duration.between(seen.at(), now).compareTo(site.staleAfter()) > 0)
        .isPresent();
  }

  static Optional<Rows> step(Site site, SiteState state, Instant now) {
    boolean stale = isStale(site, state, now);
    if (state.seen().isEmpty() || stale == state.stale().isPresent()) {
      return moves(state, now);
    }
    Instant heard = state.seen().get().at();
    SiteState after = stale ? state.silent(heard) : state.back();
    Details facts = new Details();
    facts.put("last-seen", heard.toString());
    facts.put("source", state.seen().get().source().toString());
    facts.put("names", site.names().stream().map(Fqdn::value).collect(Collectors.joining(",")));
    Notice notice =
        Notice.of(stale ? Kind.STALE : Kind.RECOVERED, site.id() + "#" + after.version(), now)
            .about(site.id());
    return Optional.of(Rows.of(after).telling(List.of(facts.addTo(notice)), List.of()));
  }

  /** Moves that nobody was told of, since they followed each other too fast. */
  private static Optional<Rows> moves(SiteState state, Instant now) {
    if (state.moves().untold() == 0 || !state.moves().isDue(now)) {
      return Optional.empty();
    }
    SiteState after = state.movesTold(now);
    Details details = new Details();
    for (Family family : Family.values()) {
      details.put(family.field(), state.newest(family).flatMap(Report::addresses).orElse(""));
    }
    details.put("more-changes", Integer.toString(state.moves().untold()));
    Notice notice =
        Notice.of(Kind.ADDRESS_CHANGED, state.id() + "#" + after.version(), now).about(state.id());
    return Optional.of(Rows.of(after).telling(List.of(details.addTo(notice)), List.of()));
  }
}
