package dev.ddns53.core.address;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A fully qualified domain name of at least two labels: lower case, A-labels, without the trailing
 * dot. The first label may be {@code *}.
 *
 * <p>Labels have 1 to 63 octets (RFC 1035, 2.3.4) of letters, digits, {@code -} and {@code _}; the
 * whole has at most 253 characters, which is 255 octets on the wire.
 */
public record Fqdn(String value) implements Comparable<Fqdn> {

  private static final int LONGEST = 253;
  private static final int LONGEST_INPUT = 4 * LONGEST;
  private static final String LABEL = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";
  private static final Pattern SYNTAX =
      Pattern.compile("(?:\\*|" + LABEL + ")(?:\\." + LABEL + ")+");

  public Fqdn {
    if (!isCanonical(value)) {
      throw new IllegalArgumentException("not a canonical domain name");
    }
  }

  /** Takes any case, one trailing dot, and U-labels, which become A-labels (RFC 3490). */
  public static Optional<Fqdn> parse(String text) {
    if (text.length() > LONGEST_INPUT) {
      return Optional.empty();
    }
    String undotted = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    return toAscii(undotted)
        .map(ascii -> ascii.toLowerCase(Locale.ROOT))
        .filter(Fqdn::isCanonical)
        .map(Fqdn::new);
  }

  private static boolean isCanonical(String value) {
    return value.length() <= LONGEST && SYNTAX.matcher(value).matches();
  }

  private static Optional<String> toAscii(String text) {
    if (text.chars().allMatch(c -> c < 0x80)) {
      return Optional.of(text);
    }
    try {
      return Optional.of(IDN.toASCII(text));
    } catch (IllegalArgumentException notEncodable) {
      return Optional.empty();
    }
  }

  /** Whether this name is the given one or stands below it, by whole labels. */
  public boolean isWithin(Fqdn zone) {
    return value.equals(zone.value) || value.endsWith("." + zone.value);
  }

  @Override
  public int compareTo(Fqdn other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
