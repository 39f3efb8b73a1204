package dev.ddns53.emulator.http;

import java.util.Map;
import java.util.Optional;

/**
 * An AWS API call as it came over the wire.
 *
 * @param method upper case, such as {@code POST}
 * @param path the raw path, still percent-encoded
 * @param query the raw query without its question mark; empty when there is none
 * @param headers by lower-case name
 * @param body the text, decoded as UTF-8
 */
public record AwsRequest(
    String method, String path, String query, Map<String, String> headers, String body) {

  public AwsRequest {
    headers = Map.copyOf(headers);
  }

  public Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName));
  }
}
