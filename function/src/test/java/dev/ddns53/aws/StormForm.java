package dev.ddns53.aws;

import dev.ddns53.core.fleet.Name.OnDrift;
import java.util.List;

/**
 * What kind of a storm it is.
 *
 * @param number tells it from the others, up to 9
 * @param both whether the site has an IPv6 address, too
 * @param foreign whether something stands there that is not ours, from the start and for good
 */
record StormForm(int number, OnDrift onDrift, boolean both, boolean foreign) {

  /** Of names that are ours, by what they say, and of one that is not. */
  static final List<StormForm> ALL =
      List.of(
          new StormForm(0, OnDrift.ALERT, true, false),
          new StormForm(1, OnDrift.REPAIR, true, false),
          new StormForm(2, OnDrift.HOLD, true, false),
          new StormForm(3, OnDrift.REPAIR, true, true));
}
