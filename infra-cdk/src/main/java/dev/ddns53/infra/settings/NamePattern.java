package dev.ddns53.infra.settings;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names that may be written, in the spelling that IAM compares: lower case, no dot at the end,
 * {@code *} for any text. The last two labels are given, so that no pattern covers a whole
 * top-level domain. Route 53 spells a wildcard record {@code \052}, which {@code *} covers too.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-conditions-route53.html">conditions
 *     of Route 53</a>
 */
public record NamePattern(String value) {

  private static final Pattern SPELLING =
      Pattern.compile("(?:[a-z0-9_*-]+\\.)*[a-z0-9-]+\\.[a-z0-9-]+");

  static Optional<NamePattern> parse(String text) {
    boolean fits = text.length() <= 253 && SPELLING.matcher(text).matches();
    return fits ? Optional.of(new NamePattern(text)) : Optional.empty();
  }

  /** Whether a name is one of these. */
  public boolean covers(String name) {
    return name.matches(
        Pattern.compile("[^*]+")
            .matcher(value)
            .replaceAll(literal -> "\\\\Q" + literal.group() + "\\\\E")
            .replace("*", ".*"));
  }

  @Override
  public String toString() {
    return value;
  }
}
