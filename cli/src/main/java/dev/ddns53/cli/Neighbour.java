package dev.ddns53.cli;

import dev.ddns53.core.address.Fqdn;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A tool that keeps a zone's other records, and what it must be told to leave ours alone. */
enum Neighbour {
  /** A zone file for a YAML provider, as a source beside the zone's own. */
  OCTODNS {
    @Override
    List<String> lines(String apex, List<Fqdn> names) {
      return Stream.concat(
              Stream.of("# " + heading(apex, "octodns"), "---"),
              names.stream().flatMap(name -> octodns(relative(name, apex, "")).stream()))
          .toList();
    }

    // The values stand for nothing: an ignored record is neither made, nor changed, nor deleted.
    private static List<String> octodns(String name) {
      return List.of(
          "'" + name + "':",
          "- {type: A, value: 192.0.2.1, octodns: {ignored: true}}",
          "- {type: AAAA, value: '2001:db8::1', octodns: {ignored: true}}");
    }
  },
  /** A script that makes modifiers for the zone's {@code D()}. */
  DNSCONTROL {
    @Override
    List<String> lines(String apex, List<Fqdn> names) {
      return Stream.of(
              Stream.of(
                  "// " + heading(apex, "dnscontrol"),
                  "var DDNS53 = DDNS53 || {};",
                  "DDNS53[\"" + apex + "\"] = ["),
              names.stream()
                  .map(name -> "  IGNORE(\"" + relative(name, apex, "@") + "\", \"A,AAAA\"),"),
              Stream.of("];"))
          .flatMap(lines -> lines)
          .toList();
    }
  };

  /**
   * What to give the tool, line by line.
   *
   * @param apex a zone's name
   * @param names the zone's
   */
  abstract List<String> lines(String apex, List<Fqdn> names);

  private static String heading(String apex, String tool) {
    return "What ddns53 publishes in "
        + apex
        + ". Made by: ddns53 name list --zone "
        + apex
        + " --ignore "
        + tool;
  }

  private static String relative(Fqdn name, String apex, String ofApex) {
    return name.value().equals(apex)
        ? ofApex
        : name.value().substring(0, name.value().length() - apex.length() - 1);
  }

  private String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static final class Converter implements ITypeConverter<Neighbour> {
    @Override
    public Neighbour convert(String text) {
      return Arrays.stream(values())
          .filter(each -> each.text().equalsIgnoreCase(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "must be "
                          + Arrays.stream(values())
                              .map(Neighbour::text)
                              .collect(Collectors.joining(" or "))
                          + ", not \""
                          + text
                          + "\"; docs/neighbours.md says how to share a zone with others"));
    }
  }
}
