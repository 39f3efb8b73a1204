package dev.ddns53.core.recheck;

import dev.ddns53.core.model.ChangeId;
import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.Name.OnDrift;
import dev.ddns53.core.model.NameState;
import dev.ddns53.core.model.RecordState;
import dev.ddns53.core.port.Records.ExistingRecord;
import dev.ddns53.core.port.Records.ExistingRecord.Shape;
import dev.ddns53.core.port.Records.Progress;
import dev.ddns53.core.publish.Ownership;
import dev.ddns53.core.recheck.RecheckResult.Line;
import dev.ddns53.core.recheck.RecheckResult.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a name looks like: its row as it was before the zone was listed, and what was listed.
 *
 * @param listed what stands at the name, if that could be read
 */
record Look(Name name, NameState state, Observed observed, Optional<List<ExistingRecord>> listed) {

  /** What Route 53 holds of each record set that was published. */
  Map<Family, Finding> findings() {
    Map<Family, Finding> findings = new EnumMap<>(Family.class);
    state.records().forEach((family, record) -> findings.put(family, Finding.of(record, listed)));
    return findings;
  }

  RecordState record(Family family) {
    return state.record(family).orElseThrow();
  }

  /** Whether there may be something to do. */
  boolean needsStep(Map<ChangeId, Progress> progress, Instant now) {
    Map<Family, Finding> findings = findings();
    boolean drift =
        findings.values().stream().anyMatch(finding -> finding.deviation().isPresent())
            || findings.entrySet().stream()
                .anyMatch(
                    entry ->
                        entry.getValue() instanceof Finding.InSync
                            && state.deviations().containsKey(entry.getKey()));
    return drift
        || findings.entrySet().stream()
            .anyMatch(entry -> isStuck(record(entry.getKey()), entry.getValue(), progress, now))
        || new HealthStep(name, state, observed, listed, now).step().isPresent();
  }

  /** The record sets of the name's row, as it is now, that Route 53 refused and may take. */
  Set<Family> refused(NameState row) {
    Set<Family> refused = EnumSet.noneOf(Family.class);
    row.records()
        .forEach(
            (family, record) -> {
              if (record.rejected().isPresent() && mayBeTaken(record)) {
                refused.add(family);
              }
            });
    return refused;
  }

  /**
   * Whether a record set that Route 53 refused may be sent again.
   *
   * <pre>
   *  it is    policy   stands at the name                   is sent
   *  ───────  ───────  ───────────────────────────────────  ────────────────────────────
   *  any      any      could not be read                    no
   *  ours     repair   anything, or nothing                 yes; what is in its way goes
   *  ours     alert    nothing of its type, or the same     yes
   *  ours     alert    anything else: it is somebody's      no
   *  adopted  any      what an UPSERT is rejected beside    no
   *  adopted  any      anything else, or nothing            yes
   *  neither  any      what forbids a first publication     no
   *  neither  any      nothing that does                    yes
   * </pre>
   */
  boolean mayBeTaken(RecordState record) {
    if (listed.isEmpty()) {
      return false;
    }
    if (isAnyhowOurs(record)) {
      return true;
    }
    boolean adopted = !record.isOurs() && name.adopted();
    return adopted
        ? !isBlocked(record.publication().family())
        : Ownership.foreign(record.publication(), listed.get()).isEmpty();
  }

  /** Whether it is ours whatever stands there. */
  boolean isAnyhowOurs(RecordState record) {
    return record.isOurs() && name.onDrift() == OnDrift.REPAIR;
  }

  /** The same name, about which something else was read since. */
  Look listing(List<ExistingRecord> there) {
    return new Look(name, state, observed, Optional.of(there));
  }

  /** Whether something stands at the name that an UPSERT is rejected beside. */
  boolean isBlocked(Family family) {
    return listed.stream()
        .flatMap(List::stream)
        .anyMatch(
            record ->
                record.type().equals("CNAME")
                    || (record.type().equals(family.recordType())
                        && record.shape() == Shape.ROUTED));
  }

  static boolean isStuck(
      RecordState record, Finding finding, Map<ChangeId, Progress> progress, Instant now) {
    return Doubt.about(record, finding, now)
        .filter(
            change ->
                Optional.ofNullable(progress.get(change))
                    .filter(found -> Doubt.isStuck(change, found, finding, now))
                    .isPresent())
        .isPresent();
  }

  Line line() {
    return line(name, state, findings());
  }

  /** The worst of a name's findings. */
  static Line line(Name name, NameState state, Map<Family, Finding> findings) {
    Standing worst = state.records().isEmpty() ? Standing.UNPUBLISHED : Standing.IN_SYNC;
    List<String> details = new ArrayList<>();
    for (Map.Entry<Family, RecordState> entry : state.records().entrySet()) {
      Finding finding =
          Optional.ofNullable(findings.get(entry.getKey()))
              .orElseGet(() -> new Finding.Unknown("was not looked at"));
      Standing standing = standing(finding, entry.getValue());
      if (standing.compareTo(worst) > 0) {
        worst = standing;
      }
      if (standing != Standing.IN_SYNC) {
        details.add(entry.getKey().recordType() + ": " + detail(finding, entry.getValue()));
      }
    }
    details.sort(null);
    return new Line(name.fqdn(), worst, String.join("; ", details));
  }

  private static Standing standing(Finding finding, RecordState record) {
    return switch (finding) {
      case Finding.InSync() -> Standing.IN_SYNC;
      case Finding.Differs(String found) -> Standing.DIFFERS;
      case Finding.Missing() -> Standing.MISSING;
      case Finding.Unknown(String why) -> record.isPending() ? Standing.PENDING : Standing.UNKNOWN;
    };
  }

  private static String detail(Finding finding, RecordState record) {
    return switch (finding) {
      case Finding.InSync() -> "";
      case Finding.Unknown(String why) -> why;
      case Finding.Differs(String found) -> expected(record) + ", found " + found;
      case Finding.Missing() -> expected(record) + ", found nothing";
    };
  }

  private static String expected(RecordState record) {
    return "expected " + record.publication().text();
  }
}
