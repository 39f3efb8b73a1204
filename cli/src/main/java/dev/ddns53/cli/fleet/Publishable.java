package dev.ddns53.cli.fleet;

import dev.ddns53.aws.Route53Names;
import dev.ddns53.cli.fleet.FleetFile.NamePlaces;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.NameEntry;
import dev.ddns53.terminal.CliException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a stack can publish: IAM lets it write names of these patterns, in these zones, and nothing
 * else. A name outside would be registered, accepted from its sites, and denied at last.
 *
 * @param patterns as the stack's setting {@code names} has them; {@code *} stands for any text
 * @param zones the stack's setting {@code zones}
 */
public record Publishable(List<String> patterns, Set<ZoneId> zones) {

  private static final int MOST_SHOWN = 20;
  private static final Pattern LITERAL = Pattern.compile("[^*]+");

  public Publishable {
    patterns = List.copyOf(patterns);
    zones = Set.copyOf(zones);
  }

  /**
   * Refuses a file with names or zones that the stack could not publish, all of them at once.
   *
   * @param file with zones called by their ids
   * @param zoneText calls a zone by its name
   */
  public void require(FleetFile file, Function<ZoneId, String> zoneText) {
    SortedMap<Place, String> faults = new TreeMap<>();
    Set<ZoneId> told = new HashSet<>();
    file.names()
        .forEach(
            (name, entry) -> {
              NamePlaces places = Optional.ofNullable(file.places().get(name)).orElseThrow();
              if (patterns.stream().noneMatch(pattern -> covers(pattern, spelled(name)))) {
                faults.put(places.name(), outside(name));
              }
              foreign(entry)
                  .filter(told::add)
                  .ifPresent(zone -> faults.put(places.zone(), outside(zone, zoneText)));
            });
    if (!faults.isEmpty()) {
      throw new CliException(message(file.source(), faults));
    }
  }

  private Optional<ZoneId> foreign(NameEntry entry) {
    return ZoneId.parse(entry.zone()).filter(zone -> !zones.contains(zone));
  }

  private String outside(Fqdn name) {
    return "the stack may not write %s, only %s."
        .formatted(name, String.join(", ", patterns.stream().limit(MOST_SHOWN).toList()));
  }

  private static String outside(ZoneId zone, Function<ZoneId, String> zoneText) {
    return "the stack may not write in the hosted zone %s.".formatted(zoneText.apply(zone));
  }

  private static String message(String source, SortedMap<Place, String> faults) {
    List<String> lines = new ArrayList<>();
    faults.entrySet().stream()
        .limit(MOST_SHOWN)
        .forEach(fault -> lines.add(source + ": " + fault.getKey() + ": " + fault.getValue()));
    if (faults.size() > MOST_SHOWN) {
      lines.add("and " + (faults.size() - MOST_SHOWN) + " more.");
    }
    lines.add(
        "Nothing was changed. Correct the file, or the stack's settings names and zones, and deploy"
            + " it.");
    return String.join("\n", lines);
  }

  /**
   * A name as IAM compares it: lower case, no dot at the end, {@code *} escaped.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-conditions-route53.html">conditions
   *     of Route 53</a>
   */
  private static String spelled(Fqdn name) {
    String wire = Route53Names.wire(name);
    return wire.substring(0, wire.length() - 1);
  }

  static boolean covers(String pattern, String name) {
    return name.matches(
        LITERAL
            .matcher(pattern)
            .replaceAll(literal -> "\\\\Q" + literal.group() + "\\\\E")
            .replace("*", ".*"));
  }
}
