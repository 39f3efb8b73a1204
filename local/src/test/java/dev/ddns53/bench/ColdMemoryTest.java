package dev.ddns53.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Time and cost by memory. */
class ColdMemoryTest {

  private static final Map<String, Integer> CALLS =
      Map.of("dynamodb PutItem", 4, "ssm GetParameter", 1, "route53 ChangeResourceRecordSets", 1);

  @Test
  void waits_areThoseOfItsCalls() {
    assertEquals(5 * 5 + 300, ColdMemory.Work.of("w", 1, CALLS).waitMillis());
    assertEquals(0, ColdMemory.Work.of("w", 1, Map.of()).waitMillis());
  }

  /** 1,000 ms of a whole processor, and 100 ms of waiting. Dollars by hand from AWS's prices. */
  @ParameterizedTest
  @CsvSource({
    "1769, 1100, 25.54",
    "1024, 1827.54, 24.57",
    "512, 3555.08, 23.91",
    "256, 7010.16, 23.57",
    "3538, 1100, 50.87"
  })
  void lessMemory_takesLonger_andCostsHardlyLess(int memoryMb, double millis, double dollars) {
    ColdMemory.Work work = new ColdMemory.Work("w", 1_000, 100);
    assertEquals(millis, work.millis(memoryMb), 0.01);
    assertEquals(dollars, work.dollars(memoryMb), 0.01);
  }

  @Test
  void table_hasARowForEachSize() {
    List<String> lines = new ColdMemory(List.of(new ColdMemory.Work("one", 100, 0))).lines();
    assertEquals(2 + 4, lines.size());
    assertTrue(lines.getLast().matches("one +100.0 +0 +1769 +1.00 +100 +2.50"), lines.getLast());
  }
}
