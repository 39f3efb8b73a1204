package dev.ddns53.emulator.dns;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Where a zone hands names over to other servers: at NS sets below its apex. */
final class Delegations {

  private Delegations() {}

  /**
   * The highest name at or above the given one, and below the apex, that has an NS set. What else
   * the zone has there or below is hidden.
   */
  static Optional<String> cut(ZoneSource.Zone zone, String name) {
    Deque<String> fromTheTop = new ArrayDeque<>();
    for (String each = name; !each.equals(zone.apex()); each = parent(each)) {
      fromTheTop.push(each);
    }
    return fromTheTop.stream().filter(each -> isDelegated(zone, each)).findFirst();
  }

  private static boolean isDelegated(ZoneSource.Zone zone, String name) {
    return zone.at(name).stream().anyMatch(set -> set.type().equals("NS"));
  }

  private static String parent(String name) {
    return name.substring(name.indexOf('.') + 1);
  }
}
