package dev.ddns53.core.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "1s, PT1S, 1s",
    "90s, PT90S, 90s",
    "60s, PT1M, 1m",
    "15m, PT15M, 15m",
    "60m, PT1H, 1h",
    "90m, PT90M, 90m",
    "1h, PT1H, 1h",
    "24h, P1D, 1d",
    "25h, PT25H, 25h",
    "2d, P2D, 2d",
    "86400s, P1D, 1d",
    "999999s, PT999999S, 999999s",
    "999999d, P999999D, 999999d"
  })
  void duration_readAndWrittenShortest(String text, Duration duration, String shortest) {
    assertEquals(Optional.of(duration), Durations.parse(text));
    assertEquals(shortest, Durations.text(duration));
    assertEquals(Optional.of(duration), Durations.parse(shortest));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "0s",
        "0m",
        "15",
        "m",
        "015m",
        "-1m",
        "+1m",
        "1.5h",
        "1h30m",
        "15 m",
        " 15m",
        "15m ",
        "15M",
        "15min",
        "PT15M",
        "1000000s",
        "\u0661m",
        "1w",
        "1ms",
        "15m\n"
      })
  void noDuration_refused(String text) {
    assertEquals(Optional.empty(), Durations.parse(text));
  }
}
