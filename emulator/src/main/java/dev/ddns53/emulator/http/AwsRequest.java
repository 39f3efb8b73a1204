package dev.ddns53.emulator.http;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  private static final Pattern KEY = Pattern.compile("Credential=([^/,\\s]+)/");

  public AwsRequest {
    headers = Map.copyOf(headers);
  }

  public Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName));
  }

  /** The access key that signed it; nobody checks the signature. */
  public Optional<String> accessKey() {
    return header("authorization")
        .map(KEY::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1));
  }
}
