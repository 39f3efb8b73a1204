package dev.ddns53.cli;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.notice.HistoryEntry;
import dev.ddns53.terminal.Neutral;
import dev.ddns53.terminal.TextTable;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "history",
    description = "Shows what happened to a name, newest first: reports, drift, fail-over.",
    footer = {"", "Example:", "  ddns53 history vpn.tokyo.example.com"})
final class HistoryCommand implements Runnable {

  private final Operator operator;

  @Parameters(paramLabel = "NAME", description = "The full domain name.")
  private String text = "";

  @Option(
      names = "--most",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many entries. Default: ${DEFAULT-VALUE}.")
  private int most = 50;

  HistoryCommand(Operator operator) {
    this.operator = operator;
  }

  @Override
  public void run() {
    Fqdn name = NameCommands.fqdn(text);
    try (Stack stack = operator.open()) {
      List<HistoryEntry> entries = stack.state().history(name, most);
      if (entries.isEmpty()) {
        operator.remark("Nothing is kept of " + name + ".");
        return;
      }
      TextTable table = new TextTable("TIME", "VERSION", "WHAT", "FACTS");
      entries.forEach(entry -> add(table, entry));
      operator.print(table.lines());
    }
  }

  private static void add(TextTable table, HistoryEntry entry) {
    table.add(
        entry.at().toString(),
        Long.toString(entry.version()),
        entry.what().slug(),
        entry.facts().entrySet().stream()
            .map(fact -> fact.getKey() + " " + Neutral.line(fact.getValue()))
            .collect(Collectors.joining(", ")));
  }
}
