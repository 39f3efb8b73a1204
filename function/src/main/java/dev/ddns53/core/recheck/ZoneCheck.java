package dev.ddns53.core.recheck;

import dev.ddns53.core.model.Allow;
import dev.ddns53.core.model.ChangeId;
import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.IpAddress;
import dev.ddns53.core.model.Limits;
import dev.ddns53.core.model.Member;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.NameState;
import dev.ddns53.core.model.RecordState;
import dev.ddns53.core.model.Site;
import dev.ddns53.core.model.SiteId;
import dev.ddns53.core.port.Probes.Answer;
import dev.ddns53.core.port.Probes.Target;
import dev.ddns53.core.port.Records.ExistingRecord;
import dev.ddns53.core.port.Records.Progress;
import dev.ddns53.core.port.State.NameRows;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.publish.Publications;
import dev.ddns53.core.publish.SideBySide;
import dev.ddns53.core.recheck.RecheckResult.Line;
import dev.ddns53.core.recheck.RecheckResult.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * One look at a zone. Rows are read before the zone is listed, and those about which there is
 * something to do once more afterwards: a record set that changed in between is not judged.
 */
final class ZoneCheck {

  private static final int READS_AT_ONCE = 8;
  private static final int ROWS_PER_READ = 100;
  private static final int NAMES_PER_STEP = 50;

