package dev.ddns53.model;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.FormerRegistration;
import dev.ddns53.core.fleet.FormerRegistration.Remains;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.Registration;
import dev.ddns53.core.notice.Notice;
import dev.ddns53.core.record.Content;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.model.Standing.Moment;
import dev.ddns53.model.Standing.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What has happened, as far as it can be seen from outside: the facts that judges rest on. */
final class Chronicle {

  /** A record of a name, in whatever zone. */
  record Key(Fqdn name, Family family) {}

  /** From some time on this was wanted of a record, under a registration. */
  record Wish(Instant at, Registration registration, ZoneId zone, Content content) {}

  /** People were told what stands at a record's place. */
  record Told(Instant at, Notice.Kind kind, Registration registration, String found) {}

  /** Somebody wrote down that a first publication was about to be sent. */
  private static final class Note {
    private final String writer;
    private final Registration registration;
    private boolean ended;
    private boolean contested;

    private Note(String writer, Registration registration) {
      this.writer = writer;
      this.registration = registration;
    }
  }

  private record Open(Instant at, boolean open) {}

  final Operators operators;
  final Standing standing = new Standing();
  private final Supplier<Instant> now;
  private final Map<Key, List<Wish>> wishes = new HashMap<>();
  private final Map<Key, List<Told>> told = new HashMap<>();
  private final Map<Key, List<Open>> open = new HashMap<>();
  private final Map<Key, Instant> published = new HashMap<>();
  private final Map<Key, List<Note>> notes = new HashMap<>();
  private final List<Sending> sendings = new ArrayList<>();
  private final Map<Place, Instant> gaps = new HashMap<>();
  private final List<String> broken = new ArrayList<>();

  Chronicle(Operators operators, Supplier<Instant> now) {
    this.operators = operators;
    this.now = now;
  }

  Instant now() {
    return now.get();
  }

  void broken(String what) {
    broken.add(what);
  }

  List<String> broken() {
    return List.copyOf(broken);
  }

  void sent(Sending sending) {
    sendings.add(sending);
  }

  List<Sending> sendings() {
    return List.copyOf(sendings);
  }

  /** What was wanted at a place, from first to last. */
  List<Wish> wishes(Place place) {
    return wishes.getOrDefault(new Key(place.name(), place.family()), List.of()).stream()
        .filter(wish -> wish.zone().equals(place.zone()))
        .toList();
  }

