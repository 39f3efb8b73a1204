package dev.ddns53.cli;

import dev.ddns53.cli.recheck.RecheckReport;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.port.Registry.Change;
import dev.ddns53.core.port.Registry.Fleet;
import dev.ddns53.terminal.CliException;
import dev.ddns53.terminal.Terminal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What all commands share: the terminal, the time, and the stack that they work on. */
final class Operator {

  private final Terminal terminal;
  private final InstantSource clock;
  private Optional<Path> local = Optional.empty();
  private StackName stack = StackName.DEFAULT;

  Operator(Terminal terminal, InstantSource clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  /** Works on the local instance in this folder from now on. */
  void use(Path folder) {
    local = Optional.of(folder);
  }

  /** Works on the stack of this name from now on. */
  void use(StackName name) {
    stack = name;
  }

  StackName stack() {
    return stack;
  }

  Optional<Path> local() {
    return local;
  }

  Terminal terminal() {
    return terminal;
  }

  Instant now() {
    return clock.instant();
  }

  /** Who gives the command, for history. */
  String user() {
    return terminal.user();
  }

  /**
   * Lets the re-check of these zones carry out what the registry says, and prints what it found.
   * Where it cannot be asked, that is told, for its schedule comes round anyway.
   */
  void recheck(Stack stack, Collection<ZoneId> zones) {
    for (ZoneId zone : zones) {
      RecheckReport report;
      try {
        report = stack.rechecks().run(Optional.of(zone));
      } catch (CliException notAsked) {
        remark(
            notAsked.getMessage()
                + "\nThe next re-check on schedule carries out what is left to do.");
        return;
      }
      print("Re-check of zone " + zone + ":");
      print(report.lines());
      report.remarks().forEach(this::remark);
    }
  }

  Stack open() {
    return Stack.open(local, stack, clock);
  }

  void print(List<String> lines) {
    lines.forEach(terminal.out()::println);
  }

  /** A result. */
  void print(String line) {
    terminal.out().println(line);
  }

  /** A remark beside the result. */
  void remark(String line) {
    terminal.err().println(line);
  }

  /** A site as a command's argument names it. */
  static SiteId siteId(String text) {
    return SiteId.parse(text)
        .orElseThrow(
            () ->
                new CliException(
                    "A site's name has 1 to 64 letters, digits, dots, dashes or underscores."));
  }

  static Site site(Fleet fleet, String text) {
    SiteId id = siteId(text);
    return fleet
        .site(id)
        .orElseThrow(
            () ->
                new CliException(
                    "There is no site "
                        + id
                        + ". There "
                        + known(fleet.sites().stream().map(site -> site.id().value()).toList())
                        + " To add it, write it into your file and run: ddns53 apply -f FILE"));
  }

  /** What there is, for a message about what there is not. */
  static String known(List<String> values) {
    int shown = 10;
    if (values.isEmpty()) {
      return "is none yet.";
    }
    return values.stream().sorted().limit(shown).collect(Collectors.joining(", ", "is: ", ""))
        + (values.size() > shown ? " and " + (values.size() - shown) + " more." : ".");
  }

  static void write(Stack stack, Change change) {
    if (!stack.registry().write(List.of(change))) {
      throw new CliException(
          "Somebody else changed the registry at the same time; nothing was done. Run the command"
              + " again.");
    }
  }
}
