package dev.ddns53.core.auth;

import dev.ddns53.core.address.IpAddress;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An HTTP request as the client sent it, as far as the gateway lets us know.
 *
 * @param path decoded
 * @param query still encoded, without its question mark; empty when there is none
 * @param headers by lower-case name; several of one name are joined by commas
 * @param source the address that the caller has for us
 * @param hosts every spelling of our own host that the client may have signed
 */
public record Request(
    String method,
    String path,
    String query,
    Map<String, String> headers,
    Body body,
    IpAddress source,
    Set<String> hosts) {

  public Request {
    headers = Map.copyOf(headers);
    hosts = Set.copyOf(hosts);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** Method and path only: headers hold signatures. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}
