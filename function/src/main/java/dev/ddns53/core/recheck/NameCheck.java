package dev.ddns53.core.recheck;

import dev.ddns53.core.model.ChangeId;
import dev.ddns53.core.model.Deviation;
import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.HistoryEntry;
import dev.ddns53.core.model.HistoryEntry.What;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.Name.OnDrift;
import dev.ddns53.core.model.NameState;
import dev.ddns53.core.model.RecordState;
import dev.ddns53.core.port.Records;
import dev.ddns53.core.port.Records.Progress;
import dev.ddns53.core.port.Records.RecordSet;
import dev.ddns53.core.port.State.NameRows;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.port.Unconfirmed;
import dev.ddns53.core.recheck.RecheckResult.Line;
import dev.ddns53.core.recheck.RecheckResult.Standing;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Carries out what follows for a name: transitions one by one, each its own conditional write. */
final class NameCheck {

  private static final String MOVED = "was changed by somebody else meanwhile";

  private final Recheck.Parts parts;
  private final Observed observed;
  private final Map<ChangeId, Progress> progress;

  NameCheck(Recheck.Parts parts, Observed observed, Map<ChangeId, Progress> progress) {
    this.parts = parts;
    this.observed = observed;
    this.progress = Map.copyOf(progress);
  }

  /**
   * What became of it.
   *
   * @param isDue whether something waits to be published
   */
  record Outcome(Line line, boolean isDue, Optional<String> trouble) {}

  Outcome run(Look look, NameRows rows) {
    Run run = new Run(rows.name().orElseThrow(), look, rows.state());
    try {
      return run.run();
    } catch (Unavailable | Unconfirmed e) {
      String why = String.valueOf(e.getMessage());
      return new Outcome(new Line(run.name.fqdn(), Standing.UNKNOWN, why), false, Optional.of(why));
    }
  }

  private final class Run {

    private final Name name;
    private final Look look;
    private final Instant now = parts.time().now();
    private NameState current;
    private Optional<String> trouble = Optional.empty();

    Run(Name name, Look look, NameState fresh) {
      this.name = name;
      this.look = look;
      this.current = fresh;
    }

    Outcome run() {
      Optional<Step> health = new HealthStep(name, current, observed, look.listed(), now).step();
      if (health.isPresent() && !take(health.get())) {
        return lost();
      }
      Map<Family, Finding> findings = findings();
      Line line = Look.line(name, current, findings);
      if (!resubmit(findings) || !drift(findings)) {
        return lost();
      }
      return new Outcome(line, !current.pending().isEmpty(), trouble);
    }

    private Outcome lost() {
      return new Outcome(new Line(name.fqdn(), Standing.UNKNOWN, MOVED), false, Optional.empty());
    }

    private boolean take(Step step) {
      boolean taken = parts.state().replace(step.rows());
      if (taken) {
        current = step.after();
      }
      return taken;
    }

    /** Only record sets that are the same as before the zone was listed are judged. */
    private Map<Family, Finding> findings() {
      Map<Family, Finding> findings = new EnumMap<>(Family.class);
      current
          .records()
          .forEach(
              (family, record) -> {
                boolean same = look.state().record(family).equals(Optional.of(record));
                boolean judged = same || !record.isPublished();
                findings.put(
                    family,
                    judged ? Finding.of(record, look.listed()) : new Finding.Unknown(MOVED));
              });
      return findings;
    }

    private boolean resubmit(Map<Family, Finding> findings) {
      Set<Family> stuck = new HashSet<>();
      Map<Family, Progress> found = new HashMap<>();
      findings.forEach(
          (family, finding) -> {
            RecordState record = ZoneCheck.required(current, family);
            if (Look.isStuck(record, finding, progress, now)) {
              stuck.add(family);
              record
                  .changeId()
                  .flatMap(change -> Optional.ofNullable(progress.get(change)))
                  .ifPresent(far -> found.put(family, far));
            }
          });
      if (stuck.isEmpty()) {
        return true;
      }
      findings.keySet().removeAll(stuck);
      return take(Doubt.step(name, current, stuck, found, now));
    }

    private boolean drift(Map<Family, Finding> findings) {
      Set<Family> blocked = new HashSet<>();
      findings.forEach(
          (family, finding) -> {
            if (finding.deviation().isPresent() && look.isBlocked(family)) {
              blocked.add(family);
            }
          });
      Optional<Step> step = new DriftStep(name, current, findings, blocked, now).step();
      if (step.isPresent() && !take(step.get())) {
        return false;
      }
      Set<Family> written = look.retried(current);
      if (name.onDrift() == OnDrift.REPAIR) {
        written.addAll(blocked);
      }
      return written.isEmpty() || write(written);
    }

    /**
     * Writes what batches do not, under the eyes of whoever publishes next: the row says before
     * that it may land late. Then the record sets are due once more, to be confirmed.
     */
    private boolean write(Set<Family> families) {
      if (!take(Step.quiet(current.attempted(families, parts.time().now())))) {
        return false;
      }
      Set<Family> taken = new HashSet<>();
      for (Family family : families) {
        Records.Outcome outcome =
            written(new RecordSet(name.fqdn(), ZoneCheck.required(current, family).publication()));
        if (outcome instanceof Records.Outcome.Applied) {
          taken.add(family);
        } else {
          trouble = Optional.of("Route 53 does not take its record set: " + outcome);
        }
      }
      if (taken.isEmpty()) {
        return true;
      }
      Map<Family, Deviation> left = new EnumMap<>(Family.class);
      left.putAll(current.deviations());
      left.keySet().removeAll(taken);
      NameState after = current.dueAgain(taken, parts.time().now()).deviating(left);
      HistoryEntry entry = HistoryEntry.of(after, What.REPAIRED, now);
      return take(new Step(after, List.of(), List.of(entry)));
    }

    /** Only a repair may delete what stands in the way. */
    private Records.Outcome written(RecordSet set) {
      return name.onDrift() == OnDrift.REPAIR
          ? parts.records().replace(name.zone(), set)
          : parts.records().upsert(name.zone(), List.of(set));
    }
  }
}
