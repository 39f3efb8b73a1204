package dev.ddns53.emulator.route53;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A record set that a change put into a zone, or took out of it.
 *
 * @param zone its id
 * @param caller the access key that signed the change; empty where nobody signed it
 * @param name with trailing dot, special characters as {@code \ooo}
 * @param identifier of one among several of the same name and type
 * @param ttl seconds; none for an alias
 * @param values none for an alias
 * @param alias the name of an alias's target, with trailing dot
 */
public record Landed(
    Instant at,
    String zone,
    String caller,
    String name,
    String type,
    Optional<String> identifier,
    boolean deleted,
    Optional<Long> ttl,
    List<String> values,
    Optional<String> alias) {

  public Landed {
    values = List.copyOf(values);
  }

  static Landed of(Change change, String zone, String caller, Instant at) {
    RecordSet set = change.set();
    return new Landed(
        at,
        zone,
        caller,
        set.name(),
        set.type(),
        Optional.ofNullable(set.setIdentifier()),
        change.action() == Change.Action.DELETE,
        Optional.ofNullable(set.ttl()),
        set.values(),
        Optional.ofNullable(set.alias()).map(RecordSet.Alias::dnsName));
  }
}
