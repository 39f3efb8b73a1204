package dev.ddns53.bench;

import java.util.function.IntPredicate;

/** Looks for the rate at which something breaks. */
final class ScaleLimit {

  private static final int FIRST = 25;
  private static final int MOST = 12_800;
  private static final int HALVINGS = 4;

  private ScaleLimit() {}

  /**
   * Doubles the rate until it is not carried, then looks between.
   *
   * @return the highest rate that was carried; 0 when none was
   */
  static int of(IntPredicate isCarried) {
    int good = 0;
    int bad = FIRST;
    while (bad <= MOST && isCarried.test(bad)) {
      good = bad;
      bad *= 2;
    }
    for (int i = 0; i < HALVINGS && bad - good > 1; i++) {
      int middle = (good + bad) / 2;
      if (isCarried.test(middle)) {
        good = middle;
      } else {
        bad = middle;
      }
    }
    return good;
  }
}
