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
import dev.ddns53.core.port.Records.Progress;
import dev.ddns53.core.port.State.NameRows;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.port.Unconfirmed;
import dev.ddns53.core.recheck.RecheckResult.Line;
import dev.ddns53.core.recheck.RecheckResult.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Carries out what follows for a name: transitions one by one, each its own conditional write. */
final class NameCheck {

  private static final String MOVED = "was changed by somebody else meanwhile";

  private final Recheck.Parts parts;
  private final Observed observed;
  private final Map<ChangeId, Progress> progress;
  private final Retries retries;
  private final Takeover takeover;

  /**
   * A check of names of one zone.
   *
   * @param progress of the changes that were asked about
   */
  NameCheck(
      Recheck.Parts parts, Observed observed, Map<ChangeId, Progress> progress, Retries retries) {
    this.parts = parts;
    this.observed = observed;
    this.progress = Map.copyOf(progress);
    this.retries = retries;
    this.takeover = new Takeover(parts, retries);
  }

  /**
   * What became of it.
   *
   * @param isDue whether something waits to be published
   * @param troubles what was not done, and why
   */
  record Outcome(Line line, boolean isDue, List<String> troubles) {
    Outcome {
      troubles = List.copyOf(troubles);
    }
  }

  Outcome run(Look look, NameRows rows) {
    Run run = new Run(rows.name().orElseThrow(), look, rows.state());
    try {
      return run.run();
    } catch (Unavailable | Unconfirmed e) {
      String why = String.valueOf(e.getMessage());
      return new Outcome(new Line(run.name.fqdn(), Standing.UNKNOWN, why), false, List.of(why));
    }
  }

  private final class Run {

    private final Name name;
    private final Look look;
    private final Instant now = parts.time().now();
    private NameState current;
    private final List<String> troubles = new ArrayList<>();

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
      return new Outcome(line, !current.pending().isEmpty(), troubles);
    }

    private Outcome lost() {
      return new Outcome(new Line(name.fqdn(), Standing.UNKNOWN, MOVED), false, troubles);
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
      Set<Family> blocked = new TreeSet<>();
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
      if (name.onDrift() == OnDrift.REPAIR && !write(blocked)) {
        return false;
      }
      return !retries.include(name.fqdn()) || write(look.refused(current));
    }

    /** Writes what batches do not; false when the row has changed. */
    private boolean write(Set<Family> families) {
      for (Family family : families) {
        Instant declared = parts.time().now();
        if (!take(Step.quiet(current.attempted(Set.of(family), declared)))) {
          return false;
        }
        Optional<String> refusal =
            takeover.send(look, ZoneCheck.required(current, family), declared);
        if (refusal.isEmpty() && !take(repaired(family))) {
          return false;
        }
        refusal.ifPresent(why -> troubles.add(family.recordType() + ": " + why));
      }
      return true;
    }

    /** Due once more, so that a batch confirms it. */
    private Step repaired(Family family) {
      Instant at = parts.time().now();
      Map<Family, Deviation> left = new EnumMap<>(Family.class);
      left.putAll(current.deviations());
      left.remove(family);
      NameState after = current.dueAgain(Set.of(family), at).deviating(left);
      return new Step(after, List.of(), List.of(HistoryEntry.of(after, What.REPAIRED, at)));
    }
  }
}
