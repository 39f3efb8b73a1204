package dev.ddns53.aws;

import dev.ddns53.core.model.Fqdn;
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

  private Route53Names() {}

  public static String wire(Fqdn name) {
    return name.value().replace("*", "\\052") + ".";
  }

  /** Empty for names that no {@link Fqdn} can be. */
  static Optional<Fqdn> parse(String wire) {
    return Fqdn.parse(wire.replace("\\052", "*"));
  }
}
