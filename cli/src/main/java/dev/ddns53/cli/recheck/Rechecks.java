package dev.ddns53.cli.recheck;

import dev.ddns53.core.address.ZoneId;
import java.util.Optional;

/** Where the re-check runs: in AWS the stack's function, for a local instance this process. */
public interface Rechecks {

  /**
   * Runs it once, and waits for its end.
   *
   * @param zone only this one, or all
   * @throws dev.ddns53.terminal.CliException when it did not run to its end
   */
  RecheckReport run(Optional<ZoneId> zone);

  /** What it is called with. */
  static String event(Optional<ZoneId> zone) {
    return zone.map(id -> "{\"zoneId\":\"" + id + "\"}").orElse("{}");
  }
}
