package dev.ddns53.model;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.fleet.FormerRegistration;
import dev.ddns53.core.fleet.FormerRegistration.Remains;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.Name.OnDrift;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.Registration;
import dev.ddns53.core.notice.Notice;
import dev.ddns53.core.record.Content;
import dev.ddns53.core.record.Drift;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.core.record.Stage;
import dev.ddns53.model.Chronicle.Wish;
import dev.ddns53.model.Standing.Moment;
import dev.ddns53.model.Standing.Place;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Judges a history's end: faults are over, all that was sent has landed, and the re-check has
 * looked until there was nothing to do.
 */
final class Settled {

  private final Chronicle chronicle;
  private final Services services;
  private final boolean healthy;
  private final Predicate<dev.ddns53.core.address.Fqdn> denied;

  /**
   * A judge.
   *
   * @param denied whether IAM permits us no change of a name
   */
  Settled(
      Chronicle chronicle,
      Services services,
      boolean healthy,
      Predicate<dev.ddns53.core.address.Fqdn> denied) {
    this.chronicle = chronicle;
    this.services = services;
    this.healthy = healthy;
    this.denied = denied;
  }

  void judge() {
    chronicle.standing.places().forEach(this::mirrored);
    for (NameDocument document : chronicle.operators.current().names().values()) {
      NameState row = services.stored(document.fqdn());
      document.name().ifPresent(name -> registered(name, row));
      for (FormerRegistration former : document.former()) {
        boolean open =
            former.remains() == Remains.WITHDRAW && !row.settled().contains(former.registration());
        if (open && !denied.test(document.fqdn())) {
          broken(document.fqdn() + ": " + former + " is not finished: " + Texts.of(row));
        }
      }
    }
    chronicle.standing.places().forEach(this::withdrawn);
  }

  private void broken(String what) {
    chronicle.broken(what);
  }

  /** What was seen to happen is all that happened. */
  private void mirrored(Place place) {
    if (!chronicle.operators.isGone(place.zone())) {
      Set<RecordSet> there =
          new HashSet<>(new Hands(services).standing(place.zone(), place.name()));
      if (!there.equals(Set.copyOf(chronicle.standing.at(place.zone(), place.name())))) {
        broken("not all changes of " + place + " were seen: " + there);
      }
    }
  }

  private void registered(Name name, NameState row) {
    if (row.version() > 0 && !row.registered().equals(name.registered())) {
      broken(name.fqdn() + ": its row is of another registration: " + Texts.of(row));
    }
    for (Family family : Family.values()) {
      Place place = new Place(name.zone(), name.fqdn(), family);
      Optional<RecordState> record = row.record(family);
      if (record.isPresent()) {
        record(name, row, place, record.get());
      } else if (!Elected.addresses(name, row, family).isEmpty()) {
        broken(place + " has no record, but its sites said " + row.said());
      } else if (chronicle.standing.now(place).ours().isPresent()
          && !chronicle.standing.now(place).sets().isEmpty()
          && isOf(place, name.registered())) {
        broken(place + " has no record, but we made one");
      }
    }
  }

  private boolean isOf(Place place, Registration registration) {
    return chronicle
        .standing
        .now(place)
        .ours()
        .flatMap(sending -> chronicle.wish(place, sending))
        .filter(wish -> wish.registration().equals(registration))
        .isPresent();
  }

  private void record(Name name, NameState row, Place place, RecordState record) {
    if (!Elected.may(name, row, place.family(), record.wanted(), healthy)) {
      broken(place + " wants " + record.wanted().text() + ", but its sites said " + row.said());
    }
    boolean calm = record.isPublished() && record.drift().isEmpty();
    if ((record.isDue() && record.drift().isEmpty()) || (calm && !record.candidates().isEmpty())) {
      broken(place + " is not settled: " + Texts.of(row));
    }
    Moment stands = chronicle.standing.now(place);
    boolean none = record.wanted().equals(Content.NOTHING) && chronicle.isOthers(place, stands);
    boolean asWanted = none || stands.holds(RecordSet.of(record.wanted()));
    switch (record.stage()) {
      case Stage.Due due -> published(name, row, place, record, stands, asWanted);
      case Stage.Published published -> published(name, row, place, record, stands, asWanted);
      case Stage.Blocked(List<RecordSet> found, var since) -> {
        told(place, name, Notice.Kind.RECORD_BLOCKED, found, stands);
        if (found.isEmpty() || isAgreed(name, row, found)) {
          broken(place + " is blocked by what may go: " + Texts.of(row));
        }
      }
      case Stage.Rejected rejected -> broken(place + " is rejected: " + Texts.of(row));
      case Stage.Denied denial -> {
        if (record.drift().isPresent()) {
          published(name, row, place, record, stands, asWanted);
        } else if (!denied.test(name.fqdn())) {
          broken(place + " is called denied, but is permitted: " + Texts.of(row));
        }
      }
    }
  }