  /** The last wish before or at some time that this content stand at a place; -1 for none. */
  int wish(Place place, Content content, Instant until) {
    List<Wish> all = wishes(place);
    int last = -1;
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).content().equals(content) && !all.get(i).at().isAfter(until)) {
        last = i;
      }
    }
    return last;
  }

  /** Whether nothing was wanted there meanwhile: then nothing was in the way. */
  boolean isUnwantedSince(Place place, Instant at) {
    return wishes(place).stream()
        .anyMatch(wish -> wish.content().equals(Content.NOTHING) && wish.at().isAfter(at));
  }

  /** The wish that a batch of ours carried out at a place. */
  Optional<Wish> wish(Place place, Sending sending) {
    for (var each : sending.replacements()) {
      boolean touches =
          each.in().stream().anyMatch(place::bears) || each.out().stream().anyMatch(place::bears);
      if (each.name().equals(place.name()) && touches) {
        Content content =
            each.in().stream()
                .filter(place::bears)
                .flatMap(set -> set.publication().stream())
                .<Content>map(publication -> publication)
                .findFirst()
                .orElse(Content.NOTHING);
        int index = wish(place, content, sending.sent());
        return index < 0 ? Optional.empty() : Optional.of(wishes(place).get(index));
      }
    }
    return Optional.empty();
  }

  /** An operator wrote the registry: what ended with withdrawal is wanted no more. */
  void operated() {
    List<Operators.Version> versions = operators.versions();
    if (versions.size() < 2) {
      return;
    }
    Operators.Version before = versions.get(versions.size() - 2);
    for (NameDocument document : operators.current().names().values()) {
      for (FormerRegistration former : document.former()) {
        boolean known =
            before
                .document(document.fqdn())
                .filter(was -> was.former().contains(former))
                .isPresent();
        if (!known && former.remains() == Remains.WITHDRAW) {
          for (Family family : Family.values()) {
            wish(new Key(document.fqdn(), family), former.registration(), Content.NOTHING);
          }
        }
      }
    }
  }

  private void wish(Key key, Registration registration, Content content) {
    zone(key.name, registration)
        .ifPresent(
            zone ->
                wishes
                    .computeIfAbsent(key, k -> new ArrayList<>())
                    .add(new Wish(now(), registration, zone, content)));
  }

  /** The zone of a registration. */
  Optional<ZoneId> zone(Fqdn fqdn, Registration registration) {
    return operators.versions().stream()
        .flatMap(version -> version.name(fqdn).stream())
        .filter(name -> name.registered().equals(registration))
        .map(Name::zone)
        .findFirst();
  }

  /** Whether a registration ended, and what becomes of its records. */
  Optional<FormerRegistration> ended(Fqdn fqdn, Registration registration) {
    return operators.versions().stream()
        .flatMap(version -> version.document(fqdn).stream())
        .flatMap(document -> document.former().stream())
        .filter(former -> former.registration().equals(registration))
        .findFirst();
  }

  /** A name's row was written. */
  void written(String writer, NameState before, NameState row) {
    for (Family family : Family.values()) {
      Key key = new Key(row.name(), family);
      Optional<RecordState> was =
          before.record(family).filter(r -> before.registered().equals(row.registered()));
      row.record(family).ifPresent(record -> written(writer, key, was, row, record));
    }
  }

  private void written(
      String writer, Key key, Optional<RecordState> was, NameState row, RecordState record) {
    open.computeIfAbsent(key, k -> new ArrayList<>())
        .add(new Open(now(), record.made() != record.confirmed()));
    if (record.isPublished() && was.filter(RecordState::isPublished).isEmpty()) {
      published.put(key, now());
    }
    for (Note note : notes.getOrDefault(key, List.of())) {
      if (note.writer.equals(writer)) {
        zone(key.name, row.registered())
            .map(zone -> new Place(zone, key.name, key.family))
            .ifPresent(place -> note.ended |= isRefused(place, note));
      } else {
        note.contested |= !note.ended;
      }
    }
    if (record.noted() && !was.flatMap(RecordState::note).equals(record.note())) {
      notes.computeIfAbsent(key, k -> new ArrayList<>()).add(new Note(writer, row.registered()));
    }
    if (was.filter(old -> old.made() == record.made()).isEmpty()) {
      wished(key, row.registered(), record.wanted());
    }
  }

  private void wished(Key key, Registration registration, Content content) {
    wish(key, registration, content);
    if (ended(key.name, registration).filter(f -> f.remains() == Remains.WITHDRAW).isPresent()) {
      wish(key, registration, Content.NOTHING);
    }
  }

  /** Whether a newer report waited for its publication at some moment. */
  boolean isChanging(Key key, Instant from, Instant to) {
    List<Open> all = open.getOrDefault(key, List.of());
    for (int i = 0; i < all.size(); i++) {
      boolean over = i + 1 < all.size() && all.get(i + 1).at.isBefore(from);
      if (all.get(i).open && !over && !all.get(i).at.isAfter(to)) {
        return true;
      }
    }
    return false;
  }

  /** When a record was last written down as published that had not been before. */
  Instant publishedSince(Key key) {
    return published.getOrDefault(key, Instant.EPOCH);
  }

  void told(Key key, Told what) {
    told.computeIfAbsent(key, k -> new ArrayList<>()).add(what);
  }

  List<Told> told(Key key) {
    return told.getOrDefault(key, List.of());
  }

  /** What may be done where people changed a record, as somebody may have read it meanwhile. */
  Set<Name.OnDrift> policies(Place place, Instant from, Instant to) {
    Set<Name.OnDrift> some = new HashSet<>();
    for (Operators.Version version : operators.between(from, to)) {
      version
          .name(place.name())
          .filter(name -> name.zone().equals(place.zone()))
          .ifPresent(name -> some.add(name.onDrift()));
    }
    return some;
  }

  /**
   * Whether a set is ours by its content: a batch that may have taken place made it; or somebody
   * noted that it was about to be sent, and died; or it was wanted where a set of ours stood.
   */
  boolean mayBeOurs(Place place, RecordSet set, Sending but) {
    return isNoted(place, set)
        || sendings.stream()
            .filter(sending -> sending != but && sending.zone().equals(place.zone()))
            .filter(Sending::maybe)
            .filter(
                sending ->
                    sending.replacements().stream()
                        .anyMatch(
                            each ->
                                each.name().equals(place.name())
                                    && each.in().stream().anyMatch(place::bears)))
            .filter(sending -> isWanted(place, sending, set))
            .anyMatch(sending -> counts(place, sending, but));
  }

  private boolean isWanted(Place place, Sending sending, RecordSet set) {
    Optional<Registration> registration = wish(place, sending).map(Wish::registration);
    return wishes(place).stream()
        .anyMatch(
            wish ->
                Optional.of(wish.registration()).equals(registration) && set.is(wish.content()));
  }

  private boolean isNoted(Place place, RecordSet set) {
    return notes.getOrDefault(new Key(place.name(), place.family()), List.of()).stream()
        .filter(note -> note.contested || !isRefused(place, note))
        .anyMatch(
            note ->
                wishes(place).stream()
                    .anyMatch(
                        wish ->
                            wish.registration().equals(note.registration)
                                && set.is(wish.content())));
  }

  /** Whether the batch that somebody noted beforehand was refused. */
  private boolean isRefused(Place place, Note note) {
    return sendings.stream()
        .filter(sending -> sending.zone().equals(place.zone()) && !sending.maybe())
        .filter(sending -> sending.sender().equals(note.writer))
        .anyMatch(
            sending ->
                sending.replacements().stream()
                    .filter(each -> each.out().isEmpty())
                    .anyMatch(
                        each ->
                            each.name().equals(place.name())
                                && each.in().stream().anyMatch(place::bears)));
  }

  /** Whether others made it so, or we under a registration that ended and keeps its records. */
  boolean isOthers(Place place, Moment moment) {
    return moment
        .ours()
        .flatMap(sending -> wish(place, sending))
        .filter(
            wish ->
                ended(place.name(), wish.registration())
                    .filter(former -> former.remains() == Remains.KEEP)
                    .isEmpty())
        .isEmpty();
  }

  /** Whether what a batch made belongs to the registration of another one: it is not kept. */
  private boolean counts(Place place, Sending sending, Sending now) {
    return wish(place, sending)
        .flatMap(wish -> ended(place.name(), wish.registration()))
        .filter(former -> former.remains() == Remains.KEEP)
        .filter(former -> former.ended().isBefore(now.began()))
        .isEmpty();
  }

  /** A content that returned was overtaken by a late call: what is told may be untrue for now. */
  void gap(Place place) {
    gaps.put(place, now());
  }

  /** What is wanted stands again. */
  void closed(Place place) {
    gaps.remove(place);
  }

  boolean isGap(Place place) {
    return gaps.containsKey(place);
  }

  /** A re-check that began at this time has ended. */
  void looked(Instant began) {
    gaps.values().removeIf(at -> at.isBefore(began));
  }
}
