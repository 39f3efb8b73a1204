package dev.ddns53.cli.fleet;

import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.port.Registry.Fleet;
import dev.ddns53.terminal.CliException;
import java.util.Optional;

/**
 * Refuses a plan that removes an unlikely part of the fleet: such a file is more often cut short
 * than meant.
 *
 * @param most how many sites, and how many names, an operator said may go
 */
public record Removals(Optional<Integer> most) {

  /** So many may always go. */
  private static final int FEW = 10;

  private static final int PERCENT = 30;

  /** Refuses the plan, if more goes than was agreed to. */
  public void check(Plan plan, Fleet now) {
    long sites = plan.sites().stream().filter(site -> site.after().isEmpty()).count();
    long names =
        plan.names().stream()
            .filter(
                name ->
                    name.before().flatMap(NameDocument::name).isPresent()
                        && name.after().flatMap(NameDocument::name).isEmpty())
            .count();
    check("sites", sites, now.sites().size());
    check("names", names, now.names().size());
  }

  private void check(String what, long removed, int all) {
    boolean unlikely = all >= FEW && removed * 100 > (long) all * PERCENT;
    if (most.isPresent() ? removed > most.get() : unlikely) {
      throw new CliException(
          "The file would remove %d of %d %s. Nothing was changed. If that is meant, say --max-remove %d."
              .formatted(removed, all, what, removed));
    }
  }
}
