package dev.ddns53.aws;

import dev.ddns53.core.address.Fqdn;
import java.util.Optional;

/**
 * Domain names as Route 53 spells them: a trailing dot, and {@code \052} for {@code *}, the only
 * character of an {@link Fqdn} that it escapes.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html">its
 *     rules</a>
 */
public final class Route53Names {

  private static final String STAR = "*";
  private static final String ESCAPED_STAR = "\\052";

  private Route53Names() {}

  public static String wire(Fqdn name) {
    return escaped(name.value()) + ".";
  }

  /** Empty for names that no {@link Fqdn} can be. */
  static Optional<Fqdn> parse(String wire) {
    return Fqdn.parse(unescaped(wire));
  }

  static String escaped(String name) {
    return name.replace(STAR, ESCAPED_STAR);
  }

  static String unescaped(String wire) {
    return wire.replace(ESCAPED_STAR, STAR);
  }
}
