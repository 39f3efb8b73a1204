package dev.ddns53.aws;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.fleet.Name.OnDrift;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** All that the judge of a storm goes by. Used under its lock. */
final class StormBoard {

  final StormFacts facts;
  final StormNews news;
  final StormJournal journal = new StormJournal();
  private final Map<Family, StormPlace> places = new EnumMap<>(Family.class);
  private OnDrift onDrift;

  /**
   * Nothing stands there yet.
   *
   * @param clock the function's
   */
  StormBoard(Backend backend, Fqdn name, OnDrift onDrift, Supplier<Instant> clock) {
    this.facts = new StormFacts(name.value(), clock);
    this.news = new StormNews(backend, name);
    this.onDrift = onDrift;
    Arrays.stream(Family.values()).forEach(family -> places.put(family, new StormPlace()));
  }

  OnDrift onDrift() {
    return onDrift;
  }

  void onDrift(OnDrift other) {
    onDrift = other;
    facts.tell("onDrift " + other);
  }

  Map<Family, StormPlace> places() {
    return places;
  }

  StormPlace place(Family family) {
    return Optional.ofNullable(places.get(family)).orElseThrow();
  }

  static Set<Family> families(Predicate<Family> which) {
    return Arrays.stream(Family.values())
        .filter(which)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Family.class)));
  }
}
