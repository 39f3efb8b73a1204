package dev.ddns53.emulator.route53;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Whether a value is one of its type, as Route 53 takes it. */
final class Values {

  /** The types that Route 53 knows and this emulator takes. */
  static final Set<String> TYPES =
      Set.of("A", "AAAA", "CAA", "CNAME", "MX", "NAPTR", "NS", "PTR", "SOA", "SPF", "SRV", "TXT");

  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Map<String, Pattern> SHAPES =
      Map.of(
          "A", Pattern.compile(OCTET + "(\\." + OCTET + "){3}"),
          "AAAA", Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*"),
          "TXT", Pattern.compile("\"(\\\\.|[^\"\\\\])*\"( +\"(\\\\.|[^\"\\\\])*\")*"),
          "SPF", Pattern.compile("\"(\\\\.|[^\"\\\\])*\"( +\"(\\\\.|[^\"\\\\])*\")*"));
  private static final Set<String> NAMES = Set.of("CNAME", "NS", "PTR");

  private Values() {}

  /** What is wrong with a value. */
  static Optional<String> fault(String type, String value) {
    Pattern shape = SHAPES.get(type);
    if (shape != null && !shape.matcher(value).matches()) {
      return Optional.of("Value is not a valid " + type + " value: '" + value + "'");
    }
    if (NAMES.contains(type)) {
      return DnsNames.normalised(value).isPresent()
          ? Optional.empty()
          : Optional.of("Value is not a valid domain name: '" + value + "'");
    }
    try {
      record(type, value);
      return Optional.empty();
    } catch (IOException malformed) {
      return Optional.of("Value is not a valid " + type + " value: '" + value + "'");
    }
  }

  private static Record record(String type, String value) throws IOException {
    try {
      return Record.fromString(Name.root, Type.value(type), DClass.IN, 0, value, Name.root);
    } catch (IllegalArgumentException malformed) {
      throw new TextParseException(value, malformed);
    }
  }
}
