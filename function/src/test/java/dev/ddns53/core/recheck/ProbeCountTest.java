package dev.ddns53.core.recheck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.fleet.Probe;
import dev.ddns53.core.port.Probes.Answer;
import dev.ddns53.core.record.Health.Probed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeCountTest {

  private static final IpAddress OLD = Runs.address("198.51.100.7");
  private static final IpAddress NEW = Runs.address("198.51.100.8");
  private static final Probe PROBE = new Probe(new Probe.Check.Tcp(443), 3, 2);

  @ParameterizedTest
  @CsvSource({
    "false, 0, UP,   old, false, 0",
    "false, 2, UP,   old, false, 0",
    "false, 0, DOWN, old, false, 1",
    "false, 1, DOWN, old, false, 2",
    "false, 2, DOWN, old, true,  0",
    "true,  0, DOWN, old, true,  0",
    "true,  1, DOWN, old, true,  0",
    "true,  0, UP,   old, true,  1",
    "true,  1, UP,   old, false, 0",
    "false, 2, NONE, old, false, 2",
    "true,  1, NONE, old, true,  1",
    "false, 2, DOWN, new, false, 1",
    "true,  1, UP,   new, true,  1",
    "true,  1, DOWN, new, true,  0",
  })
  void answer_countsAsTheTableSays(
      boolean down, int streak, String answer, String address, boolean after, int then) {
    IpAddress probed = address.equals("new") ? NEW : OLD;
    Answer given =
        switch (answer) {
          case "UP" -> new Answer.Up();
          case "DOWN" -> new Answer.Down("no answer");
          default -> new Answer.NotProbed("no way");
        };
    Probed result = ProbeCount.after(new Probed(OLD, down, streak), probed, given, PROBE);
    assertEquals(new Probed(answer.equals("NONE") ? OLD : probed, after, then), result);
  }
}
