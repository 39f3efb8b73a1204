package dev.ddns53.core.recheck;

import dev.ddns53.core.Limits;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.Name.OnDrift;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.port.Probes.Answer;
import dev.ddns53.core.port.Probes.Target;
import dev.ddns53.core.port.State.NameRows;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.port.Unconfirmed;
import dev.ddns53.core.publish.PendingName;
import dev.ddns53.core.publish.SideBySide;
import dev.ddns53.core.recheck.RecheckResult.Line;
import dev.ddns53.core.recheck.RecheckResult.Standing;
import dev.ddns53.core.record.ChangeId;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.core.record.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One look at a zone: gathers rows, probes and a listing, judges, and applies what follows. Rows
 * are read before the zone is listed, and those about which there is something to do once more
 * afterwards: a record that changed in between is not judged.
 */
final class ZoneCheck {

  private static final int READS_AT_ONCE = 8;
  private static final int ROWS_PER_READ = 100;
  private static final int NAMES_PER_STEP = 50;
  private static final String MOVED = "was changed by somebody else meanwhile";

  private final Recheck.Parts parts;
  private final Recheck.Zone zone;
  private final Map<SiteId, Boolean> stale;
  private final Instant now;
  private final List<String> troubles;
  private final SideBySide sideBySide;
  private final Map<Fqdn, Line> lines = new ConcurrentHashMap<>();
  private final Map<Fqdn, NameState> early = new ConcurrentHashMap<>();
  private final Collection<PendingName> judged = new ConcurrentLinkedQueue<>();
  private final Set<Fqdn> due = ConcurrentHashMap.newKeySet();

  ZoneCheck(
      Recheck.Parts parts,
      Recheck.Zone zone,
      Map<SiteId, Boolean> stale,
      Instant now,
      List<String> troubles) {
    this.parts = parts;
    this.zone = zone;
    this.stale = Map.copyOf(stale);
    this.now = now;
    this.troubles = troubles;
    this.sideBySide = new SideBySide(parts.workers(), READS_AT_ONCE);
  }

  List<Line> run() {
    read();
    List<NameDocument> readable =
        zone.documents().stream().filter(document -> early.containsKey(document.fqdn())).toList();
    Map<Target, Answer> answers =
        new ProbeTargets(zone).probe(parts.probes(), here(readable), early);
    tellMissed(answers);
    MemberChecks checks = new MemberChecks(stale, answers);
    ZoneSnapshot snapshot =
        ZoneSnapshot.of(parts.records(), zone.id(), early.keySet(), parts.time().now());
    snapshot.trouble().ifPresent(troubles::add);
    NameJudge judge =
        new NameJudge(zone.id(), snapshot, checks, stuck(readable, snapshot), retried(readable));
    judge(readable, judge, snapshot);
    apply();
    return List.copyOf(lines.values());
  }

  private void tellMissed(Map<Target, Answer> answers) {
    List<Fqdn> missed =
        answers.entrySet().stream()
            .filter(entry -> entry.getValue().equals(Answer.NO_TIME))
            .map(entry -> entry.getKey().name())
            .distinct()
            .sorted()
            .toList();
    if (!missed.isEmpty()) {
      troubles.add(
          zone.id()
              + ": members of "
              + missed.size()
              + " names were not probed, since there was no time left: "
              + missed.getFirst()
              + (missed.size() > 1 ? " to " + missed.getLast() : "")
              + ". Another run tries them in another order");
    }
  }

  private List<Name> here(List<NameDocument> documents) {
    return documents.stream()
        .flatMap(document -> document.name().stream())
        .filter(name -> name.zone().equals(zone.id()))
        .toList();
  }

  private NameState early(Fqdn name) {
    return Optional.ofNullable(early.get(name)).orElseThrow();
  }

  private void read() {
    List<Supplier<Boolean>> reads = new ArrayList<>();
    for (List<Fqdn> chunk :
        Recheck.chunks(
            zone.documents().stream().map(NameDocument::fqdn).sorted().toList(), ROWS_PER_READ)) {
      reads.add(
          () -> {
            try {
              parts.state().recentNames(chunk).forEach(state -> early.put(state.name(), state));
            } catch (Unavailable e) {
              unknown(chunk, String.valueOf(e.getMessage()));
            }
            return true;
          });
    }
    sideBySide.all(reads);
  }

  private void unknown(List<Fqdn> names, String why) {
    names.forEach(name -> lines.put(name, new Line(name, Standing.UNKNOWN, why)));
    troubles.add(zone.id() + ", names " + names.getFirst() + " to " + names.getLast() + ": " + why);
  }

