package dev.ddns53.emulator.dns;

import java.util.List;
import java.util.Optional;

/** Where the DNS server reads zones: the emulated Route 53. */
public interface ZoneSource {

  /**
   * The zone that is authoritative for a name: of all public zones that contain it, the one with
   * the longest apex.
   *
   * @param name lower case, with trailing dot, special characters as {@code \ooo}
   */
  Optional<Zone> zoneFor(String name);

  /** A zone's apex, lower case with trailing dot. */
  interface Zone {
    String apex();

    /** Every record set at exactly this name; empty when the name has none. */
    List<RrSet> at(String name);

    /** Whether the name has record sets, or any name below it has (an empty non-terminal). */
    boolean exists(String name);
  }

  /**
   * A record set: values, or an alias to the records of the same type at another name.
   *
   * @param name lower case with trailing dot, special characters as {@code \ooo}
   * @param type such as {@code A}
   * @param ttl seconds; 60 for an alias
   * @param values in master-file syntax as Route 53 takes them; empty for an alias
   * @param aliasTarget the alias's target name
   */
  record RrSet(
      String name, String type, long ttl, List<String> values, Optional<String> aliasTarget) {
    public RrSet {
      values = List.copyOf(values);
    }
  }
}
