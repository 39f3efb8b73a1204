package dev.ddns53.cli.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A scalar without quotes, read by YAML 1.2's core schema. What YAML 1.1 reads otherwise, or what
 * is a number in an odd spelling, is refused: who reads the file next would read something else.
 *
 * <pre>
 *  text                   YAML 1.1         YAML 1.2 (core)   here
 *  ─────────────────────  ───────────────  ────────────────  ──────────────────────
 *  60, -1, +60            number           number            number
 *  060, 0o60, 1e3         48, text, text   60, 48, 1000      refused, both are told
 *  0b1, 1_000, 1:30       1, 1000, 90      text              refused, both are told
 *  0x3c                   60               60                refused: write 60, but for subnets
 *  yes, no, on, off, y…   true, false      text              refused, both are told
 *  2026-01-01             date             text              refused, both are told
 *  <<, =                  merge, default   text              refused
 *  true, false            flag             flag              flag
 *  ~, null, nothing       null             null              null
 *  any other              text             text              text
 * </pre>
 */
final class PlainScalar {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern INTEGER = Pattern.compile("[-+]?(0|[1-9][0-9]*)");
  private static final Pattern ZEROS = Pattern.compile("[-+]?0[0-9_]+");
  private static final Pattern OCTAL = Pattern.compile("[-+]?0o[0-7]+");
  private static final Pattern HEXADECIMAL = Pattern.compile("[-+]?0x[0-9a-fA-F_]+");

  /** Long enough for any subnet, and for what is none and told so. */
  private static final Pattern SUBNET = Pattern.compile("0x[0-9a-fA-F]{1,8}");

  private static final Pattern BINARY = Pattern.compile("[-+]?0b[01_]+");
  private static final Pattern UNDERSCORES = Pattern.compile("[-+]?[0-9][0-9_]*(\\.[0-9_]*)?");
  private static final Pattern SEXAGESIMAL =
      Pattern.compile("[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?");
  private static final Pattern WORD =
      Pattern.compile("(?:y|yes|on|n|no|off)", Pattern.CASE_INSENSITIVE);
  private static final Pattern DATE =
      Pattern.compile("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt \\t].*)?");
  private static final Pattern EXPONENT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)[eE][-+]?[0-9]+");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+\\.[0-9]*)|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
  private static final int MOST_DIGITS = 40;

  private PlainScalar() {}

  /** Why the text is refused, and what to write; a sentence without its end. */
  static Optional<String> fault(String text) {
    if (text.length() > MOST_DIGITS || INTEGER.matcher(text).matches()) {
      return Optional.empty();
    }
    if (ZEROS.matcher(text).matches()) {
      return Optional.of(zeros(text));
    }
    if (OCTAL.matcher(text).matches()) {
      String value = integer(text.replaceFirst("0o", ""), 8);
      return both(text, "the text " + text, value, "write " + value);
    }
    if (HEXADECIMAL.matcher(text).matches()) {
      String value = integer(text.replaceFirst("0x", ""), 16);
      return Optional.of(text + " is " + value + ": write " + value + quoted(text));
    }
    if (BINARY.matcher(text).matches()) {
      String value = integer(text.replaceFirst("0b", ""), 2);
      return both(text, value, "a text", "write " + value);
    }
    if (text.contains("_") && UNDERSCORES.matcher(text).matches()) {
      String value = text.replace("_", "");
      return both(text, value, "a text", "write " + value);
    }
    return SEXAGESIMAL.matcher(text).matches() ? Optional.of(sexagesimal(text)) : words(text);
  }

  private static Optional<String> words(String text) {
    if (WORD.matcher(text).matches()) {
      String flag = text.toLowerCase(Locale.ROOT).matches("y|yes|on") ? "true" : "false";
      return both(text, flag, "a text", "write " + flag);
    }
    if (DATE.matcher(text).matches()) {
      return Optional.of(
          text + " is a date to YAML 1.1 and a text to YAML 1.2: write \"" + text + "\"");
    }
    if (EXPONENT.matcher(text).matches()) {
      return Optional.of(
          text
              + " is a number to YAML 1.2 and a text to YAML 1.1: write its digits"
              + quoted(text));
    }
    if (text.equals("<<") || text.equals("=")) {
      return Optional.of(
          text + " means something to YAML 1.1 and nothing to YAML 1.2: write the values out");
    }
    return Optional.empty();
  }

  private static String zeros(String text) {
    String decimal = integer(text, 10);
    if (!text.matches("[-+]?0[0-7_]+")) {
      return text
          + " is "
          + decimal
          + " to YAML 1.2 and none to YAML 1.1: write "
          + decimal
          + quoted(text);
    }
    String octal = integer(text, 8);
    String write = octal.equals(decimal) ? decimal : decimal + " or " + octal;
    return text
        + " is "
        + octal
        + " to YAML 1.1 and "
        + decimal
        + " to YAML 1.2: write "
        + write
        + quoted(text);
  }

  private static String sexagesimal(String text) {
    String whole = text.replaceFirst("\\..*", "").replace("_", "");
    BigInteger value = BigInteger.ZERO;
    for (String digits : whole.replaceFirst("^[-+]", "").split(":", -1)) {
      value = value.multiply(BigInteger.valueOf(60)).add(new BigInteger(digits));
    }
    String signed = (whole.startsWith("-") ? value.negate() : value).toString();
    return text
        + " is "
        + signed
        + " to YAML 1.1, which counts in sixties, and a text to YAML 1.2:"
        + " write "
        + signed
        + quoted(text);
  }

  private static Optional<String> both(String text, String older, String newer, String write) {
    return Optional.of(
        text
            + " is "
            + older
            + " to YAML 1.1 and "
            + newer
            + " to YAML 1.2: "
            + write
            + quoted(text));
  }

  private static String quoted(String text) {
    return ", or \"" + text + "\" in quotes if it is a text";
  }

  private static String integer(String digits, int radix) {
    return new BigInteger(digits.replace("_", "").replace("+", ""), radix).toString();
  }

  /** A number that both read alike from hexadecimal digits; empty where the text is none. */
  static Optional<JsonNode> hexadecimal(String text) {
    return SUBNET.matcher(text).matches()
        ? Optional.of(NODES.numberNode(Long.parseLong(text.substring(2), 16)))
        : Optional.empty();
  }

  /** The value of a text that is not refused. */
  static JsonNode value(String text) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> NODES.nullNode();
      case "true", "True", "TRUE" -> NODES.booleanNode(true);
      case "false", "False", "FALSE" -> NODES.booleanNode(false);
      default -> number(text);
    };
  }

  private static JsonNode number(String text) {
    if (text.length() > MOST_DIGITS) {
      return NODES.textNode(text);
    }
    if (INTEGER.matcher(text).matches()) {
      BigInteger value = new BigInteger(text);
      return value.bitLength() < Long.SIZE
          ? NODES.numberNode(value.longValueExact())
          : NODES.numberNode(value);
    }
    if (!FLOAT.matcher(text).matches()) {
      return NODES.textNode(text);
    }
    return Character.isLetter(text.charAt(text.length() - 1))
        ? NODES.numberNode(Double.NaN)
        : NODES.numberNode(new BigDecimal(text));
  }
}
