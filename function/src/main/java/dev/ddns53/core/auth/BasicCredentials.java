package dev.ddns53.core.auth;

import dev.ddns53.core.Limits;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A user and a password by HTTP Basic (RFC 7617): the scheme in any case, and the password may hold
 * colons. As text it shows no password.
 */
public record BasicCredentials(String user, String password) {

  private static final Pattern HEADER = Pattern.compile("(?i:basic) +([A-Za-z0-9+/]+={0,2}) *");

  /** Those of a request; empty where there are none that can be read. */
  public static Optional<BasicCredentials> of(Request request) {
    return request
        .header("authorization")
        .filter(header -> header.length() <= Limits.AUTHORIZATION_CHARS)
        .map(HEADER::matcher)
        .filter(Matcher::matches)
        .flatMap(header -> decoded(header.group(1)));
  }

  private static Optional<BasicCredentials> decoded(String text) {
    try {
      String pair = new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(new BasicCredentials(pair.substring(0, colon), pair.substring(colon + 1)));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return user + ":…";
  }
}
