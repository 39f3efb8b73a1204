package dev.ddns53.model;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.fleet.Adoption;
import dev.ddns53.core.fleet.Name.OnDrift;
import dev.ddns53.core.notice.Notice;
import dev.ddns53.core.port.Records.Replacement;
import dev.ddns53.core.record.Content;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.model.Chronicle.Told;
import dev.ddns53.model.Chronicle.Wish;
import dev.ddns53.model.Standing.Moment;
import dev.ddns53.model.Standing.Place;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges each batch of ours when it takes place.
 *
 * <pre>
 *  what it makes   was wanted when it was sent, and is not older than what stood there
 *  what it takes   is ours, or was agreed to, or was told and may be replaced
 * </pre>
 */
final class Landings {

  private final Chronicle chronicle;
  private final Map<Place, Integer> newest = new HashMap<>();

  Landings(Chronicle chronicle) {
    this.chronicle = chronicle;
  }

  void landed(Sending sending) {
    sending.landed();
    for (Replacement each : sending.replacements()) {
      Place place = place(sending, each);
      judge(place, sending, each);
      chronicle.standing.changed(sending.zone(), each, chronicle.now(), Optional.of(sending));
    }
  }

  /** Of a CNAME that goes alone, the place where nothing is wanted. */
  private Place place(Sending sending, Replacement replacement) {
    List<RecordSet> sets = replacement.in().isEmpty() ? replacement.out() : replacement.in();
    Place ipv4 = new Place(sending.zone(), replacement.name(), Family.IPV4);
    Place ipv6 = new Place(sending.zone(), replacement.name(), Family.IPV6);
    if (sets.stream().allMatch(set -> set.type().equals("CNAME"))) {
      List<Wish> wishes = chronicle.wishes(ipv6);
      boolean unwanted = !wishes.isEmpty() && wishes.getLast().content().equals(Content.NOTHING);
      return unwanted ? ipv6 : ipv4;
    }
    return sets.stream().anyMatch(set -> set.type().equals("AAAA")) ? ipv6 : ipv4;
  }

  private void judge(Place place, Sending sending, Replacement replacement) {
    Optional<Content> made = made(replacement);
    int index = made.map(content -> chronicle.wish(place, content, sending.sent())).orElse(-1);
    if (index < 0) {
      broken(sending, replacement, "makes what was not wanted");
      return;
    }
    if (isOutdated(place, sending, index)) {
      broken(sending, replacement, "makes what was not wanted when its sender began");
    }
    for (RecordSet set : replacement.out()) {
      if (!mayGo(place, sending, set)) {
        broken(sending, replacement, "takes what is not ours: " + set.description());
      }
    }
    if (replacement.out().isEmpty() && isToldDeleted(place, sending)) {
      if (!mayReplace(place, sending, List.of())) {
        broken(sending, replacement, "makes what somebody deleted");
      }
    }
    overtaken(place, sending, replacement, index);
  }

  /** Whether something newer was wanted before the sender began to read. */
  private boolean isOutdated(Place place, Sending sending, int index) {
    List<Wish> wishes = chronicle.wishes(place);
    return wishes.subList(index + 1, wishes.size()).stream()
        .anyMatch(wish -> wish.at().isBefore(sending.began()));
  }

  private static Optional<Content> made(Replacement replacement) {
    return switch (replacement.in().size()) {
      case 0 -> Optional.of(Content.NOTHING);
      case 1 -> replacement.in().getFirst().publication().map(publication -> publication);
      default -> Optional.empty();
    };
  }

  private boolean mayGo(Place place, Sending sending, RecordSet set) {
    return chronicle.mayBeOurs(place, set, sending)
        || isAdopted(place, sending, set)
        || mayReplace(place, sending, List.of(set));
  }

  private boolean isAdopted(Place place, Sending sending, RecordSet set) {
    return chronicle.operators.between(sending.began(), sending.sent()).stream()
        .flatMap(version -> version.name(place.name()).stream())
        .filter(name -> name.zone().equals(place.zone()))
        .flatMap(name -> name.adoption().stream())
        .map(Adoption::sets)
        .anyMatch(sets -> sets.contains(set.json()));
  }

  /** Whether a deletion was told before this batch's sender began, and nobody did more since. */
  private boolean isToldDeleted(Place place, Sending sending) {
    Moment stands = chronicle.standing.now(place);
    return stands.sets().isEmpty()
        && told(place, List.of())
            .filter(at -> at.isBefore(sending.began()) && !stands.at().isAfter(at))
            .filter(at -> !chronicle.isUnwantedSince(place, at))
            .isPresent();
  }

  private Optional<Instant> told(Place place, List<RecordSet> sets) {
    String text = RecordSet.described(sets);
    return chronicle.told(new Chronicle.Key(place.name(), place.family())).stream()
        .filter(told -> told.kind() == Notice.Kind.DRIFT_FOUND && told.found().equals(text))
        .filter(
            told ->
                chronicle.zone(place.name(), told.registration()).equals(Optional.of(place.zone())))
        .map(Told::at)
        .findFirst();
  }

  private boolean mayReplace(Place place, Sending sending, List<RecordSet> sets) {
    Optional<Instant> told = told(place, sets).filter(at -> !at.isAfter(sending.sent()));
    Set<OnDrift> policies = chronicle.policies(place, sending.began(), sending.sent());
    boolean plain =
        sets.stream()
            .allMatch(set -> set.type().equals(place.family().recordType()) && !set.routed());
    Chronicle.Key key = new Chronicle.Key(place.name(), place.family());
    return told.isPresent()
        && ((policies.contains(OnDrift.REPAIR) && (plain || isRecheck(sending)))
            || (policies.contains(OnDrift.ALERT)
                && plain
                && chronicle.isChanging(key, told.get(), sending.sent())));
  }

  private static boolean isRecheck(Sending sending) {
    return sending.sender().startsWith(ModelRun.LOOK);
  }

  /** An older content may come back only where the one that it replaces has come back too. */
  private void overtaken(Place place, Sending sending, Replacement replacement, int index) {
    List<Wish> wishes = chronicle.wishes(place);
    boolean ours = chronicle.standing.now(place).ours().isPresent();
    int before = newest.getOrDefault(place, -1);
    newest.put(place, index);
    if (index + 1 < wishes.size()) {
      chronicle.gap(place);
    } else {
      chronicle.closed(place);
    }
    if (!ours || index >= before) {
      return;
    }
    Wish stood = wishes.get(before);
    boolean returned =
        stood.content().equals(Content.NOTHING)
            || wishes.subList(0, index + 1).stream()
                .anyMatch(wish -> wish.content().equals(stood.content()));
    if (returned && !sending.began().isAfter(stood.at())) {
      chronicle.gap(place);
    } else {
      broken(sending, replacement, "is older than what it replaces");
    }
  }

  private void broken(Sending sending, Replacement replacement, String why) {
    chronicle.broken(
        "a batch of "
            + sending.sender()
            + ", sent at "
            + sending.sent()
            + " to "
            + sending.zone()
            + ": "
            + Texts.of(List.of(replacement))
            + " "
            + why);
  }
}
