package dev.ddns53.core.recheck;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Picks some of many: others each time, so that all have their turn. */
final class Some {

  private Some() {}

  static <T> List<T> of(List<T> all, int most, Instant now) {
    if (all.size() <= most) {
      return all;
    }
    int start = new SplittableRandom(now.getEpochSecond()).nextInt(all.size());
    List<T> some = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      some.add(all.get((start + i) % all.size()));
    }
    return some;
  }
}
