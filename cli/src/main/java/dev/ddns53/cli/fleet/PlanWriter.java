package dev.ddns53.cli.fleet;

import dev.ddns53.core.port.Registry;
import dev.ddns53.terminal.CliException;
import java.util.List;

/** Carries plans out. */
public final class PlanWriter {

  private PlanWriter() {}

  /** Writes transaction by transaction, up to the first that lost a race. */
  public static void write(Plan plan, Registry registry) {
    List<List<Registry.Change>> transactions = plan.transactions();
    for (int done = 0; done < transactions.size(); done++) {
      if (!registry.write(transactions.get(done))) {
        throw new CliException(
            "Somebody else changed the registry at the same time; "
                + (done == 0 ? "nothing was applied." : "only a part was applied.")
                + " Run the command again: it shows what is left to do.");
      }
    }
  }
}
