package dev.ddns53.cli;

import dev.ddns53.cli.terminal.CliException;
import dev.ddns53.cli.terminal.TextTable;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.Member;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.port.Registry.Change.OfName;
import dev.ddns53.core.port.Registry.Fleet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "name",
    description = "Names that ddns53 publishes.",
    synopsisSubcommandLabel = "(list | adopt)")
final class NameCommands {

  private final Operator operator;

  NameCommands(Operator operator) {
    this.operator = operator;
  }

  @Command(name = "list", description = "Lists all names.")
  void list() {
    try (Stack stack = operator.open()) {
      TextTable table = new TextTable("NAME", "ZONE", "TTL", "PUBLISH", "MEMBERS", "ADOPTED");
      stack.registry().read().names().stream()
          .sorted(Comparator.comparing(Name::fqdn))
          .forEach(name -> add(table, name));
      operator.print(table.lines());
    }
  }

  private static void add(TextTable table, Name name) {
    table.add(
        name.fqdn().value(),
        name.zone().value(),
        Integer.toString(name.ttl().seconds()),
        name.policy().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        name.members().stream().map(Member::text).collect(Collectors.joining(", ")),
        name.adopted() ? "yes" : "no");
  }

  @Command(
      name = "adopt",
      description = {
        "Lets ddns53 take over a name at which other records stand.",
        "Shows them first. Simple and alias records of type A and AAAA are replaced by the next"
            + " report; a CNAME and records under a routing policy are deleted now."
      },
      footer = {"", "Example:", "  ddns53 name adopt vpn.tokyo.example.com"})
  void adopt(
      @Parameters(paramLabel = "NAME", description = "The full domain name.") String text,
      @Option(names = "--yes", description = "Do not ask.") boolean yes) {
    try (Stack stack = operator.open()) {
      Name name = name(stack.registry().read(), text);
      Adoption adoption = Adoption.at(stack.route53(), name);
      operator.print(adoption.lines());
      if (adoption.isNothing()) {
        operator.print("There is nothing to adopt at " + name.fqdn() + ".");
        return;
      }
      if (!yes && !operator.terminal().confirms(adoption.question())) {
        throw new CliException("Nothing was changed.");
      }
      adopt(stack, name, adoption);
    }
  }

  /** Deletes first: a mark alone would let the next report fail, a delete alone does no harm. */
  private void adopt(Stack stack, Name name, Adoption adoption) {
    adoption.deleteWhatCannotBeReplaced(stack.route53());
    if (!name.adopted()) {
      Operator.write(stack, new OfName(name.fqdn(), Optional.of(name), Optional.of(name.adopt())));
    }
    operator.print("Adopted. The next report of a site publishes " + name.fqdn() + ".");
  }

  /** A name as a command's argument spells it. */
  static Fqdn fqdn(String text) {
    return Fqdn.parse(text)
        .orElseThrow(
            () -> new CliException("That is no full domain name such as vpn.example.com."));
  }

  private static Name name(Fleet fleet, String text) {
    Fqdn fqdn = fqdn(text);
    List<String> all = fleet.names().stream().map(name -> name.fqdn().value()).toList();
    return fleet
        .name(fqdn)
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
