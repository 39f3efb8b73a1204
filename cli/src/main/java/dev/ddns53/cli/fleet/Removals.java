package dev.ddns53.cli.fleet;

import dev.ddns53.core.port.Registry.Fleet;
import dev.ddns53.terminal.CliException;
import java.util.Optional;

/**
 * Refuses a plan that removes an unlikely part of the fleet: such a file is more often cut short
 * than meant. Sites and names are counted apart.
 *
 * @param most how many sites, and how many names, an operator said may go
 */
public record Removals(Optional<Integer> most) {

  /** Where there are fewer, any number may go. */
  private static final int FEW = 10;

  private static final int PERCENT = 30;

  public Removals {
    if (most.isPresent() && most.get() < 0) {
      throw new CliException("--max-remove takes a number of sites or names, 0 or more.");
    }
  }

  /** Refuses the plan, if more goes than was agreed to. */
  public void check(Plan plan, Fleet now) {
    long sites = plan.sites().stream().filter(site -> site.after().isEmpty()).count();
    check("sites", sites, now.sites().size());
    check("names", plan.removed().size(), now.names().size());
  }

  private void check(String what, long removed, int all) {
    if (most.isPresent() && removed > most.get()) {
      throw refused(removed, all, what, "more than --max-remove %d allows".formatted(most.get()));
    }
    if (most.isEmpty() && all >= FEW && removed * 100 > (long) all * PERCENT) {
      throw refused(removed, all, what, "more than %d %%".formatted(PERCENT));
    }
  }

  private static CliException refused(long removed, int all, String what, String why) {
    return new CliException(
        "The file would remove %d of %d %s, %s; nothing was changed. If it is meant: --max-remove %d"
            .formatted(removed, all, what, why, removed));
  }
}
