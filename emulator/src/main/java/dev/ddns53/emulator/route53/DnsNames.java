package dev.ddns53.emulator.route53;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Domain names as Route 53 spells them: lower case, a trailing dot, and {@code \ooo} for every
 * octet outside {@code a-z 0-9 - _}.
 */
final class DnsNames {

  private static final int LONGEST_LABEL = 63;
  private static final int LONGEST_NAME = 255;
  private static final int ESCAPE_CHARS = 4;

  private DnsNames() {}

  /** Takes a name with or without trailing dot, with or without escapes; empty if it is none. */
  static Optional<String> normalised(String text) {
    List<String> labels = new ArrayList<>();
    StringBuilder label = new StringBuilder();
    int octets = 0;
    int wireLength = 1;
    for (int i = 0; i <= text.length(); i++) {
      boolean end = i == text.length();
      if (end || text.charAt(i) == '.') {
        if (end && octets == 0 && !labels.isEmpty()) {
          break;
        }
        if (octets == 0 || octets > LONGEST_LABEL) {
          return Optional.empty();
        }
        labels.add(label.toString());
        wireLength += octets + 1;
        label.setLength(0);
        octets = 0;
      } else {
        int octet = text.charAt(i);
        if (octet == '\\' && isEscape(text, i)) {
          octet = Integer.parseInt(text.substring(i + 1, i + ESCAPE_CHARS), 8);
          i += ESCAPE_CHARS - 1;
        }
        if (octet > 0xff) {
          return Optional.empty();
        }
        append(label, Character.toLowerCase((char) octet));
        octets++;
      }
    }
    return labels.isEmpty() || wireLength > LONGEST_NAME
        ? Optional.empty()
        : Optional.of(String.join(".", labels) + ".");
  }

  private static boolean isEscape(String text, int at) {
    return at + ESCAPE_CHARS <= text.length()
        && text.substring(at + 1, at + ESCAPE_CHARS).matches("[0-3][0-7]{2}");
  }

  private static void append(StringBuilder label, char octet) {
    boolean plain =
        (octet >= 'a' && octet <= 'z')
            || (octet >= '0' && octet <= '9')
            || octet == '-'
            || octet == '_';
    if (plain) {
      label.append(octet);
    } else {
      label.append(String.format(Locale.ROOT, "\\%03o", (int) octet));
    }
  }

  /** Whether a normalised name is a zone's apex or stands below it. */
  static boolean isWithin(String name, String zone) {
    return name.equals(zone) || name.endsWith("." + zone);
  }

  /** What Route 53 sorts by: the labels from the last to the first. */
  static String sortKey(String name) {
    List<String> labels = new ArrayList<>(List.of(name.split("\\.")));
    Collections.reverse(labels);
    return String.join("\0", labels);
  }

  /** The name above; empty for a top-level one. */
  static Optional<String> parent(String name) {
    int dot = name.indexOf('.');
    return dot < 0 || dot == name.length() - 1
        ? Optional.empty()
        : Optional.of(name.substring(dot + 1));
  }
}
