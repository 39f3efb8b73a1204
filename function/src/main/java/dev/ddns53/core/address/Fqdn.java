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
  private static final String LABEL = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";
  private static final Pattern SYNTAX =
      Pattern.compile("(?:\\*|" + LABEL + ")(?:\\." + LABEL + ")+");

  public Fqdn {
    if (!isCanonical(value)) {
      throw new IllegalArgumentException("not a canonical domain name");
    }
  }

  /**
   * Takes any case and one trailing dot. Labels of other scripts must have become A-labels before:
   * that needs the tables of UTS #46, which operators' commands have.
   */
  public static Optional<Fqdn> parse(String text) {
    if (text.length() > LONGEST + 1 || !isAscii(text)) {
      return Optional.empty();
    }
    String undotted = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    return Optional.of(undotted.toLowerCase(Locale.ROOT)).filter(Fqdn::isCanonical).map(Fqdn::new);
  }

  /**
   * What to write for a name with U-labels, where that is beyond doubt: what IDNA2003 makes of it
   * leads back to the name, so IDNA2008 and UTS #46 make the same of it.
   */
  public static Optional<Fqdn> ofUnicode(String text) {
    if (text.length() > LONGEST || isAscii(text)) {
      return Optional.empty();
    }
    try {
      String ascii = IDN.toASCII(text);
      String back = IDN.toUnicode(ascii);
      return Optional.of(ascii)
          .filter(each -> back.equals(text.toLowerCase(Locale.ROOT)))
          .flatMap(Fqdn::parse);
    } catch (IllegalArgumentException notEncodable) {
      return Optional.empty();
    }
  }

  private static boolean isCanonical(String value) {
    return value.length() <= LONGEST && SYNTAX.matcher(value).matches();
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
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
