package dev.ddns53.core.recheck;

import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.fleet.Probe;
import dev.ddns53.core.port.Probes.Answer;
import dev.ddns53.core.record.Health.Probed;

/**
 * How answers in a row decide whether a member counts as down.
 *
 * <pre>
 *  before                  answer      after
 *  ──────────────────────  ──────────  ─────────────────────────────────────────
 *  any                     not probed  the same
 *  up, n bad answers       up          up, none
 *  up, n bad answers       down        up, n + 1; from `failures` on: down
 *  down, n good answers    down        down, none
 *  down, n good answers    up          down, n + 1; from `recoveries` on: up
 * </pre>
 *
 * A new address starts with no answers, on the side where the old one stood.
 */
final class ProbeCount {

  private ProbeCount() {}

  static Probed after(Probed before, IpAddress address, Answer answer, Probe probe) {
    Probed start =
        before.address().equals(address) ? before : new Probed(address, before.down(), 0);
    return switch (answer) {
      case Answer.NotProbed(String reason) -> before;
      case Answer.Up() -> start.down() ? counted(start, probe.recoveries()) : Probed.fresh(address);
      case Answer.Down(String reason) ->
          start.down() ? new Probed(address, true, 0) : counted(start, probe.failures());
    };
  }

  private static Probed counted(Probed before, int needed) {
    int streak = before.streak() + 1;
    return streak < needed
        ? new Probed(before.address(), before.down(), streak)
        : new Probed(before.address(), !before.down(), 0);
  }
}
