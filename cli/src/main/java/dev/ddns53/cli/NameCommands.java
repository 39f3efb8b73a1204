package dev.ddns53.cli;

import dev.ddns53.cli.fleet.DomainNames;
import dev.ddns53.cli.fleet.Zones;
import dev.ddns53.cli.fleet.Zones.Zone;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.port.Registry.Change.OfName;
import dev.ddns53.core.port.Registry.Fleet;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.Registrations;
import dev.ddns53.terminal.CliException;
import dev.ddns53.terminal.TextTable;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "name",
    description = "Names that ddns53 publishes.",
    synopsisSubcommandLabel = "(list | adopt | repair | orphans)")
final class NameCommands {

  private final Operator operator;

  NameCommands(Operator operator) {
    this.operator = operator;
  }

  @Command(
      name = "list",
      description = {
        "Lists all names, or those of one zone.",
        "With --ignore it prints what another tool needs to leave these names' records alone."
      },
      footer = {
        "",
        "Examples:",
        "  ddns53 name list",
        "  ddns53 name list --zone example.com --ignore octodns > ddns53/example.com.yaml",
        "  ddns53 name list --zone example.com --ignore dnscontrol > ddns53-example.com.js"
      })
  void list(
      @Option(
              names = "--zone",
              paramLabel = "ZONE",
              description = "Only the names of this hosted zone, by its name or id.")
          @Nullable String zone,
      @Option(
              names = "--ignore",
              paramLabel = "TOOL",
              converter = Neighbour.Converter.class,
              description = "Print it as octodns or dnscontrol reads it. Needs --zone.")
          @Nullable Neighbour neighbour) {
    if (neighbour != null && zone == null) {
      throw new CliException("--ignore prints one zone's names: say --zone ZONE too.");
    }
    try (Stack stack = operator.open()) {
      List<Name> all =
          stack.registry().read().names().stream()
              .sorted(Comparator.comparing(Name::fqdn))
              .toList();
      if (zone == null) {
        operator.print(table(all));
        return;
      }
      Zone found = zone(new Zones(stack.route53()), all, zone);
      List<Name> names = all.stream().filter(name -> name.zone().equals(found.id())).toList();
      operator.print(
          neighbour == null
              ? table(names)
              : neighbour.lines(found.apex(), names.stream().map(Name::fqdn).toList()));
    }
  }

  private static Zone zone(Zones zones, List<Name> names, String text) {
    List<Zone> all =
        names.stream().map(Name::zone).distinct().flatMap(id -> zones.find(id).stream()).toList();
    List<Zone> meant = all.stream().filter(zone -> zone.isCalled(text)).toList();
    if (meant.size() == 1) {
      return meant.getFirst();
    }
    throw new CliException(
        meant.isEmpty()
            ? "ddns53 has no name in a hosted zone "
                + text
                + ". There "
                + Operator.known(all.stream().map(Zone::apex).toList())
            : "ddns53 has names in several hosted zones "
                + text
                + ". Say the id of the one that you mean: "
                + meant.stream().map(zone -> zone.id().value()).collect(Collectors.joining(", "))
                + ".");
  }

  private static List<String> table(List<Name> names) {
    TextTable table = new TextTable("NAME", "ZONE", "TTL", "PUBLISH", "MEMBERS", "ADOPTED");
    names.forEach(name -> add(table, name));
    return table.lines();
  }

  private static void add(TextTable table, Name name) {
    table.add(
        name.fqdn().value(),
        name.zone().value(),
        Integer.toString(name.ttl().seconds()),
        name.policy().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        name.members().stream().map(Member::text).collect(Collectors.joining(", ")),
        name.adoption().isPresent() ? "yes" : "no");
  }

