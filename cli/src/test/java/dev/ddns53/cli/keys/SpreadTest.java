package dev.ddns53.cli.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.core.fleet.SiteId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SpreadTest {

  private static final int SITES = 1_000;

  private static Map<Integer, Long> counts(String form, Function<Spread, Integer> value) {
    return IntStream.range(0, SITES)
        .mapToObj(i -> new Spread(new SiteId(form.formatted(i))))
        .collect(Collectors.groupingBy(value, Collectors.counting()));
  }

  /** Fleets name their sites by number, so neighbours must not fall together. */
  @ParameterizedTest
  @ValueSource(strings = {"site-%d", "s%04d", "branch.%d.example", "%d"})
  void thousandSites_spreadOverAllSlots(String form) {
    assertEven(counts(form, Spread::retryDelay), 1, 30);
    assertEven(counts(form, Spread::second), 0, 59);
    assertEven(counts(form, Spread::minute), 0, 4);
    assertEven(counts(form, spread -> spread.minute() * 60 + spread.second()), 0, 299);
  }

  /** In the fullest slot, less than what a gateway for so many sites takes at once. */
  private static void assertEven(Map<Integer, Long> counts, int from, int to) {
    int slots = to - from + 1;
    double expected = (double) SITES / slots;
    assertTrue(counts.keySet().stream().allMatch(slot -> slot >= from && slot <= to));
    assertTrue(counts.size() > slots * 0.85, counts.toString());
    counts.forEach(
        (slot, count) ->
            assertTrue(count < expected + 5 * Math.sqrt(expected) + 1, slot + ": " + count));
  }

  @Test
  void line_isTheSameEachTime_alsoInTheReadme() throws IOException {
    Spread tokyo = new Spread(new SiteId("tokyo"));
    String line = tokyo.cron("/etc/ddns53/tokyo.curl");
    assertEquals(line, new Spread(new SiteId("tokyo")).cron("/etc/ddns53/tokyo.curl"));
    assertTrue(
        line.matches(
            "[0-4]-59/5 \\* \\* \\* \\*  sleep [0-9]{1,2}; curl -K /etc/ddns53/tokyo.curl >"
                + " /dev/null"),
        line);
    assertTrue(Files.readString(Path.of("..", "README.md")).contains("\n" + line + "\n"), line);
  }
}
