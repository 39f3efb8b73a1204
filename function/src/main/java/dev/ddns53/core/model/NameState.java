package dev.ddns53.core.model;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
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
  public NameState due(Publication publication, Instant now) {
    RecordState due =
        record(publication.family())
            .map(record -> record.followedBy(publication, version, now))
            .orElseGet(() -> new RecordState(publication, version, 0, Optional.empty()));
    return new NameState(name, version, said, with(records, due), health, deviations);
  }

  /** This version, whose maker is going to try what it made due. */
  public NameState tried(Instant now) {
    return new NameState(
        name,
        version,
        said,
        mapped(made(), record -> record.with(record.attempts().tried(settled(now)))),
        health,
        deviations);
  }

  /** The next version, in which Route 53 did not take what was tried, and batches may. */
  public NameState left(Collection<Family> families) {
    return next(families, record -> record.with(record.attempts().ended()));
  }

  /**
   * The next version, in which Route 53 has confirmed these families' record sets, sent by their
   * maker.
   */
  public NameState confirmed(Collection<Family> families, ChangeId change, Instant sent) {
    return next(families, record -> record.confirmed(change, record.attempts().ended().sent(sent)));
  }

  /** The same for record sets that were sent by a batch: other batches may have sent them too. */
  public NameState confirmedToBatch(
      Collection<Family> families, ChangeId change, Instant sent, Instant now) {
    return next(
        families,
        record -> record.confirmed(change, record.attempts().underWay(settled(now)).sent(sent)));
  }

  /** The next version, in which Route 53 refuses this family's record set for what it is. */
  public NameState rejected(Family family, String reason, Instant now) {
    return next(
        Set.of(family),
        record -> record.rejected(reason, record.attempts().underWay(settled(now))));
  }

  /** The next version, in which somebody is going to send these record sets as they are. */
  public NameState attempted(Collection<Family> families, Instant now) {
    return next(families, record -> record.with(record.attempts().underWay(settled(now))));
  }

  /** When all that may be under way now has landed. */
  private static Instant settled(Instant now) {
    return now.plus(Limits.ATTEMPT_SETTLES);
  }

  /** The next version, in which the record sets of these families must be written once more. */
  public NameState dueAgain(Collection<Family> families, Instant now) {
    NameState next = touched();
    for (Family family : families) {
      if (records.containsKey(family)) {
        next = next.due(records.get(family).publication(), now);
      }
    }
    return next;
  }

  /** The next version, with nothing else changed: it passes through the table's stream again. */
  public NameState touched() {
    return new NameState(name, version + 1, said, records, health, deviations);
  }

  /** This version with other health. Publications stay as they are. */
  public NameState with(Health other) {
    return new NameState(name, version, said, records, other, deviations);
  }

  /** This version with these deviations. */
  public NameState deviating(Map<Family, Deviation> other) {
    return new NameState(name, version, said, records, health, other);
  }

  /** The families for whose record sets something must still be done, now or later. */
  public Set<Family> pending() {
    return families(RecordState::isPending);
  }

  /** The families whose record sets must be sent and were never confirmed. */
  public Set<Family> unsent() {
    return families(RecordState::isUnsent);
  }

  /** The families whose publications this version made. */
  public Set<Family> made() {
    return families(record -> record.version() == version);
  }

  private Set<Family> families(Predicate<RecordState> condition) {
    return records.entrySet().stream()
        .filter(entry -> condition.test(entry.getValue()))
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

  /** Whether the other state has the same publications for these families, whoever made them. */
  public boolean publishesAs(Collection<Family> families, NameState other) {
    return families.stream()
        .allMatch(
            family ->
                record(family)
                    .map(RecordState::publication)
                    .equals(other.record(family).map(RecordState::publication)));
  }

  private NameState next(Collection<Family> families, UnaryOperator<RecordState> change) {
    return new NameState(name, version + 1, said, mapped(families, change), health, deviations);
  }

  private Map<Family, RecordState> mapped(
      Collection<Family> families, UnaryOperator<RecordState> change) {
    Map<Family, RecordState> all = new EnumMap<>(Family.class);
    all.putAll(records);
    for (Family family : families) {
      all.computeIfPresent(family, (f, record) -> change.apply(record));
    }
    return all;
  }

  private static Map<Family, RecordState> with(
      Map<Family, RecordState> records, RecordState record) {
    Map<Family, RecordState> all = new EnumMap<>(Family.class);
    all.putAll(records);
    all.put(record.publication().family(), record);
    return all;
  }
}
