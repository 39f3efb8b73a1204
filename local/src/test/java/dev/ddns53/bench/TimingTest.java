package dev.ddns53.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TimingTest {

  @Test
  void auc_countsHowOftenTheFirstTookLonger() {
    assertEquals(1, Timing.auc(List.of(3L, 4L), List.of(1L, 2L)));
    assertEquals(0, Timing.auc(List.of(1L, 2L), List.of(3L, 4L)));
    assertEquals(0.5, Timing.auc(List.of(1L, 2L, 2L), List.of(2L, 2L, 1L)));
    assertEquals(0.75, Timing.auc(List.of(2L, 4L), List.of(1L, 3L)));
  }
}
