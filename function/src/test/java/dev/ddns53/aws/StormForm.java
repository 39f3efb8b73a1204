package dev.ddns53.aws;

import dev.ddns53.core.fleet.Name.OnDrift;
import java.util.ArrayList;
import java.util.List;

/**
 * What kind of a storm it is.
 *
 * @param number tells it from the others, up to {@value #MOST}
 * @param both whether the site has an IPv6 address, too
 * @param foreign whether something stands there that is not ours, from the start and for good
 */
record StormForm(int number, OnDrift onDrift, boolean both, boolean foreign) {

  private static final int MOST = 40;

  StormForm {
    if (number >= MOST) {
      throw new IllegalArgumentException("its addresses would be those of others: " + number);
    }
  }

  /**
   * By what they try, so many storms each: names of each policy, and names that are not ours.
   *
   * @param each up to ten
   */
  static List<List<StormForm>> all(int each) {
    List<List<StormForm>> all = new ArrayList<>();
    for (OnDrift onDrift : OnDrift.values()) {
      all.add(some(all.size() * each, each, List.of(onDrift), false));
    }
    all.add(some(all.size() * each, each, List.of(OnDrift.values()), true));
    return all;
  }

  private static List<StormForm> some(
      int first, int count, List<OnDrift> policies, boolean foreign) {
    List<StormForm> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add(new StormForm(first + i, policies.get(i % policies.size()), i % 2 == 0, foreign));
    }
    return some;
  }

  /** What it tries. */
  String which() {
    return foreign ? "not ours" : onDrift.toString();
  }
}