  @Command(
      name = "adopt",
      description = {
        "Lets ddns53 replace the records that others made at a name.",
        "Shows them first. The re-check replaces exactly these, in one step, as soon as a site has"
            + " reported; if something else stands there by then, it leaves it and tells."
      },
      footer = {"", "Example:", "  ddns53 name adopt vpn.tokyo.example.com"})
  void adopt(
      @Parameters(paramLabel = "NAME", description = "The full domain name.") String text,
      @Option(names = "--yes", description = "Do not ask.") boolean yes) {
    try (Stack stack = operator.open()) {
      NameDocument document = document(stack.registry().read(), text);
      Replaced replaced = Replaced.foreign(state(stack, document), standing(stack, document));
      if (replaced.isNothing()) {
        operator.print("Nothing at " + document.fqdn() + " is to be adopted.");
        return;
      }
      agree(stack, document, replaced, yes, "Let ddns53 replace this by what sites report?");
    }
  }

  @Command(
      name = "repair",
      description = {
        "Lets ddns53 write its record of a name again where somebody changed or deleted it.",
        "Shows what stands there first. The re-check replaces exactly that, in one step."
      },
      footer = {"", "Example:", "  ddns53 name repair vpn.tokyo.example.com"})
  void repair(
      @Parameters(paramLabel = "NAME", description = "The full domain name.") String text,
      @Option(names = "--yes", description = "Do not ask.") boolean yes) {
    try (Stack stack = operator.open()) {
      NameDocument document = document(stack.registry().read(), text);
      Replaced replaced = Replaced.drifted(state(stack, document), standing(stack, document));
      if (replaced.isNothing()) {
        operator.print(
            "There is no drift at "
                + document.fqdn()
                + ": nobody changed what ddns53 published there.");
        return;
      }
      agree(stack, document, replaced, yes, "Write what is wanted in its place?");
    }
  }

  private NameState state(Stack stack, NameDocument document) {
    NameState row = stack.state().names(List.of(document.fqdn())).getFirst().state();
    return Registrations.current(row, document, operator.now());
  }

  private static List<RecordSet> standing(Stack stack, NameDocument document) {
    Fqdn name = document.fqdn();
    return stack
        .wiring()
        .records()
        .look(document.name().orElseThrow().zone(), List.of(name))
        .getOrDefault(name, List.of());
  }

  private void agree(
      Stack stack, NameDocument document, Replaced replaced, boolean yes, String question) {
    Name name = document.name().orElseThrow();
    operator.print("At " + name.fqdn() + ":");
    operator.print(replaced.lines());
    if (!yes && !operator.terminal().confirms(question)) {
      throw new CliException("Nothing was changed.");
    }
    Name agreed = name.adopting(replaced.adoption(document, operator.now(), operator.user()));
    NameDocument after = new NameDocument(name.fqdn(), Optional.of(agreed), document.former());
    Operator.write(stack, new OfName(name.fqdn(), Optional.of(document), Optional.of(after)));
    operator.print("Agreed. Each re-check tries it, once there is an address to publish.");
    operator.recheck(stack, List.of(name.zone()));
  }

  @Command(
      name = "orphans",
      description = {
        "Lists records that names left behind when they were removed or moved.",
        "ddns53 leaves them alone; the list says how to delete each."
      },
      footer = {"", "Example:", "  ddns53 name orphans"})
  void orphans() {
    try (Stack stack = operator.open()) {
      operator.print(Orphans.read(stack).lines());
    }
  }

  /** A name as a command's argument spells it. */
  static Fqdn fqdn(String text) {
    return DomainNames.parse(text)
        .orElseThrow(
            () -> new CliException("That is no full domain name such as vpn.example.com."));
  }

  private static NameDocument document(Fleet fleet, String text) {
    Fqdn fqdn = fqdn(text);
    List<String> all = fleet.names().stream().map(name -> name.fqdn().value()).toList();
    return fleet
        .document(fqdn)
        .filter(document -> document.name().isPresent())
        .orElseThrow(
            () ->
                new CliException(
                    "There is no name "
                        + fqdn
                        + ". There "
                        + Operator.known(all)
                        + " To add it, write it into your file and run: ddns53 apply -f FILE"));
  }
}
