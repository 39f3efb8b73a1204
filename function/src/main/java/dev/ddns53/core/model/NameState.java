package dev.ddns53.core.model;

import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a name's members last said for it, and what of that is published. All that decides a
 * publication stands in this one row, so one condition on its version decides each race.
 *
 * @param version counts the writes of this row; 0 before the first
 * @param said by family, the address that each site last reported for this name
 * @param records by family, the record set that must be there
 * @param health what is known of its members
 * @param deviations by family, where Route 53 was found to hold something else, and it was told
 */
public record NameState(
    Fqdn name,
    long version,
    Map<Family, Map<SiteId, IpAddress>> said,
    Map<Family, RecordState> records,
    Health health,
    Map<Family, Deviation> deviations) {

  public NameState {
    said = Map.copyOf(said);
    records = Map.copyOf(records);
    deviations = Map.copyOf(deviations);
  }

  /** A name whose members are healthy and whose record sets stand, as far as is known. */
  public NameState(
      Fqdn name,
      long version,
      Map<Family, Map<SiteId, IpAddress>> said,
      Map<Family, RecordState> records) {
    this(name, version, said, records, Health.NONE, Map.of());
  }

  public static NameState unpublished(Fqdn name) {
    return new NameState(name, 0, Map.of(), Map.of());
  }

  /** The addresses that sites reported for this name, one family. */
  public Map<SiteId, IpAddress> said(Family family) {
    return said.getOrDefault(family, Map.of());
  }

  public Optional<RecordState> record(Family family) {
    return Optional.ofNullable(records.get(family));
  }

  /** The next version, in which a site says these addresses. Publications stay as they are. */
  public NameState saying(SiteId site, Collection<IpAddress> addresses) {
    Map<Family, Map<SiteId, IpAddress>> all = new EnumMap<>(Family.class);
    all.putAll(said);
    for (IpAddress address : addresses) {
      Map<SiteId, IpAddress> bySite = new TreeMap<>(said(address.family()));
      bySite.put(site, address);
      all.put(address.family(), Map.copyOf(bySite));
    }
    return new NameState(name, version + 1, all, records, health.heard(site), deviations);
  }

  /** This version, in which a publication is due; Route 53 does not have it yet. */
  public NameState due(Publication publication) {
    RecordState due =
        new RecordState(
            publication,
            version,
            record(publication.family()).map(RecordState::published).orElse(0L),
            record(publication.family()).flatMap(RecordState::changeId));
    return new NameState(name, version, said, with(records, due), health, deviations);
  }

  /** The next version, in which Route 53 has confirmed the record sets of these families. */
  public NameState confirmed(Collection<Family> families, ChangeId change) {
    Map<Family, RecordState> all = new LinkedHashMap<>(records);
    for (Family family : families) {
      all.computeIfPresent(family, (f, record) -> record.confirmed(change));
    }
    return new NameState(name, version + 1, said, all, health, deviations);
  }

  /** The next version, in which the record sets of these families must be written once more. */
  public NameState dueAgain(Collection<Family> families) {
    NameState next = next();
    for (Family family : families) {
      if (records.containsKey(family)) {
        next = next.due(records.get(family).publication());
      }
    }
    return next;
  }

  /** The next version, the same otherwise. */
  public NameState next() {
    return new NameState(name, version + 1, said, records, health, deviations);
  }

  /** This version with other health. Publications stay as they are. */
  public NameState with(Health other) {
    return new NameState(name, version, said, records, other, deviations);
  }

  /** This version with these deviations. */
  public NameState with(Map<Family, Deviation> other) {
    return new NameState(name, version, said, records, health, other);
  }

  /** The families whose record sets wait for Route 53's confirmation. */
  public Set<Family> pending() {
    return records.entrySet().stream()
        .filter(entry -> !entry.getValue().isPublished())
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Whether the other state has the same publications for these families, made by the same writes.
   */
  public boolean agreesOn(Collection<Family> families, NameState other) {
    return families.stream()
        .allMatch(
            family ->
                record(family)
                    .map(RecordState::version)
                    .equals(other.record(family).map(RecordState::version)));
  }

  private static Map<Family, RecordState> with(
      Map<Family, RecordState> records, RecordState record) {
    Map<Family, RecordState> all = new EnumMap<>(Family.class);
    all.putAll(records);
    all.put(record.publication().family(), record);
    return all;
  }
}
