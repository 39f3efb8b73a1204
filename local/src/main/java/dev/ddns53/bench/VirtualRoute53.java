package dev.ddns53.bench;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.port.Records;
import dev.ddns53.core.record.ChangeId;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.emulator.http.TokenBucket;
import dev.ddns53.emulator.route53.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Route 53 in virtual time: a change takes 300 ms, a zone takes one at a time, the account so many
 * calls a second, and a batch is done whole or not at all.
 */
final class VirtualRoute53 implements Records {

  private static final Duration CHANGE = Duration.ofMillis(300);
  private static final Duration OTHER = Duration.ofMillis(20);
  private static final int PAGE = 300;
  private static final int MOST_ELEMENTS = 1_000;
  private static final int MOST_CHARACTERS = 32_000;

  private final VirtualTime time;
  private final ScaleFleet fleet;
  private final ScaleChanges changes;
  private final CallTimes calls;
  private final TokenBucket account;
  private final Map<Fqdn, RecordSet> standing = new HashMap<>();
  private final Map<ZoneId, Instant> busy = new HashMap<>();

  VirtualRoute53(VirtualTime time, ScaleFleet fleet, ScaleChanges changes, CallTimes calls) {
    this.time = time;
    this.calls = calls;
    this.fleet = fleet;
    this.changes = changes;
    this.account = new TokenBucket(Settings.REAL.rate(), Settings.REAL.burst(), time::now);
  }

  RecordSet standing(Fqdn name) {
    return Optional.ofNullable(standing.get(name)).orElseGet(() -> fleet.record(name, 0));
  }

  @Override
  public Outcome change(ZoneId zone, List<Replacement> replacements) {
    Instant began = time.now();
    if (!account.take()) {
      calls.called(began);
      return refused(new Outcome.Throttled());
    }
    if (began.isBefore(busy.getOrDefault(zone, Instant.EPOCH))) {
      calls.busy(began);
      return refused(new Outcome.Busy());
    }
    busy.put(zone, began.plus(CHANGE));
    time.pass(CHANGE);
    calls.changed(zone, began, time.now(), replacements.size());
    if (!isAllowed(replacements)) {
      return new Outcome.Rejected("InvalidChangeBatch");
    }
    for (Replacement each : replacements) {
      standing.put(each.name(), each.in().getFirst());
      changes.landed(each.name(), time.now());
    }
    return new Outcome.Applied(new ChangeId("/change/C" + began, Optional.of(time.now())));
  }

  private Outcome refused(Outcome outcome) {
    time.pass(OTHER);
    return outcome;
  }

  /** Nothing is withdrawn here: one set goes, and one comes. */
  private boolean isAllowed(List<Replacement> replacements) {
    int elements = 0;
    int characters = 0;
    for (Replacement each : replacements) {
      if (!each.out().equals(List.of(standing(each.name()))) || each.in().size() != 1) {
        return false;
      }
      elements += each.out().getFirst().elements() + each.in().getFirst().elements();
      characters += each.out().getFirst().characters() + each.in().getFirst().characters();
    }
    return elements <= MOST_ELEMENTS && characters <= MOST_CHARACTERS;
  }

  /** A page answers for the next names that are asked for; others of the zone are not counted. */
  @Override
  public Map<Fqdn, List<RecordSet>> look(ZoneId zone, Collection<Fqdn> names) {
    calls.called(time.now());
    time.pass(OTHER);
    Map<Fqdn, List<RecordSet>> page = new HashMap<>();
    List<Fqdn> sorted = new ArrayList<>(names);
    sorted.sort(null);
    sorted.stream().limit(PAGE).forEach(name -> page.put(name, List.of(standing(name))));
    return page;
  }

  @Override
  public void list(ZoneId zone, Consumer<List<Listed>> page) {
    throw new UnsupportedOperationException("only the re-check asks");
  }

  @Override
  public Progress progress(ChangeId change) {
    throw new UnsupportedOperationException("only the re-check asks");
  }
}
