package dev.ddns53.emulator.route53;

import dev.ddns53.emulator.route53.Change.Action;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
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
      return Optional.of("RDATA character limit of " + MOST_CHARACTERS + " exceeded.");
    }
    return Optional.empty();
  }

  /** A change by itself. */
  static List<String> faults(Change change, String zone) {
    RecordSet set = change.set();
    Optional<String> misplaced = misplaced(set, zone);
    if (misplaced.isPresent()) {
      return List.of(misplaced.get());
    }
    List<String> faults = new ArrayList<>();
    if (set.alias() == null) {
      plainFaults(set, faults);
    } else if (set.type().equals("NS") || set.type().equals("SOA")) {
      faults.add("An alias of type " + set.type() + " is not possible");
    }
    if (change.action() == Action.DELETE && set.name().equals(zone)) {
      if (set.type().equals("NS")) {
        faults.add("A HostedZone must contain at least one NS record for the zone itself.");
      }
      if (set.type().equals("SOA")) {
        faults.add("A HostedZone must contain exactly one SOA record.");
      }
    }
    return faults;
  }

  private static Optional<String> misplaced(RecordSet set, String zone) {
    if (DnsNames.normalised(set.name()).isEmpty()) {
      return Optional.of(
          "FATAL problem: DomainLabelTooLong or malformed name '" + set.name() + "'");
    }
    if (!DnsNames.isWithin(set.name(), zone)) {
      return Optional.of("RRSet with DNS name " + set.name() + " is not permitted in zone " + zone);
    }
    if (!Values.TYPES.contains(set.type())) {
      return Optional.of("The type " + set.type() + " is not known");
    }
    return set.type().equals("CNAME") && set.name().equals(zone)
        ? Optional.of(
            "RRSet of type CNAME with DNS name "
                + zone
                + " is not permitted at apex in zone "
                + zone)
        : Optional.empty();
  }

  private static void plainFaults(RecordSet set, List<String> faults) {
    if (set.ttl() == null || set.ttl() < 0 || set.ttl() > LONGEST_TTL) {
      faults.add("TTL must be from 0 to " + LONGEST_TTL);
    }
    if (set.values().size() > MOST_VALUES) {
      faults.add("Cannot have more than " + MOST_VALUES + " records in a RRSet.");
    }
    Set<String> seen = new HashSet<>();
    for (String value : set.values()) {
      if (!seen.add(value)) {
        faults.add("Duplicate Resource Record: '" + value + "'");
      }
      Values.fault(set.type(), value)
          .ifPresent(fault -> faults.add("Invalid Resource Record: '" + fault + "'"));
    }
    if (set.type().equals("CNAME") && set.values().size() > 1) {
      faults.add("A CNAME has one value: " + set.quoted());
    }
  }

  /** A record set beside those of the same name that stay. */
  static List<String> neighbourFaults(
      RecordSet set, Collection<RecordSet> neighbours, String zone) {
    for (RecordSet other : neighbours) {
      boolean sameType = other.type().equals(set.type());
      if (!sameType && set.type().equals("CNAME")) {
        return List.of(
            "RRSet of type CNAME with DNS name "
                + set.name()
                + " is not permitted as it conflicts with other records with the same DNS name in"
                + " zone "
                + zone);
      }
      if (!sameType && other.type().equals("CNAME")) {
        return List.of(
            "RRSet of type "
                + set.type()
                + " with DNS name "
                + set.name()
                + " is not permitted because a conflicting RRSet of type CNAME with the same DNS"
                + " name already exists in zone "
                + zone);
      }
      if (sameType && !sameKind(set, other)) {
        return List.of(
            "RRSet with DNS name " + set.name() + ", type " + set.type() + otherKind(set));
      }
    }
    return List.of();
  }

  /** Beside each other stand only sets with identifiers under the same policy. */
  private static boolean sameKind(RecordSet set, RecordSet other) {
    return set.setIdentifier() != null
        && other.setIdentifier() != null
        && Routing.policies(set.routing()).equals(Routing.policies(other.routing()));
  }

  private static String otherKind(RecordSet set) {
    if (set.setIdentifier() == null) {
      return " cannot be created as other RRSets exist with the same name and type.";
    }
    String policy = Routing.policies(set.routing()).stream().findFirst().orElse("");
    return ", SetIdentifier "
        + set.setIdentifier()
        + (policy.equals("MultiValueAnswer")
            ? " cannot be created because a non multivalue answer rrset exists with the same name"
                + " and type."
            : " cannot be created as a non-"
                + (policy.equals("Weight") ? "weighted" : policy.toLowerCase(Locale.ROOT))
                + " set exists with the same name and type.");
  }
}
