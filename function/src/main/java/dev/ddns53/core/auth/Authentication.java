package dev.ddns53.core.auth;

import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.port.State.SiteRows;
import dev.ddns53.core.problem.Problem;
import dev.ddns53.core.record.SiteState;
import java.time.Instant;

/** Who is calling, decided once. */
public sealed interface Authentication {

  /**
   * A registered site proved itself by signature.
   *
   * @param state of the site, from the same read
   * @param signed when it signed, by its clock
   * @param signature tells this request from all others
   */
  record Authenticated(Site site, SiteState state, Instant signed, String signature)
      implements Authentication {}

  /** The signature is missing or unreadable. */
  record Unauthenticated(Problem problem) implements Authentication {}

  /**
   * The signature is wrong, or the site is unknown.
   *
   * @param claimed what was read of the site that the request names
   */
  record Unproved(SiteRows claimed, Problem problem) implements Authentication {}

  /** The site proved itself, but may not do this now or from here. */
  record Unauthorized(SiteState site, Problem problem) implements Authentication {}
}
