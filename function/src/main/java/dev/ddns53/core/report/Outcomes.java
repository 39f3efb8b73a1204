package dev.ddns53.core.report;

import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.IpAddress;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.NameState;
import dev.ddns53.core.model.Problem;
import dev.ddns53.core.model.Publication;
import dev.ddns53.core.model.RecordOutcome;
import dev.ddns53.core.model.RecordOutcome.Status;
import dev.ddns53.core.model.RecordState;
import dev.ddns53.core.model.SiteId;
import dev.ddns53.core.port.State.NameRows;
import dev.ddns53.core.publish.Publisher;
import dev.ddns53.core.publish.Publisher.Due;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** From the rows before and after an update to what its sender is told of each record. */
final class Outcomes {

  private final SiteId site;
  private final Map<Family, IpAddress> addresses;
  private final List<NameRows> before;
  private final Map<Fqdn, NameState> stored = new LinkedHashMap<>();
  private final Set<Fqdn> changed;
  private final Foreign foreign;

  Outcomes(
      SiteId site,
      Map<Family, IpAddress> addresses,
      List<NameRows> before,
      List<NameState> changed,
      Foreign foreign) {
    this.site = site;
    this.addresses = new TreeMap<>(addresses);
    this.before = before;
    this.changed = changed.stream().map(NameState::name).collect(Collectors.toSet());
    this.foreign = foreign;
    before.forEach(rows -> stored.put(rows.state().name(), rows.state()));
    changed.forEach(state -> stored.put(state.name(), state));
  }

  /** The result after Route 53 was tried for what was changed. */
  UpdateResult published(Publisher.Attempt attempt) {
    List<Due> due =
        before.stream()
            .map(rows -> rows.name().orElseThrow())
            .filter(name -> changed.contains(name.fqdn()))
            .map(name -> new Due(name, stateOf(name.fqdn(), stored)))
            .toList();
    Publisher.Result result = attempt.publish(due);
    stored.putAll(result.states());
    return result(result.troubles());
  }

  /** The result without any try. */
  UpdateResult unpublished() {
    return result(List.of());
  }

  private UpdateResult result(List<String> troubles) {
    List<RecordOutcome> records = new ArrayList<>();
    for (NameRows rows : before) {
      for (IpAddress address : addresses.values()) {
        records.add(outcome(rows.name().orElseThrow(), rows.state(), address));
      }
    }
    if (!foreign.isEmpty()) {
      Map.Entry<Fqdn, String> first = foreign.records().entrySet().iterator().next();
      return new UpdateResult.Refused(
          Problem.notOurs(first.getKey(), first.getValue(), foreign.records().keySet(), records),
          troubles);
    }
    return rejected()
        .<UpdateResult>map(problem -> new UpdateResult.Refused(problem.with(records), troubles))
        .orElseGet(() -> new UpdateResult.Accepted(site, records, troubles));
  }

  /** The first of these records that Route 53 refuses for what it is. */
  private Optional<Problem> rejected() {
    return before.stream()
        .map(rows -> stateOf(rows.state().name(), stored))
        .flatMap(
            state ->
                addresses.keySet().stream()
                    .flatMap(family -> state.record(family).stream())
                    .flatMap(record -> record.rejected().stream())
                    .map(reason -> Problem.recordRejected(state.name(), reason)))
        .findFirst();
  }

  private RecordOutcome outcome(Name name, NameState earlier, IpAddress reported) {
    Family family = reported.family();
    if (foreign.holds(name.fqdn())) {
      return new RecordOutcome(
          name.fqdn(), Publication.of(family, name.ttl(), List.of(reported)), Status.REFUSED);
    }
    RecordState now = stateOf(name.fqdn(), stored).record(family).orElseThrow();
    return new RecordOutcome(name.fqdn(), now.publication(), status(earlier.record(family), now));
  }

  private static Status status(Optional<RecordState> earlier, RecordState now) {
    if (now.rejected().isPresent()) {
      return Status.REFUSED;
    }
    if (!now.isPublished()) {
      return Status.PENDING;
    }
    return earlier.filter(now::equals).isPresent() ? Status.UNCHANGED : Status.UPDATED;
  }

  private static NameState stateOf(Fqdn name, Map<Fqdn, NameState> states) {
    return Optional.ofNullable(states.get(name)).orElseThrow();
  }
}
