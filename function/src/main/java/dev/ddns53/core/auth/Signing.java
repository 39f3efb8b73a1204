package dev.ddns53.core.auth;

import dev.ddns53.core.fleet.SiteId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Signs as a client does, for those who play one. */
public final class Signing {

  private Signing() {}

  /**
   * The headers that make a signed request of one without, which has its host.
   *
   * @param key the site's secret of purpose {@code sign}
   * @param at when it is signed, to the second
   */
  public static Map<String, String> headers(SiteId site, String key, Request request, Instant at) {
    String date = Authorization.DATE.format(at.atOffset(ZoneOffset.UTC));
    List<String> signed = List.of("host", Authorization.DATE_HEADER);
    var unsigned = new Authorization.Stated(site, date, at, signed, "");
    var dated =
        new Request(
            request.method(),
            request.path(),
            request.query(),
            Map.of(Authorization.DATE_HEADER, date),
            request.body(),
            request.source(),
            request.hosts());
    return Map.of(
        Authorization.DATE_HEADER,
        date,
        "authorization",
        "%s Credential=%s/%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(
                Authorization.SCHEME,
                site.value(),
                unsigned.day(),
                Signature.SCOPE,
                String.join(";", signed),
                Signature.of(unsigned, dated, request.header("host").orElseThrow(), key)));
  }
}
