package dev.ddns53.emulator.route53;

import dev.ddns53.emulator.route53.Change.Action;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What Route 53 lets into a zone: each rule gives the message of its refusal. */
final class ZoneRules {

  private static final int MOST_ELEMENTS = 1_000;
  private static final int MOST_CHARACTERS = 32_000;
  private static final int MOST_VALUES = 400;
  private static final long LONGEST_TTL = Integer.MAX_VALUE;

  private ZoneRules() {}

  /** A batch's size, whatever it holds. */
  static Optional<String> sizeFault(List<Change> changes) {
    if (changes.isEmpty()) {
      return Optional.of("The batch has no changes");
    }
    int elements = 0;
    int characters = 0;
    for (Change change : changes) {
      RecordSet set = change.set();
      elements += change.weight() * (set.alias() == null ? set.values().size() : 1);
      characters += change.weight() * set.values().stream().mapToInt(String::length).sum();
    }
    if (elements > MOST_ELEMENTS) {
      return Optional.of("Number of records limit of " + MOST_ELEMENTS + " exceeded.");
    }
    if (characters > MOST_CHARACTERS) {
      return Optional.of(
          "Number of characters in values limit of " + MOST_CHARACTERS + " exceeded.");
    }
    return Optional.empty();
  }

  /** A change by itself. */
  static List<String> faults(Change change, String zone) {
    RecordSet set = change.set();
    List<String> faults = new ArrayList<>();
    if (!DnsNames.isWithin(set.name(), zone)) {
      faults.add("RRSet with DNS name " + set.name() + " is not permitted in zone " + zone);
      return faults;
    }
    if (!Values.TYPES.contains(set.type())) {
      faults.add("The type " + set.type() + " is not known");
      return faults;
    }
    if (set.type().equals("CNAME") && set.name().equals(zone)) {
      faults.add(
          "RRSet of type CNAME with DNS name "
              + zone
              + " is not permitted at apex in zone "
              + zone);
    }
    if (set.alias() == null) {
      plainFaults(set, faults);
    } else {
      aliasFaults(set, faults);
    }
    if ((set.setIdentifier() == null) != set.routing().isEmpty()) {
      faults.add("A set identifier and a routing policy go together: " + set.quoted());
    }
    if (change.action() == Action.DELETE
        && set.name().equals(zone)
        && (set.type().equals("NS") || set.type().equals("SOA"))) {
      faults.add(
          "A HostedZone must contain at least one NS record for the zone itself, and one SOA.");
    }
    return faults;
  }

  private static void plainFaults(RecordSet set, List<String> faults) {
    if (set.ttl() == null) {
      faults.add(
          "Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and"
              + " ResourceRecords]], but found none in Change with "
              + set.quoted());
    } else if (set.ttl() < 0 || set.ttl() > LONGEST_TTL) {
      faults.add("TTL must be from 0 to " + LONGEST_TTL);
    }
    if (set.values().isEmpty()) {
      faults.add("Invalid Resource Record: FATAL problem: no values in " + set.quoted());
    }
    if (set.values().size() > MOST_VALUES) {
      faults.add("A record set has at most " + MOST_VALUES + " values");
    }
    if (new HashSet<>(set.values()).size() < set.values().size()) {
      faults.add("Duplicate Resource Record in " + set.quoted());
    }
    if (set.type().equals("CNAME") && set.values().size() > 1) {
      faults.add("A CNAME has one value: " + set.quoted());
    }
    for (String value : set.values()) {
      Values.fault(set.type(), value)
          .ifPresent(fault -> faults.add("Invalid Resource Record: '" + fault + "'"));
    }
  }

  private static void aliasFaults(RecordSet set, List<String> faults) {
    if (set.ttl() != null || !set.values().isEmpty()) {
      faults.add(
          "Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and"
              + " ResourceRecords]], but found more than one in Change with "
              + set.quoted());
    }
    if (set.type().equals("NS") || set.type().equals("SOA")) {
      faults.add("An alias of type " + set.type() + " is not possible");
    }
  }

  /** A record set beside those of the same name that stay. */
  static List<String> neighbourFaults(RecordSet set, Collection<RecordSet> neighbours) {
    List<String> faults = new ArrayList<>();
    for (RecordSet other : neighbours) {
      boolean sameType = other.type().equals(set.type());
      if (!sameType && (other.type().equals("CNAME") || set.type().equals("CNAME"))) {
        faults.add(
            "RRSet of type "
                + set.type()
                + " with DNS name "
                + set.name()
                + " is not permitted as it conflicts with other records with the same DNS name in"
                + " zone");
        break;
      }
      if (sameType && !sameKind(set, other)) {
        faults.add(
            "RRSet with DNS name "
                + set.name()
                + ", type "
                + set.type()
                + " cannot be created because a non multivalue answer rrset exists with the same"
                + " name and type.");
        break;
      }
    }
    return faults;
  }

  /** Beside each other stand only sets with identifiers under the same policy. */
  private static boolean sameKind(RecordSet set, RecordSet other) {
    Set<String> policy = set.routing().keySet();
    return set.setIdentifier() != null
        && other.setIdentifier() != null
        && policy.equals(other.routing().keySet());
  }
}
