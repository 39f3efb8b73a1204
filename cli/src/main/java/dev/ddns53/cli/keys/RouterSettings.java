package dev.ddns53.cli.keys;

import dev.ddns53.core.fleet.SiteId;
import java.net.URI;

/** What a person enters into a router that speaks dyndns2. */
public final class RouterSettings {

  private RouterSettings() {}

  /**
   * The text, which holds the token.
   *
   * @param api the service's base address
   */
  public static String text(URI api, SiteId site, String token) {
    return """
    # Router of site %s, for "custom" or "DynDNS v2" in its menu. Whoever reads this can move the site's names.
    server    %s
    path      /nic/update
    whole     %s/nic/update
    user      %s
    password  %s
    host      one of the site's names; most routers want it filled in
    # A request with this token can be replayed by whoever sees it: call by https alone.
    # On AWS the stack must be deployed with dyndns2=true.
    """
        .formatted(site, api.getRawAuthority(), CurlConfig.base(api), site, token);
  }
}
