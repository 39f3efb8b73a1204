package dev.ddns53.bench;

import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.auth.Body;
import dev.ddns53.core.auth.Request;
import dev.ddns53.core.auth.Signing;
import dev.ddns53.core.fleet.SiteId;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Signs a site's updates as {@code curl --aws-sigv4 ddns:ddns:global:update} does. */
record SiteSignature(String site, String key) {

  /** No signature covers it. */
  private static final IpAddress SOURCE = IpAddress.parse("198.51.100.7").orElseThrow();

  /** What an update with this body, sent to a host now, must carry. */
  Map<String, String> headers(String host, String body) {
    Map<String, String> sent = Map.of("host", host);
    var update = new Request("POST", "/v1/update", "", sent, Body.of(body), SOURCE, Set.of(host));
    return Signing.headers(new SiteId(site), key, update, Instant.now());
  }
}
