package dev.ddns53.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The deployed package, counted. How much is judged by {@code scripts/bench quick}. */
class QuickIT {

  private static final int WARM = 5;

  @Test
  void eachFigure_isCounted() throws IOException, InterruptedException {
    QuickBench.Counted counted = QuickBench.run(Path.of(".."), WARM, System.err);
    Map<QuickFigure, Long> figures = counted.figures();
    assertEquals(EnumSet.allOf(QuickFigure.class), figures.keySet());
    figures.forEach((figure, value) -> assertTrue(value > 0, figure.word()));
    long inTheJdkAlone = 400;
    assertTrue(figures.getOrDefault(QuickFigure.CLASSES_LOADED, 0L) > inTheJdkAlone);
    assertEquals(
        (long) ColdCalls.total(counted.calls().first()),
        figures.getOrDefault(QuickFigure.CALLS_FIRST, 0L));
    assertTrue(counted.calls().first().containsKey("ssm GetParameter"));
    assertEquals(Map.of("dynamodb BatchGetItem", 2), counted.calls().unchanged());
    assertEquals(1, counted.calls().second().get("route53 ChangeResourceRecordSets"));
  }
}
