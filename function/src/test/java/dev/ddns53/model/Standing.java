package dev.ddns53.model;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.port.Records.Replacement;
import dev.ddns53.core.record.Content;
import dev.ddns53.core.record.RecordSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What stood in the zones at any time, and who put it there. */
final class Standing {

  /** A record's place: the sets of its type stand there, and a CNAME stands in both. */
  record Place(ZoneId zone, Fqdn name, Family family) {
    boolean bears(RecordSet set) {
      return set.type().equals(family.recordType()) || set.type().equals("CNAME");
    }
  }

  /**
   * What a place holds from some time on.
   *
   * @param ours the batch of ours that made it so; empty where somebody else did
   */
  record Moment(Instant at, List<RecordSet> sets, Optional<Sending> ours) {
    Moment {
      sets = List.copyOf(sets);
    }

    /** The content that stands there, in the words of rows; empty for what is none of ours. */
    String text() {
      return sets.isEmpty()
          ? Content.NOTHING.text()
          : sets.stream()
              .flatMap(set -> set.publication().stream())
              .map(Content::text)
              .collect(Collectors.joining());
    }

    boolean holds(List<RecordSet> others) {
      return Set.copyOf(sets).equals(Set.copyOf(others));
    }
  }

  private record At(ZoneId zone, Fqdn name) {}

  private final Map<At, List<RecordSet>> sets = new HashMap<>();
  private final Map<Place, List<Moment>> moments = new HashMap<>();

  /** What a place holds, from first to last. */
  List<Moment> moments(Place place) {
    return moments.getOrDefault(
        place, List.of(new Moment(Instant.EPOCH, List.of(), Optional.empty())));
  }

  Moment now(Place place) {
    return moments(place).getLast();
  }

  /** What a place held at any moment from one time to another. */
  List<Moment> between(Place place, Instant from, Instant to) {
    List<Moment> all = moments(place);
    List<Moment> some = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      boolean over = i + 1 < all.size() && all.get(i + 1).at.isBefore(from);
      if (!over && !all.get(i).at.isAfter(to)) {
        some.add(all.get(i));
      }
    }
    return some;
  }

  /** All sets of a name in a zone. */
  List<RecordSet> at(ZoneId zone, Fqdn name) {
    return sets.getOrDefault(new At(zone, name), List.of());
  }

  /** All places at which something ever happened. */
  Set<Place> places() {
    return Set.copyOf(moments.keySet());
  }

  void changed(ZoneId zone, Replacement replacement, Instant at, Optional<Sending> ours) {
    List<RecordSet> next = new ArrayList<>(at(zone, replacement.name()));
    next.removeAll(replacement.out());
    next.addAll(replacement.in());
    sets.put(new At(zone, replacement.name()), List.copyOf(next));
    for (Family family : Family.values()) {
      Place place = new Place(zone, replacement.name(), family);
      boolean touched =
          replacement.out().stream().anyMatch(place::bears)
              || replacement.in().stream().anyMatch(place::bears);
      if (touched) {
        List<Moment> all = new ArrayList<>(moments(place));
        all.add(new Moment(at, next.stream().filter(place::bears).toList(), ours));
        moments.put(place, all);
      }
    }
  }

  /** A zone is gone with all that was in it. */
  void removed(ZoneId zone, Instant at) {
    for (At each : Set.copyOf(sets.keySet())) {
      if (each.zone.equals(zone)) {
        List<RecordSet> out = Objects.requireNonNull(sets.get(each));
        changed(zone, new Replacement(each.name, out, List.of()), at, Optional.empty());
      }
    }
  }
}
