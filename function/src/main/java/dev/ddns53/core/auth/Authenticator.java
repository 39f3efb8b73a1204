package dev.ddns53.core.auth;

import dev.ddns53.core.Limits;
import dev.ddns53.core.fleet.KeyGeneration;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.port.State;
import dev.ddns53.core.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides who is calling. An unknown site costs the same reads, derivations and comparisons as a
 * wrong key, and gets the same answer.
 */
public final class Authenticator {

  private final State state;
  private final SecretOf secrets;

  public Authenticator(State state, SiteKeys keys) {
    this(state, new Derived(keys));
  }

  Authenticator(State state, SecretOf secrets) {
    this.state = state;
    this.secrets = secrets;
  }

  /** Where secrets come from. */
  interface SecretOf {
    String live(SiteId site, KeyGeneration generation);

    String decoy(SiteId site);
  }

  private record Derived(SiteKeys keys) implements SecretOf {
    @Override
    public String live(SiteId site, KeyGeneration generation) {
      return keys.derive(site, generation, SiteKeys.Purpose.SIGN);
    }

    @Override
    public String decoy(SiteId site) {
      return keys.decoy(site);
    }
  }

  /**
   * Checks the signature first, then the time, then the source.
   *
   * @throws dev.ddns53.core.port.Unavailable when registry or master key cannot be read
   */
  public Authentication authenticate(Request request, Instant now) {
    return switch (Authorization.of(request)) {
      case Authorization.Unreadable(Problem problem) -> new Authentication.Unauthenticated(problem);
      case Authorization.Stated stated -> verify(stated, request, now);
    };
  }

  private Authentication verify(Authorization.Stated stated, Request request, Instant now) {
    State.SiteRows rows = state.site(stated.site());
    boolean matches = Signature.matches(stated, request, secrets(stated.site(), rows.site()));
    if (!matches || rows.site().isEmpty() || rows.site().get().keys().isEmpty()) {
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
        site, rows.state(), stated.signed(), stated.signature());
  }

  /** The live secrets, filled up with decoys: as many for each site, known or not. */
  private List<String> secrets(SiteId id, Optional<Site> site) {
    List<String> all = new ArrayList<>();
    for (KeyGeneration generation : site.map(Site::keys).orElse(List.of())) {
      all.add(secrets.live(id, generation));
    }
    while (all.size() < Limits.LIVE_KEYS) {
      all.add(secrets.decoy(id));
    }
    return all;
  }
}