  private Set<ChangeId> stuck(List<NameDocument> documents, ZoneSnapshot snapshot) {
    StuckChanges changes = new StuckChanges(now);
    for (Name name : here(documents)) {
      Optional<List<RecordSet>> listed = snapshot.at(name.fqdn());
      early(name.fqdn())
          .records()
          .forEach(
              (family, record) ->
                  listed.ifPresent(sets -> changes.add(record, bearing(family, sets))));
    }
    return changes.ask(parts.records(), troubles);
  }

  private static List<RecordSet> bearing(Family family, List<RecordSet> sets) {
    return sets.stream().filter(set -> set.bearsOn(family)).toList();
  }

  /** The names whose refused records have their turn. */
  private Set<Fqdn> retried(List<NameDocument> documents) {
    List<Fqdn> refused =
        documents.stream()
            .map(NameDocument::fqdn)
            .filter(name -> !early(name).families(ZoneCheck::isRefused).isEmpty())
            .toList();
    return Set.copyOf(Some.of(refused, Limits.RETRIED, now));
  }

  private static boolean isRefused(RecordState record) {
    return record.stage() instanceof Stage.Rejected || record.stage() instanceof Stage.Denied;
  }

  /** Judges all by their early rows, and those where something follows by their newest rows. */
  private void judge(List<NameDocument> documents, NameJudge judge, ZoneSnapshot snapshot) {
    List<Fqdn> wanted = new ArrayList<>();
    for (NameDocument document : documents) {
      NameState row = early(document.fqdn());
      Judgement judgement = judge.judge(document, row, row, now);
      line(document, judgement.state(), snapshot);
      if (judgement.isNews() || !judgement.judged(OnDrift.REPAIR).isEmpty()) {
        wanted.add(document.fqdn());
      } else if (!row.due().isEmpty()) {
        due.add(document.fqdn());
      }
    }
    List<Supplier<Boolean>> steps = new ArrayList<>();
    for (List<Fqdn> chunk : Recheck.chunks(wanted, NAMES_PER_STEP)) {
      steps.add(
          () -> {
            step(chunk, judge, snapshot);
            return true;
          });
    }
    sideBySide.all(steps);
  }

  private void line(NameDocument document, NameState state, ZoneSnapshot snapshot) {
    if (document.name().filter(name -> name.zone().equals(zone.id())).isPresent()) {
      boolean listed = snapshot.at(document.fqdn()).isPresent();
      lines.put(document.fqdn(), NameLine.of(state, listed, snapshot.occludedBy(document.fqdn())));
    }
  }

  private void step(List<Fqdn> names, NameJudge judge, ZoneSnapshot snapshot) {
    List<NameRows> rows;
    try {
      rows = parts.state().names(names);
    } catch (Unavailable e) {
      unknown(names, String.valueOf(e.getMessage()));
      return;
    }
    for (NameRows each : rows) {
      Fqdn name = each.state().name();
      try {
        step(each, judge, snapshot);
      } catch (Unavailable | Unconfirmed e) {
        lines.put(name, new Line(name, Standing.UNKNOWN, String.valueOf(e.getMessage())));
        troubles.add(name + ", " + e.getMessage());
      }
    }
  }

  /** One conditional write; who loses it does nothing. */
  private void step(NameRows rows, NameJudge judge, ZoneSnapshot snapshot) {
    Instant at = parts.time().now();
    Fqdn name = rows.state().name();
    Judgement judgement = judge.judge(rows.registered(), early(name), rows.state(), at);
    line(rows.registered(), judgement.state(), snapshot);
    if (!rows.state().records().equals(early(name).records())) {
      lines.put(name, new Line(name, Standing.UNKNOWN, MOVED));
    }
    if (judgement.isNews() && !parts.state().replace(judgement.rows())) {
      lines.put(name, new Line(name, Standing.UNKNOWN, MOVED));
      return;
    }
    OnDrift onDrift = rows.name().map(Name::onDrift).orElse(OnDrift.HOLD);
    judged.addAll(judgement.judged(onDrift));
    if (!judgement.state().due().isEmpty()) {
      due.add(name);
    }
  }

  private void apply() {
    if (!judged.isEmpty()) {
      List<PendingName> pending =
          judged.stream()
              .sorted((a, b) -> a.fqdn().compareTo(b.fqdn()))
              .collect(Collectors.toList());
      troubles.addAll(parts.publishing().send(zone.id(), pending));
    }
    if (!due.isEmpty()) {
      troubles.addAll(parts.publishing().publish(due.stream().sorted().toList()));
    }
  }
}
