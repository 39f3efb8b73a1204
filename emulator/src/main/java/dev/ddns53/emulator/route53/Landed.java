package dev.ddns53.emulator.route53;

import java.time.Instant;
import java.util.List;

/**
 * A record set that a change put into a zone, or took out of it.
 *
 * @param name with trailing dot, special characters as {@code \ooo}
 * @param values none for an alias
 */
public record Landed(Instant at, String name, String type, boolean deleted, List<String> values) {

  public Landed {
    values = List.copyOf(values);
  }

  static Landed of(Change change, Instant at) {
    RecordSet set = change.set();
    return new Landed(
        at, set.name(), set.type(), change.action() == Change.Action.DELETE, set.values());
  }
}
