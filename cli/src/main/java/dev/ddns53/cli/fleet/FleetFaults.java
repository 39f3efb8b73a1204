package dev.ddns53.cli.fleet;

import com.fasterxml.jackson.core.JsonPointer;
import dev.ddns53.cli.fleet.YamlFile.Fault;
import dev.ddns53.core.json.InvalidJson;
import dev.ddns53.terminal.CliException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** All that is wrong with a fleet's file, with its places and good values. */
final class FleetFaults {

  private static final int MOST_SHOWN = 20;
  private static final String GOOD_SITE =
      """
      A site looks like this:
        tokyo: { staleAfter: 15m, allow: { sources: [203.0.113.0/24] } }
      and has no fields but staleAfter, router and allow (sources, addresses, private, sameAsSource).
      One that is EC2 instances looks like this:
        web-1: { instance: { tag: { "ddns53:site": web-1 } } }
      and has no fields but staleAfter and instance (tag or autoScalingGroup, region, address, which).\
      """;
  private static final String GOOD_NAME =
      """
      A name looks like this:
        vpn.example.com:
          zone: example.com
          ttl: 60
          publish: first-healthy
          members: [tokyo, { address: 192.0.2.80 }]
          probe: { tcp: 443, failures: 3, recoveries: 2 }
          onDrift: alert
          onGone: keep
      and has no other fields.\
      """;
  private static final String GOOD_FILE =
      """
      A file looks like this:
        sites:
          tokyo: {}
        names:
          vpn.example.com: { zone: example.com, members: [tokyo] }\
      """;

  private final String source;
  private final YamlFile file;
  private final List<InvalidJson> found = new ArrayList<>();

  FleetFaults(String source, YamlFile file) {
    this.source = source;
    this.file = file;
  }

  /** Takes what readers of fields collect. */
  List<InvalidJson> found() {
    return found;
  }

  void add(String message, JsonPointer at) {
    found.add(new InvalidJson(message, at));
  }

  /** Adds what ended an entry early, unless it was added already. */
  void addLast(InvalidJson last) {
    if (found.stream().noneMatch(fault -> message(fault).equals(message(last)))) {
      found.add(last);
    }
  }

  private static String message(InvalidJson fault) {
    return String.valueOf(fault.getMessage());
  }

  /** Refuses the file if anything was found: all at once, in the file's order. */
  void refuse() {
    List<Fault> all = new ArrayList<>(file.faults());
    found.stream()
        .filter(fault -> !file.isFaulty(fault.at()) && !fault.isFollowing())
        .map(fault -> new Fault(file.place(fault.at()), fault.at(), message(fault)))
        .forEach(all::add);
    if (all.isEmpty()) {
      return;
    }
    all.sort(Comparator.comparing(Fault::place));
    List<String> lines = new ArrayList<>();
    all.stream()
        .limit(MOST_SHOWN)
        .forEach(
            fault -> lines.add(source + ": " + fault.place() + ": " + sentence(fault.message())));
    if (all.size() > MOST_SHOWN) {
      lines.add("and " + (all.size() - MOST_SHOWN) + " more faults.");
    }
    lines.addAll(examples(all));
    throw new CliException(String.join("\n", lines));
  }

  private static String sentence(String message) {
    return message.endsWith("?") || message.endsWith(".") ? message : message + ".";
  }

  private static Set<String> examples(List<Fault> faults) {
    Set<String> examples = new TreeSet<>(Comparator.reverseOrder());
    for (Fault fault : faults) {
      JsonPointer section = fault.at();
      boolean entry = section.tail() != null && !section.tail().matches();
      examples.add(
          switch (entry ? section.getMatchingProperty() : "") {
            case FleetReader.SITES -> GOOD_SITE;
            case FleetReader.NAMES -> GOOD_NAME;
            default -> GOOD_FILE;
          });
    }
    return examples;
  }
}
