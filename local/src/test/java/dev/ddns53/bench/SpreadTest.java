package dev.ddns53.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Medians by nearest rank. */
class SpreadTest {

  static List<Arguments> spreads() {
    return List.of(
        Arguments.of(List.of(), "0.0 (0.0–0.0)"),
        Arguments.of(List.of(7.0), "7.0 (7.0–7.0)"),
        Arguments.of(List.of(4.0, 1.0, 3.0, 2.0), "2.0 (1.0–3.0)"),
        Arguments.of(List.of(100.0, 300.4, 200.0), "200 (100–300)"));
  }

  @ParameterizedTest
  @MethodSource("spreads")
  void figures_haveAMedianAndAMiddleHalf(List<Double> figures, String text) {
    assertEquals(text, Spread.of(figures).text());
  }
}
