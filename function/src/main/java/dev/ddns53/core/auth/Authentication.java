package dev.ddns53.core.auth;

import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.port.State.SiteRows;
import dev.ddns53.core.problem.Problem;
import dev.ddns53.core.record.SiteState;

/** Who is calling, decided once. */
public sealed interface Authentication {

  /**
   * A registered site proved itself.
   *
   * @param state of the site, from the same read
   */
  record Authenticated(Site site, SiteState state, Proof proof) implements Authentication {}

  /** The signature, or a router's user and token, is missing or unreadable. */
  record Unauthenticated(Problem problem) implements Authentication {}

  /**
   * The signature or token is wrong, or the site is unknown.
   *
   * @param claimed what was read of the site that the request names
   */
  record Unproved(SiteRows claimed, Problem problem) implements Authentication {}

  /** The site proved itself, but may not do this now or from here. */
  record Unauthorized(SiteState site, Problem problem) implements Authentication {}
}
