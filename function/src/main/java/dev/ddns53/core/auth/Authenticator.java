package dev.ddns53.core.auth;

import dev.ddns53.core.Limits;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.port.State;
import dev.ddns53.core.problem.Problem;
import java.time.Duration;
import java.time.Instant;

/**
 * Decides who is calling. An unknown site costs the same reads, derivations and comparisons as a
 * wrong key, and gets the same answer.
 */
public final class Authenticator {

  private final State state;
  private final LiveSecrets secrets;

  public Authenticator(State state, SiteKeys keys) {
    this(state, new LiveSecrets.Derived(keys, SiteKeys.Purpose.SIGN));
  }

  Authenticator(State state, LiveSecrets.Source secrets) {
    this.state = state;
    this.secrets = new LiveSecrets(secrets);
  }

  /**
   * Checks the signature first, then the time, then the source.
   *
   * @throws dev.ddns53.core.port.Unavailable when registry or master key cannot be read
   */
  public Authentication.OfRequest authenticate(Request request, Instant now) {
    return switch (Authorization.of(request)) {
      case Authorization.Unreadable(Problem problem) -> new Authentication.Unauthenticated(problem);
      case Authorization.Stated stated -> verify(stated, request, now);
    };
  }

  /** AWS tells of instances: whoever calls in their name is another, whatever key he has. */
  private static boolean mayCall(Site site) {
    return !site.keys().isEmpty() && site.instance().isEmpty();
  }

  private Authentication.OfRequest verify(
      Authorization.Stated stated, Request request, Instant now) {
    State.SiteRows rows = state.site(stated.site());
    boolean matches = Signature.matches(stated, request, secrets.of(rows));
    if (!matches || rows.site().filter(Authenticator::mayCall).isEmpty()) {
      return new Authentication.Unproved(rows, Problem.signatureWrong());
    }
    Site site = rows.site().get();
    if (Duration.between(stated.signed(), now).abs().compareTo(Limits.CLOCK_SKEW) > 0) {
      return new Authentication.Unauthorized(rows.state(), Problem.clockSkew(stated.signed(), now));
    }
    if (!site.allow().source(request.source())) {
      return new Authentication.Unauthorized(
          rows.state(), Problem.sourceNotAllowed(request.source()));
    }
    return new Authentication.Authenticated(
        site, rows.state(), new Proof.BySignature(stated.signed(), stated.signature()));
  }
}
