package dev.ddns53.infra.settings;

import java.util.Optional;
import java.util.Set;

/**
 * Where notices are posted besides the mail.
 *
 * @param url without a secret; it may hold a reference to one, which CloudFormation resolves
 * @param secret name or ARN of a secret in Secrets Manager, whose text goes along; empty: none
 * @param place where in the request the secret goes
 * @param body a JSON object with {@code <text>}, {@code <kind>}, {@code <at>} and {@code <id>} as
 *     values
 * @param kinds which notices
 */
public record Webhook(
    String url, Optional<String> secret, SecretPlace place, String body, Set<NoticeKind> kinds) {

  /** The body that Slack, Mattermost and many others take. */
  static final String TEXT = "{\"text\":<text>}";

  /** What can stand in a body. */
  public static final Set<String> FIELDS = Set.of("text", "kind", "at", "id");

  public Webhook {
    kinds = Set.copyOf(kinds);
  }

  /**
   * A header, or a parameter of the query.
   *
   * @param name of it
   */
  public record SecretPlace(boolean isHeader, String name) {

    static final SecretPlace AUTHORIZATION = new SecretPlace(true, "Authorization");

    static Optional<SecretPlace> parse(String text) {
      if (!text.matches("(?:header|query):[A-Za-z0-9_-]{1,64}")) {
        return Optional.empty();
      }
      int colon = text.indexOf(':');
      return Optional.of(new SecretPlace(text.startsWith("header"), text.substring(colon + 1)));
    }
  }
}
