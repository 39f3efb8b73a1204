package dev.ddns53.cli;

import dev.ddns53.cli.recheck.RecheckReport;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.recheck.RecheckResult.Standing;
import dev.ddns53.terminal.CliException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "recheck",
    description = {
      "Looks now whether Route 53 holds what was published, whether sites and members are alive,"
          + " and does what follows: tells, repairs, fails over, as each name's entry says.",
      "The same as the schedule runs: in AWS the stack's own function, for a local instance here."
          + " It counts as a run of its own for probes that count failures in a row."
    },
    footer = {"", "Examples:", "  ddns53 recheck", "  ddns53 recheck --zone Z0EXAMPLE"})
final class RecheckCommand implements Runnable {

  private final Operator operator;

  @Option(names = "--zone", paramLabel = "ID", description = "Only this hosted zone.")
  private @Nullable String zone;

  RecheckCommand(Operator operator) {
    this.operator = operator;
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
      RecheckReport report = stack.rechecks().run(only);
      operator.print(report.lines());
      report.remarks().forEach(operator::remark);
      if (report.count(Standing.UNKNOWN) > 0) {
        throw new CliException("Of some names nobody can tell.");
      }
      if (!report.troubles().isEmpty()) {
        throw new CliException("Not all could be done.");
      }
    }
  }
}
