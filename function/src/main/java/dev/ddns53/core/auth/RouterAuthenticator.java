package dev.ddns53.core.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.port.State;
import dev.ddns53.core.port.State.NameRows;
import dev.ddns53.core.port.State.SiteRows;
import dev.ddns53.core.problem.Problem;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Decides which router is calling, by its token. The user is a site's id, or a name that the site
 * feeds: some routers send their host name and nothing else. Only a site whose operator said {@code
 * router} has a token.
 */
public final class RouterAuthenticator {

  /** Sites that are tried for one name. */
  private static final int MOST_SITES = 5;

  private final State state;
  private final LiveSecrets secrets;

  public RouterAuthenticator(State state, SiteKeys keys) {
    this.state = state;
    this.secrets = new LiveSecrets(new LiveSecrets.Derived(keys, SiteKeys.Purpose.ROUTER));
  }

  /**
   * Checks the token first, then the source.
   *
   * @throws dev.ddns53.core.port.Unavailable when registry or master key cannot be read
   */
  public Authentication.OfRequest authenticate(Request request, Instant now) {
    Optional<BasicCredentials> stated = BasicCredentials.of(request);
    if (stated.isEmpty()) {
      return new Authentication.Unauthenticated(Problem.tokenMissing());
    }
    List<SiteRows> claimed = claimed(stated.get().user());
    if (claimed.isEmpty()) {
      return new Authentication.Unauthenticated(Problem.tokenWrong());
    }
    Optional<SiteRows> proved = Optional.empty();
    for (SiteRows rows : claimed) {
      if (isProved(rows, stated.get().password())) {
        proved = Optional.of(rows);
      }
    }
    return proved
        .map(rows -> from(rows, request, now))
        .orElseGet(() -> new Authentication.Unproved(claimed.getFirst(), Problem.tokenWrong()));
  }

  private static Authentication.OfRequest from(SiteRows rows, Request request, Instant now) {
    Site site = rows.site().orElseThrow();
    return site.allow().source(request.source())
        ? new Authentication.Authenticated(site, rows.state(), new Proof.ByToken(now))
        : new Authentication.Unauthorized(rows.state(), Problem.sourceNotAllowed(request.source()));
  }

  /** The sites that a user may be; empty where the text can be none. */
  private List<SiteRows> claimed(String user) {
    List<SiteRows> site = SiteId.parse(user).map(state::site).stream().toList();
    if (site.stream().anyMatch(rows -> rows.site().isPresent())) {
      return site;
    }
    List<SiteRows> fed = Fqdn.parse(user).map(this::feeding).orElse(List.of());
    return fed.isEmpty() ? site : fed;
  }

  private List<SiteRows> feeding(Fqdn name) {
    return state.names(List.of(name)).stream()
        .map(NameRows::name)
        .flatMap(Optional::stream)
        .map(Name::members)
        .flatMap(List::stream)
        .flatMap(member -> member.follows().stream())
        .distinct()
        .limit(MOST_SITES)
        .map(state::site)
        .toList();
  }

  /** Compares with all of the site's tokens, always. */
  private boolean isProved(SiteRows rows, String password) {
    byte[] given = password.getBytes(UTF_8);
    boolean matches = false;
    for (String token : secrets.of(rows)) {
      matches |= MessageDigest.isEqual(given, token.getBytes(UTF_8));
    }
    return matches
        && rows.site().filter(site -> site.router() && !site.keys().isEmpty()).isPresent();
  }
}