  private final Recheck.Parts parts;
  private final Recheck.Zone zone;
  private final Map<SiteId, Boolean> stale;
  private final Instant now;
  private final List<String> troubles;
  private final SideBySide sideBySide;
  private final Map<Fqdn, Line> lines = new ConcurrentHashMap<>();

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
    Map<Fqdn, NameState> early = read();
    List<Name> readable =
        zone.names().stream().filter(name -> early.containsKey(name.fqdn())).toList();
    Observed observed = new Observed(stale, probe(readable, early));
    ZoneListing listing = ZoneListing.of(parts.records(), zone.id(), early.keySet());
    listing.trouble().ifPresent(troubles::add);
    List<Look> looks =
        readable.stream()
            .map(name -> look(name, early, observed, listing.at(name.fqdn())))
            .toList();
    looks.forEach(look -> lines.put(look.name().fqdn(), look.line()));
    Map<ChangeId, Progress> progress = ask(looks);
    Set<Fqdn> due = ConcurrentHashMap.newKeySet();
    looks.stream()
        .filter(look -> !look.state().pending().isEmpty())
        .forEach(look -> due.add(look.name().fqdn()));
    act(looks, observed, progress, due);
    if (!due.isEmpty()) {
      troubles.addAll(parts.publishing().publish(due.stream().sorted().toList()));
    }
    return List.copyOf(lines.values());
  }

  private static Look look(
      Name name,
      Map<Fqdn, NameState> early,
      Observed observed,
      Optional<List<ExistingRecord>> listed) {
    return new Look(
        name, Optional.ofNullable(early.get(name.fqdn())).orElseThrow(), observed, listed);
  }

  private Map<Fqdn, NameState> read() {
    Map<Fqdn, NameState> states = new ConcurrentHashMap<>();
    List<Supplier<Boolean>> reads = new ArrayList<>();
    for (List<Fqdn> chunk :
        Recheck.chunks(zone.names().stream().map(Name::fqdn).sorted().toList(), ROWS_PER_READ)) {
      reads.add(
          () -> {
            try {
              parts.state().recentNames(chunk).forEach(state -> states.put(state.name(), state));
            } catch (Unavailable e) {
              unknown(chunk, String.valueOf(e.getMessage()));
            }
            return true;
          });
    }
    sideBySide.all(reads);
    return states;
  }

  private void unknown(List<Fqdn> names, String why) {
    names.forEach(name -> lines.put(name, new Line(name, Standing.UNKNOWN, why)));
    troubles.add(zone.id() + ", names " + names.getFirst() + " to " + names.getLast() + ": " + why);
  }

  private Map<Target, Answer> probe(List<Name> names, Map<Fqdn, NameState> early) {
    Set<Target> targets = new LinkedHashSet<>();
    for (Name name : names) {
      NameState state = Optional.ofNullable(early.get(name.fqdn())).orElseThrow();
      name.probe()
          .ifPresent(
              probe -> {
                for (Member member : name.members()) {
                  for (Family family : Family.values()) {
                    Publications.address(member, state.said(), family)
                        .filter(address -> mayProbe(member, address))
                        .ifPresent(
                            address ->
                                targets.add(new Target(name.fqdn(), address, probe.check())));
                  }
                }
              });
    }
    return targets.isEmpty() ? Map.of() : parts.probes().probe(targets);
  }

  /**
   * An operator's own address may be anywhere. A site chooses its address itself, so it is tried
   * only where the site may report it: not in our own network, unless its operator opened that.
   */
  private boolean mayProbe(Member member, IpAddress address) {
    return switch (member) {
      case Member.OfSite(SiteId id) -> {
        Optional<Allow> allow = Optional.ofNullable(zone.sites().get(id)).map(Site::allow);
        yield allow
            .filter(each -> each.forbidden(address).isEmpty() && each.address(address))
            .isPresent();
      }
      case Member.Fixed fixed -> true;
      case Member.OfAlias alias -> false;
    };
  }

  /** Asks about changes that may be stuck: most of them where the list is not as it should be. */
  private Map<ChangeId, Progress> ask(List<Look> looks) {
    Set<ChangeId> doubted = new LinkedHashSet<>();
    Set<ChangeId> followed = new LinkedHashSet<>();
    for (Look look : looks) {
      look.findings()
          .forEach(
              (family, finding) ->
                  Doubt.about(look.record(family), finding, now)
                      .ifPresent(
                          change ->
                              (finding instanceof Finding.InSync ? followed : doubted)
                                  .add(change)));
    }
    List<ChangeId> asked = new ArrayList<>();
    doubted.stream().limit(Limits.CHANGES_DOUBTED).forEach(asked::add);
    asked.addAll(someOf(List.copyOf(followed), Limits.CHANGES_FOLLOWED));
    Map<ChangeId, Progress> progress = new HashMap<>();
    for (ChangeId change : asked) {
      try {
        progress.put(change, parts.records().progress(change));
      } catch (Unavailable e) {
        troubles.add(zone.id() + ": " + e.getMessage());
      }
    }
    return progress;
  }

  /** Others each time, so that all have their turn. */
  private <T> List<T> someOf(List<T> all, int most) {
    if (all.size() <= most) {
      return all;
    }
    int start = new SplittableRandom(now.getEpochSecond()).nextInt(all.size());
    List<T> some = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      some.add(all.get((start + i) % all.size()));
    }
    return some;
  }

  private void act(
      List<Look> looks, Observed observed, Map<ChangeId, Progress> progress, Set<Fqdn> due) {
    List<Look> refused =
        someOf(
            looks.stream().filter(look -> !look.refused(look.state()).isEmpty()).toList(),
            Limits.REFUSED_RETRIED);
    Retries retries = new Retries(refused.stream().map(look -> look.name().fqdn()).toList());
    Set<Look> wanted = new LinkedHashSet<>();
    looks.stream().filter(look -> look.needsStep(progress, now)).forEach(wanted::add);
    wanted.addAll(refused);
    List<Supplier<Boolean>> steps = new ArrayList<>();
    for (List<Look> chunk : Recheck.chunks(List.copyOf(wanted), NAMES_PER_STEP)) {
      steps.add(
          () -> {
            act(chunk, new NameCheck(parts, observed, progress, retries), due);
            return true;
          });
    }
    sideBySide.all(steps);
  }

  private void act(List<Look> looks, NameCheck check, Set<Fqdn> due) {
    List<Fqdn> names = looks.stream().map(look -> look.name().fqdn()).toList();
    List<NameRows> rows;
    try {
      rows = parts.state().names(names);
    } catch (Unavailable e) {
      unknown(names, String.valueOf(e.getMessage()));
      return;
    }
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).name().isPresent()) {
        Fqdn name = names.get(i);
        NameCheck.Outcome outcome = check.run(looks.get(i), rows.get(i));
        lines.put(name, outcome.line());
        outcome.troubles().forEach(trouble -> troubles.add(name + ", " + trouble));
        if (outcome.isDue()) {
          due.add(name);
        }
      }
    }
  }

  /** A finding's record set, which there must be. */
  static RecordState required(NameState state, Family family) {
    return state.record(family).orElseThrow();
  }
}
