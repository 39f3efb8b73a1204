package dev.ddns53.cli;

import dev.ddns53.SystemTime;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.recheck.RecheckResult;
import dev.ddns53.core.recheck.RecheckResult.Line;
import dev.ddns53.core.recheck.RecheckResult.Standing;
import dev.ddns53.terminal.CliException;
import dev.ddns53.terminal.Neutral;
import dev.ddns53.terminal.TextTable;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "recheck",
    description = {
      "Looks now whether Route 53 holds what was published, whether sites and members are alive,"
          + " and does what follows: tells, repairs, fails over, as each name's entry says.",
      "The same as the schedule runs, but here and with your credentials. It counts as a run of its"
          + " own for probes that count failures in a row."
    },
    footer = {"", "Examples:", "  ddns53 recheck", "  ddns53 recheck --zone Z0EXAMPLE"})
final class RecheckCommand implements Runnable {

  private final Operator operator;
  private final InstantSource clock;

  @Option(names = "--zone", paramLabel = "ID", description = "Only this hosted zone.")
  private @Nullable String zone;

  RecheckCommand(Operator operator, InstantSource clock) {
    this.operator = operator;
    this.clock = clock;
  }

  @Override
  public void run() {
    Optional<ZoneId> only =
        Optional.ofNullable(zone)
            .map(
                text ->
                    ZoneId.parse(text)
                        .orElseThrow(() -> new CliException("--zone takes a hosted zone's id.")));
    try (Stack stack = operator.open()) {
      RecheckResult result = stack.wiring().recheck(new SystemTime(clock)).run(only);
      operator.print(lines(result));
      result.troubles().forEach(trouble -> operator.remark("not done: " + Neutral.line(trouble)));
      if (result.count(Standing.UNKNOWN) > 0) {
        throw new CliException("Of some names nobody can tell.");
      }
    }
  }

  static List<String> lines(RecheckResult result) {
    List<String> lines = new ArrayList<>();
    List<Line> remarkable = result.remarkable();
    if (!remarkable.isEmpty()) {
      TextTable table = new TextTable("NAME", "STANDING", "DETAIL");
      remarkable.forEach(
          line ->
              table.add(line.name().value(), line.standing().slug(), Neutral.line(line.detail())));
      lines.addAll(table.lines());
      lines.add("");
    }
    String counts =
        Arrays.stream(Standing.values())
            .filter(standing -> result.count(standing) > 0)
            .map(standing -> result.count(standing) + " " + standing.slug())
            .collect(Collectors.joining(", "));
    lines.add(
        "%d names%s; %d sites, %d stale."
            .formatted(
                result.names().size(),
                counts.isEmpty() ? "" : ": " + counts,
                result.sites(),
                result.stale()));
    return lines;
  }
}
