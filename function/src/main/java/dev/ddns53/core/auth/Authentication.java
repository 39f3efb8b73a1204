package dev.ddns53.core.auth;

import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.port.State.SiteRows;
import dev.ddns53.core.problem.Problem;
import dev.ddns53.core.record.Report;
import dev.ddns53.core.record.Reported;
import dev.ddns53.core.record.SiteState;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** Who is calling, decided once; or that nobody is, and AWS tells of a site. */
public sealed interface Authentication {

  /** What a request proves. */
  sealed interface OfRequest extends Authentication {}

  /** Who may say where a site is. */
  sealed interface Reporter extends Authentication {

    Site site();

    /** What is known of the site. */
    SiteState state();

    /** Since when the report holds. */
    Proof proof();

    /**
     * The same on other rows of the site, after a lost race; empty where the report no longer
     * holds.
     */
    Optional<Reporter> again(Site newSite, SiteState newState, Instant now);

    /** Whether the site counts as heard that reports this. */
    boolean isHeard(Reported reported);
  }

  /**
   * A registered site proved itself.
   *
   * @param state of the site, from the same read
   */
  record Authenticated(Site site, SiteState state, Proof proof) implements OfRequest, Reporter {

    @Override
    public Optional<Reporter> again(Site newSite, SiteState newState, Instant now) {
      return Optional.of(new Authenticated(newSite, newState, proof.again(now)));
    }

    @Override
    public boolean isHeard(Reported reported) {
      return true;
    }
  }

  /**
   * EC2 described the instances that a registered site is. Trusted is EC2 itself, which our own
   * role asked: no request can be this.
   *
   * <p>What EC2 described holds only as long as nobody else has reported since the site's row was
   * read, which was before EC2 was asked.
   *
   * @param state of the site, read before EC2 was asked
   */
  record Described(Site site, SiteState state, Proof.ByDescription proof) implements Reporter {

    /**
     * A description.
     *
     * @param begun when EC2 was asked, by our clock
     */
    public static Described of(Site site, SiteState state, Instant begun) {
      Instant newest =
          state.newest().values().stream()
              .map(Report::at)
              .max(Comparator.naturalOrder())
              .orElse(Instant.MIN);
      return new Described(
          site, state, new Proof.ByDescription(begun.isBefore(newest) ? newest : begun));
    }

    @Override
    public Optional<Reporter> again(Site newSite, SiteState newState, Instant now) {
      return Optional.<Reporter>of(new Described(newSite, state, proof))
          .filter(
              same ->
                  newState.version() == state.version() && newSite.entry().equals(site.entry()));
    }

    /** An instance that is no more makes its site silent. */
    @Override
    public boolean isHeard(Reported reported) {
      return reported.hasAddress();
    }
  }

  /** The signature, or a router's user and token, is missing or unreadable. */
  record Unauthenticated(Problem problem) implements OfRequest {}

  /**
   * The signature or token is wrong, or the site is unknown.
   *
   * @param claimed what was read of the site that the request names
   */
  record Unproved(SiteRows claimed, Problem problem) implements OfRequest {}

  /** The site proved itself, but may not do this now or from here. */
  record Unauthorized(SiteState site, Problem problem) implements OfRequest {}
}