  private void published(
      Name name, NameState row, Place place, RecordState record, Moment stands, boolean asWanted) {
    if (record.drift().isEmpty()) {
      if (!asWanted && !record.isDue()) {
        broken(place + " is called published, but holds " + RecordSet.described(stands.sets()));
      }
      return;
    }
    Drift drift = record.drift().get();
    told(place, name, Notice.Kind.DRIFT_FOUND, drift.found(), stands);
    boolean denial = denied.test(name.fqdn());
    if (stands.holds(RecordSet.of(record.wanted()))) {
      broken(place + " is called drift, but holds what is wanted");
    }
    if (name.onDrift() == OnDrift.REPAIR && !denial) {
      broken(place + " is not repaired: " + drift.text());
    }
    if (isAgreed(name, row, drift.found()) && !drift.found().isEmpty() && !denial) {
      broken(place + " is not adopted: " + drift.text());
    }
    if (name.onDrift() == OnDrift.ALERT
        && record.made() != record.confirmed()
        && isPlain(place, drift.found())
        && !denial) {
      broken(place + " has a newer report, but holds " + drift.text());
    }
  }

  private static boolean isPlain(Place place, List<RecordSet> sets) {
    return sets.stream()
        .allMatch(set -> set.type().equals(place.family().recordType()) && !set.routed());
  }

  private static boolean isAgreed(Name name, NameState row, List<RecordSet> sets) {
    return name.adoption()
        .filter(adoption -> !row.settled().contains(adoption.stamp()))
        .filter(adoption -> sets.stream().allMatch(set -> adoption.sets().contains(set.json())))
        .isPresent();
  }

  /** What stands in the way is what stands, and people know. */
  private void told(
      Place place, Name name, Notice.Kind kind, List<RecordSet> found, Moment stands) {
    if (!stands.holds(found)) {
      broken(
          place
              + " holds "
              + RecordSet.described(stands.sets())
              + ", but is said to hold "
              + RecordSet.described(found));
    }
    boolean isTold =
        chronicle.told(new Chronicle.Key(place.name(), place.family())).stream()
            .anyMatch(
                told ->
                    told.kind() == kind
                        && told.registration().equals(name.registered())
                        && told.found().equals(RecordSet.described(found)));
    if (!isTold) {
      broken(place + ": nobody was told of " + RecordSet.described(found));
    }
  }

  /** Nothing of a registration that ended stands, unless it was to be kept. */
  private void withdrawn(Place place) {
    Moment stands = chronicle.standing.now(place);
    if (stands.sets().isEmpty() || denied.test(place.name())) {
      return;
    }
    Optional<Wish> made = stands.ours().flatMap(sending -> chronicle.wish(place, sending));
    Optional<Wish> last =
        made.map(wish -> chronicle.wish(place, wish.content(), chronicle.now()))
            .map(chronicle.wishes(place)::get);
    if (isWithdrawn(place, made) && isWithdrawn(place, last) && isElsewhere(place)) {
      broken(place + " holds what was to be withdrawn: " + RecordSet.described(stands.sets()));
    }
  }

  private boolean isWithdrawn(Place place, Optional<Wish> wish) {
    return wish.flatMap(each -> chronicle.ended(place.name(), each.registration()))
        .filter(former -> former.remains() == Remains.WITHDRAW)
        .isPresent();
  }

  private boolean isElsewhere(Place place) {
    return chronicle
        .operators
        .current()
        .name(place.name())
        .filter(name -> name.zone().equals(place.zone()))
        .isEmpty();
  }
}
