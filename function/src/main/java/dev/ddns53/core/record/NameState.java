package dev.ddns53.core.record;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.fleet.Registration;
import dev.ddns53.core.fleet.SiteId;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What a name's members last said for it, and what of that is published. All that decides a record
 * stands in this one row, so one condition on its version decides each race.
 *
 * @param version counts the writes of this row; 0 before the first
 * @param registered the registration that the row belongs to
 * @param said by family, the address that each site last reported for this name
 * @param more by family, the further addresses of sites that are several instances
 * @param records by family, the record that must be there
 * @param health what is known of its members
 * @param former by registration, the records of earlier ones whose withdrawal is not finished
 * @param settled former registrations and adoptions that need no more work
 */
public record NameState(
    Fqdn name,
    long version,
    Registration registered,
    Map<Family, Map<SiteId, IpAddress>> said,
    Map<Family, Map<SiteId, List<IpAddress>>> more,
    Map<Family, RecordState> records,
    Health health,
    Map<Registration, Map<Family, RecordState>> former,
    Set<Registration> settled) {

  public NameState {
    said = Map.copyOf(said);
    more = Map.copyOf(more);
    records = Map.copyOf(records);
    former = Map.copyOf(former);
    settled = Set.copyOf(settled);
  }

  /** A name whose sites have one address of a family at most. */
  public NameState(
      Fqdn name,
      long version,
      Registration registered,
      Map<Family, Map<SiteId, IpAddress>> said,
      Map<Family, RecordState> records,
      Health health,
      Map<Registration, Map<Family, RecordState>> former,
      Set<Registration> settled) {
    this(name, version, registered, said, Map.of(), records, health, former, settled);
  }

  /** A name of which nothing was ever written down. */
  public static NameState unpublished(Fqdn name) {
    return new NameState(
        name, 0, Registration.NONE, Map.of(), Map.of(), Health.NONE, Map.of(), Set.of());
  }

  /** The addresses that sites reported for this name, one family. */
  public Map<SiteId, IpAddress> said(Family family) {
    return said.getOrDefault(family, Map.of());
  }

  /** The further addresses that a site has, one family. */
  public List<IpAddress> more(Family family, SiteId site) {
    return more.getOrDefault(family, Map.of()).getOrDefault(site, List.of());
  }

  public Optional<RecordState> record(Family family) {
    return Optional.ofNullable(records.get(family));
  }

  /** The records that were published under a registration, this one or an earlier one. */
  public Map<Family, RecordState> remains(Registration registration) {
    return registration.equals(registered) ? records : former.getOrDefault(registration, Map.of());
  }

  /** The next version, with nothing else changed. */
  public NameState next() {
    return new NameState(
        name, version + 1, registered, said, more, records, health, former, settled);
  }

  /** This version, in which a site says these addresses, or that it has none of a family. */
  public NameState saying(SiteId site, Map<Family, Optional<IpAddress>> addresses) {
    return saying(site, addresses, Map.of());
  }

  /** The same, with further addresses. */
  NameState saying(
      SiteId site,
      Map<Family, Optional<IpAddress>> addresses,
      Map<Family, List<IpAddress>> further) {
    Map<Family, Map<SiteId, IpAddress>> all = new EnumMap<>(Family.class);
    all.putAll(said);
    Map<Family, Map<SiteId, List<IpAddress>>> others = new EnumMap<>(Family.class);
    others.putAll(more);
    addresses.forEach(
        (family, address) -> {
          Map<SiteId, IpAddress> bySite = new TreeMap<>(said(family));
          address.ifPresentOrElse(some -> bySite.put(site, some), () -> bySite.remove(site));
          all.put(family, Map.copyOf(bySite));
          Map<SiteId, List<IpAddress>> moreBySite =
              new TreeMap<>(more.getOrDefault(family, Map.of()));
          moreBySite.remove(site);
          List<IpAddress> rest = further.getOrDefault(family, List.of());
          if (!rest.isEmpty()) {
            moreBySite.put(site, List.copyOf(rest));
          }
          others.put(family, Map.copyOf(moreBySite));
        });
    all.values().removeIf(Map::isEmpty);
    others.values().removeIf(Map::isEmpty);
    return new NameState(
        name, version, registered, all, others, records, health.heard(site), former, settled);
  }

  /** This version, in which something is wanted; the same where it is wanted already. */
  public NameState wanting(Family family, Content content, Instant now) {
    Optional<RecordState> before = record(family);
    if (before.filter(record -> record.wanted().equals(content)).isPresent()) {
      return this;
    }
    return with(
        family,
        before
            .map(record -> record.wanting(content, version, now))
            .orElseGet(() -> RecordState.first(content, version)));
  }

  /** This version, in which somebody is about to send the first publications of these families. */
  public NameState noted(Collection<Family> families, String who) {
    return mapped(families, record -> record.noted(who));
  }

  /** This version, in which these families hold what is wanted, by a sending begun at that time. */
  public NameState published(
      Collection<Family> families, Optional<ChangeId> change, Instant began) {
    return mapped(families, record -> record.published(change, began));
  }

  /** This version with another record. */
  public NameState with(Family family, RecordState record) {
    Map<Family, RecordState> all = new EnumMap<>(Family.class);
    all.putAll(records);
    all.put(family, record);
    return with(all);
  }

  /** This version with other records. */
  public NameState with(Map<Family, RecordState> other) {
    return new NameState(name, version, registered, said, more, other, health, former, settled);
  }

  /** This version with other health. Records stay as they are. */
  public NameState with(Health other) {
    return new NameState(name, version, registered, said, more, records, other, former, settled);
  }

  /** This version, in which a former registration or an adoption needs no more work. */
  public NameState settling(Registration done) {
    Map<Registration, Map<Family, RecordState>> left = new java.util.HashMap<>(former);
    left.remove(done);
    Set<Registration> all = new HashSet<>(settled);
    all.add(done);
    return new NameState(name, version, registered, said, more, records, health, left, all);
  }

  /** This version with other records under an earlier registration, or this one. */
  public NameState withRemains(Registration registration, Map<Family, RecordState> other) {
    if (registration.equals(registered)) {
      return with(other);
    }
    Map<Registration, Map<Family, RecordState>> all = new java.util.HashMap<>(former);
    all.put(registration, Map.copyOf(other));
    return new NameState(name, version, registered, said, more, records, health, all, settled);
  }

  /** The families whose records are to be sent, or to be looked at. */
  public Set<Family> due() {
    Set<Family> families = EnumSet.noneOf(Family.class);
    families.addAll(families(RecordState::isDue));
    return families;
  }

  /** The families whose records meet a condition. */
  public Set<Family> families(Predicate<RecordState> condition) {
    Set<Family> families = EnumSet.noneOf(Family.class);
    records.forEach(
        (family, record) -> {
          if (condition.test(record)) {
            families.add(family);
          }
        });
    return families;
  }

  private NameState mapped(Collection<Family> families, UnaryOperator<RecordState> change) {
    Map<Family, RecordState> all = new EnumMap<>(Family.class);
    all.putAll(records);
    for (Family family : families) {
      all.computeIfPresent(family, (f, record) -> change.apply(record));
    }
    return with(all);
  }
}
