package dev.ddns53.core.report;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.Name.OnDrift;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.port.State.NameRows;
import dev.ddns53.core.problem.Problem;
import dev.ddns53.core.record.Content;
import dev.ddns53.core.record.Drift;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.Publication;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.core.record.Reported;
import dev.ddns53.core.record.Stage;
import dev.ddns53.core.report.RecordOutcome.Status;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** From the rows before and after an update to what its sender is told of each record. */
final class Receipt {

  private final SiteId site;
  private final Reported reported;
  private final List<NameRows> before;
  private final Map<Fqdn, NameState> after = new LinkedHashMap<>();
  private final List<String> troubles;

  /**
   * A receipt.
   *
   * @param before the rows as the update found them
   * @param after those that were written since, in the order of their writing
   */
  Receipt(
      SiteId site,
      Reported reported,
      List<NameRows> before,
      Collection<NameState> after,
      List<String> troubles) {
    this.site = site;
    this.reported = reported;
    this.before = before;
    this.troubles = troubles;
    before.forEach(rows -> this.after.put(rows.state().name(), rows.state()));
    after.forEach(state -> this.after.put(state.name(), state));
  }

  UpdateResult result() {
    List<RecordOutcome> records = new ArrayList<>();
    BlockedNames blocked = new BlockedNames();
    for (NameRows rows : before) {
      Name name = rows.name().orElseThrow();
      Map<Family, Optional<IpAddress>> said = new TreeMap<>(reported.of(name, site));
      for (Map.Entry<Family, Optional<IpAddress>> each : said.entrySet()) {
        Optional<RecordState> now = state(name.fqdn()).record(each.getKey());
        now.ifPresent(record -> blocked.add(name, each.getKey(), record));
        records.add(outcome(name, rows.state(), each.getKey(), each.getValue()));
      }
    }
    return blocked
        .problem()
        .<UpdateResult>map(problem -> new UpdateResult.Refused(problem, records, troubles))
        .orElseGet(() -> new UpdateResult.Accepted(site, records, troubles));
  }

  private NameState state(Fqdn name) {
    return Optional.ofNullable(after.get(name)).orElseThrow();
  }

  private RecordOutcome outcome(
      Name name, NameState earlier, Family family, Optional<IpAddress> reported) {
    Optional<RecordState> now = state(name.fqdn()).record(family);
    if (now.isEmpty()) {
      return new RecordOutcome(
          name.fqdn(), family, reported(name, family, reported), Status.UNCHANGED);
    }
    return new RecordOutcome(
        name.fqdn(),
        family,
        now.get().wanted(),
        status(name, family, earlier.record(family), now.get()));
  }

  private static Content reported(Name name, Family family, Optional<IpAddress> address) {
    return address
        .<Content>map(some -> Publication.of(family, name.ttl(), List.of(some)))
        .orElse(Content.NOTHING);
  }

  private static Status status(
      Name name, Family family, Optional<RecordState> earlier, RecordState now) {
    if (BlockedNames.why(name, family, now).isPresent()) {
      return Status.REFUSED;
    }
    if (!now.isPublished() || now.drift().isPresent()) {
      return Status.PENDING;
    }
    boolean same =
        earlier.filter(then -> then.made() == now.made() && then.isPublished()).isPresent();
    return same ? Status.UNCHANGED : Status.UPDATED;
  }

  /** Records that cannot be published, and why. */
  private static final class BlockedNames {

    private final Map<Fqdn, Why> names = new LinkedHashMap<>();

    /** Why a record cannot be published. */
    record Why(Problem.Code code, String what) {}

    void add(Name name, Family family, RecordState record) {
      why(name, family, record).ifPresent(why -> names.putIfAbsent(name.fqdn(), why));
    }

    /**
     * Why a record cannot be published.
     *
     * <pre>
     *  record                                        why
     *  ────────────────────────────────────────────  ───────────────
     *  Blocked                                       not ours
     *  Rejected, Denied                              rejected, denied
     *  drift that the next sending replaces, repair  –
     *  any other drift                               drift
     *  Due, Published                                –
     * </pre>
     */
    static Optional<Why> why(Name name, Family family, RecordState record) {
      Optional<Why> stage =
          switch (record.stage()) {
            case Stage.Due due -> Optional.empty();
            case Stage.Published published -> Optional.empty();
            case Stage.Blocked(List<RecordSet> found, var since) ->
                Optional.of(new Why(Problem.Code.NOT_OURS, RecordSet.described(found)));
            case Stage.Rejected(String reason) ->
                Optional.of(new Why(Problem.Code.RECORD_REJECTED, reason));
            case Stage.Denied(String reason) ->
                Optional.of(new Why(Problem.Code.RECORD_DENIED, reason));
          };
      return stage.or(
          () ->
              record
                  .drift()
                  .filter(drift -> !isReplaced(name, family, record, drift))
                  .map(drift -> new Why(Problem.Code.DRIFT, drift.text())));
    }

    private static boolean isReplaced(Name name, Family family, RecordState record, Drift drift) {
      return name.onDrift() == OnDrift.REPAIR
          || (name.onDrift() == OnDrift.ALERT
              && record.isDue()
              && record.isChange()
              && drift.isReplaceable(family));
    }

    Optional<Problem> problem() {
      return names.entrySet().stream()
          .findFirst()
          .map(first -> problem(first.getKey(), first.getValue()));
    }

    private Problem problem(Fqdn name, Why why) {
      List<Fqdn> others =
          names.entrySet().stream()
              .filter(each -> each.getValue().code == why.code && !each.getKey().equals(name))
              .map(Map.Entry::getKey)
              .toList();
      return switch (why.code) {
        case NOT_OURS -> Problem.notOurs(name, why.what, others);
        case DRIFT -> Problem.drift(name, why.what, others);
        case RECORD_DENIED -> Problem.recordDenied(name, why.what);
        default -> Problem.recordRejected(name, why.what);
      };
    }
  }
}
