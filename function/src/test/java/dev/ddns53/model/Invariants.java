package dev.ddns53.model;

import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.IpAddress;
import dev.ddns53.core.model.Member;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.Name.OnDrift;
import dev.ddns53.core.model.NameState;
import dev.ddns53.core.model.Notice;
import dev.ddns53.core.model.Publication;
import dev.ddns53.core.model.RecordOutcome;
import dev.ddns53.core.model.RecordState;
import dev.ddns53.core.model.Report;
import dev.ddns53.core.model.Site;
import dev.ddns53.core.model.SiteId;
import dev.ddns53.core.model.SiteState;
import dev.ddns53.core.port.Records.RecordSet;
import dev.ddns53.core.port.State.Rows;
import dev.ddns53.core.recheck.RecheckResult;
import dev.ddns53.core.recheck.RecheckResult.Line;
import dev.ddns53.core.recheck.RecheckResult.Standing;
import dev.ddns53.core.report.UpdateResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Watches a history from outside, and says what in it must not be. */
final class Invariants {

  private static final Set<Standing> IN_ORDER = Set.of(Standing.IN_SYNC, Standing.UNPUBLISHED);

  private record Key(Fqdn name, Family family) {}

  private record Moment(Instant at, Publication publication) {}

  private final Plan plan;
  private final Services services;
  private final Supplier<Instant> now;
  private final Map<String, Plan.Send> bySignature = new HashMap<>();
  private final Set<String> stored = new HashSet<>();
  private final Map<SiteId, SiteState> newest = new HashMap<>();
  private final Map<Key, Map<SiteId, IpAddress>> said = new HashMap<>();
  private final Map<Key, List<Moment>> held = new HashMap<>();
  private final Set<Key> taken = new HashSet<>();
  private final Set<Key> everTaken = new HashSet<>();
  private final Set<Key> edited = new HashSet<>();
  private final Set<Key> disturbed = new HashSet<>();
  private Optional<Instant> looked = Optional.empty();
  private Map<Fqdn, Standing> standings = Map.of();
  private boolean settled;
  private final List<String> broken = new ArrayList<>();

  Invariants(Plan plan, Services services, Supplier<Instant> now) {
    this.plan = plan;
    this.services = services;
    this.now = now;
  }

  List<String> broken() {
    return List.copyOf(broken);
  }

  void sent(String signature, Plan.Send send) {
    bySignature.put(signature, send);
  }

  boolean isStored(String signature) {
    return stored.contains(signature);
  }

  /** A record set was put in the place of one of ours. */
  void taken(Fqdn name) {
    Key key = new Key(name, Family.IPV4);
    taken.add(key);
    everTaken.add(key);
    disturbed.add(key);
  }

  /** It was taken away again; a record set of ours does not come back with that. */
  void withdrawn(Fqdn name) {
    Key key = new Key(name, Family.IPV4);
    taken.remove(key);
    if (held.containsKey(key)) {
      edited.add(key);
    }
  }

  /** A record set of ours was edited or deleted by others. */
  void tampered(Fqdn name, Family family) {
    Key key = new Key(name, family);
    edited.add(key);
    disturbed.add(key);
  }

  /** The re-check has looked at everything, from then on. */
  void looked(Instant began, RecheckResult result) {
    looked = Optional.of(began);
    standings = result.names().stream().collect(Collectors.toMap(Line::name, Line::standing));
  }

  /** Rows were written. */
  void written(Rows rows) {
    rows.sites().forEach(site -> heard(site, rows.names()));
    for (NameState row : rows.names()) {
      row.records().keySet().forEach(family -> settled(row.name(), family));
    }
    rows.notices().stream()
        .filter(notice -> notice.kind() == Notice.Kind.DRIFT_FOUND)
        .forEach(this::drift);
  }

  private void drift(Notice notice) {
    for (Family family : Family.values()) {
      if (notice.facts().containsKey("found-" + family.recordType())
          && !disturbed.contains(new Key(notice.name().orElseThrow(), family))) {
        broken.add("drift is told where nobody touched anything: " + notice);
      }
    }
  }

  private void heard(SiteState row, List<NameState> names) {
    for (Family family : Family.values()) {
      Optional<Report> before =
          Optional.ofNullable(newest.get(row.id())).flatMap(site -> site.newest(family));
      Optional<Report> after = row.newest(family);
      if (before.isPresent() && after.filter(a -> !a.at().isBefore(before.get().at())).isEmpty()) {
        broken.add("an older report of " + row.id() + " was stored over " + before.get());
      }
      if (after.isPresent() && !after.equals(before)) {
        stored.add(after.get().signature());
        for (Fqdn name : covered(after.get())) {
          said(new Key(name, family), row.id(), after.get().address(), names);
        }
      } else if (after.isPresent()) {
        repeated(row.id(), family, after.get(), names);
      }
    }
    newest.put(row.id(), row);
  }

  /** A repeated request reaches the names that others' records were in the way of before. */
  private void repeated(SiteId site, Family family, Report report, List<NameState> written) {
    written.stream()
        .filter(row -> report.address().equals(row.said(family).get(site)))
        .filter(row -> covered(report).contains(row.name()))
        .forEach(
            row ->
                said.computeIfAbsent(new Key(row.name(), family), k -> new HashMap<>())
                    .put(site, report.address()));
  }

  /** A name is left alone only if another's record was in its way. */
  private void said(Key key, SiteId site, IpAddress address, List<NameState> written) {
    Map<SiteId, IpAddress> sites = said.computeIfAbsent(key, k -> new HashMap<>());
    if (written.stream().anyMatch(row -> row.name().equals(key.name))) {
      sites.put(site, address);
    } else if (!address.equals(sites.get(site))
        && !everTaken.contains(new Key(key.name, Family.IPV4))) {
      broken.add(site + " says " + address + ", but nothing was written for " + key);
    }
  }

  /** The names that a report's request speaks of. */
  private List<Fqdn> covered(Report report) {
    Plan.Send send = Optional.ofNullable(bySignature.get(report.signature())).orElseThrow();
    return plan.names().stream()
        .filter(name -> name.isFedBy(send.site()))
        .map(Name::fqdn)
        .filter(name -> send.names().isEmpty() || send.names().get().contains(name))
        .toList();
  }

  /** Record sets were written. */
  void applied(List<RecordSet> sets) {
    for (RecordSet set : sets) {
      Family family = set.publication().family();
      Key key = new Key(set.name(), family);
      List<Moment> moments = held.computeIfAbsent(key, k -> new ArrayList<>());
      if (taken.remove(key)
          && (plan.name(key.name).onDrift() != OnDrift.REPAIR || moments.isEmpty())) {
        broken.add(key + ": another's record was replaced");
      }
      edited.remove(key);
      moments.add(new Moment(now.get(), set.publication()));
      settled(set.name(), family);
    }
  }

  /** What is said to be published is what stands there. */
  private void settled(Fqdn name, Family family) {
    Optional<RecordState> record = services.stored(name).record(family);
    if (record.filter(RecordState::isPublished).isPresent() && isOurs(new Key(name, family))) {
      Publication wanted = record.get().publication();
      Optional<Publication> found = services.published(name, family);
      if (!found.equals(Optional.of(wanted))) {
        broken.add(
            name + " " + family + " is said to be " + wanted.addresses() + " but is " + found);
      }
    }
  }

  private boolean isOurs(Key key) {
    return !taken.contains(key) && !edited.contains(key);
  }

  /** A request was answered. */
  void answered(Plan.Send send, String signature, Instant began, UpdateResult result) {
    switch (result) {
      case UpdateResult.Accepted accepted -> {
        for (RecordOutcome outcome : accepted.records()) {
          accepted(send, signature, began, outcome);
        }
      }
      case UpdateResult.Refused refused -> {
        for (RecordOutcome outcome : refused.problem().records()) {
          if (outcome.status() != RecordOutcome.Status.REFUSED) {
            accepted(send, signature, began, outcome);
          }
        }
      }
    }
  }

  private void accepted(Plan.Send send, String signature, Instant began, RecordOutcome outcome) {
    Key key = new Key(outcome.name(), outcome.family());
    boolean claimed =
        outcome.status() == RecordOutcome.Status.UPDATED
            || outcome.status() == RecordOutcome.Status.UNCHANGED;
    if (claimed && !taken.contains(key) && !wasHeld(key, outcome.addresses(), began)) {
      broken.add(outcome + " was answered, but was never so since " + began);
    }
    if (!stored.contains(signature)) {
      IpAddress reported =
          Optional.ofNullable(send.addresses().get(outcome.family())).orElseThrow();
      IpAddress known =
          Optional.ofNullable(said.getOrDefault(key, Map.of()).get(send.site())).orElse(reported);
      boolean overtaken =
          Optional.ofNullable(newest.get(send.site()))
              .flatMap(site -> site.newest(outcome.family()))
              .filter(report -> !report.signature().equals(signature))
              .isPresent();
      if (!known.equals(reported) && !overtaken) {
        broken.add(outcome + " was answered, but was not stored");
      }
    }
  }

  private boolean wasHeld(Key key, List<IpAddress> addresses, Instant since) {
    List<Moment> moments = held.getOrDefault(key, List.of());
    for (int i = 0; i < moments.size(); i++) {
      boolean until = i + 1 == moments.size() || !moments.get(i + 1).at.isBefore(since);
      if (until && moments.get(i).publication.addresses().equals(addresses)) {
        return true;
      }
    }
    return false;
  }

  /** A request ended with the words that nothing was written. */
  void denied(String signature, boolean storedBefore, String how) {
    boolean sentOnce =
        plan.steps().stream()
            .noneMatch(
                step ->
                    step instanceof Plan.Resend again
                        && signature.equals(ModelRun.signature(again.of())));
    if (sentOnce && !storedBefore && stored.contains(signature)) {
      broken.add(how + " was answered, but the report is stored");
    }
  }

  /**
   * All is quiet, but what others made may stand there still, and what was refused for it waits for
   * the re-check.
   */
  void quiet() {
    plan.names().forEach(name -> forEachFamily(name, this::quiet));
  }

  /** The re-check has looked until it found nothing more to do. */
  void settled() {
    settled = true;
    quiet();
    plan.names().forEach(name -> forEachFamily(name, this::repairedOrTold));
  }

  private interface Check {
    void run(Name name, Key key, NameState row);
  }

  private void forEachFamily(Name name, Check check) {
    for (Family family : Family.values()) {
      check.run(name, new Key(name.fqdn(), family), services.stored(name.fqdn()));
    }
  }

  private void quiet(Name name, Key key, NameState row) {
    Map<SiteId, IpAddress> expected = said.getOrDefault(key, Map.of());
    if (!row.said(key.family).equals(expected) && !taken.contains(key)) {
      broken.add(key + ": sites said " + expected + ", the row says " + row.said(key.family));
    }
    if (taken.contains(key)) {
      if (row.record(key.family).filter(RecordState::isPending).isPresent()) {
        broken.add(key + " stays pending though it is taken");
      }
      if (!services.isSeized(name.fqdn())) {
        broken.add(key + ": another's record is gone");
      }
      return;
    }
    boolean refused = row.record(key.family).flatMap(RecordState::rejected).isPresent();
    if (refused && plan.looks() && !settled) {
      return;
    }
    if (row.record(key.family).filter(record -> !record.isPublished()).isPresent()) {
      broken.add(key + " is not settled: " + row);
    }
    Optional<List<IpAddress>> published =
        row.record(key.family).map(RecordState::publication).map(Invariants::addresses);
    wanted(name, expected)
        .filter(wanted -> !wanted.equals(published.orElse(List.of())))
        .ifPresent(wanted -> broken.add(key + " must be " + wanted + ", and is " + published));
    Optional<List<IpAddress>> found =
        services.published(name.fqdn(), key.family).map(Invariants::addresses);
    if (!edited.contains(key) && !found.equals(published)) {
      broken.add(key + " is published as " + published + ", but is " + found);
    }
  }

  /** What others made is told, and undone where the name says so. */
  private void repairedOrTold(Name name, Key key, NameState row) {
    boolean drift = row.deviations().containsKey(key.family);
    boolean told = drift || row.record(key.family).flatMap(RecordState::rejected).isPresent();
    boolean mine = row.record(key.family).filter(RecordState::isOurs).isPresent();
    boolean disturbs = mine && !isOurs(key);
    if (disturbs && name.onDrift() == OnDrift.REPAIR) {
      broken.add(key + " was not repaired");
    } else if (disturbs && !told) {
      broken.add(key + " is drift, but is not told");
    } else if (drift && !disturbs) {
      broken.add(key + " is told as drift, but is not");
    }
    boolean calm = IN_ORDER.contains(standings.get(key.name));
    if (disturbs && calm) {
      broken.add(key + " is called in sync, but is not");
    }
    if (!calm && isUndisturbed(key.name)) {
      broken.add(key + " is in order, but called " + standings.get(key.name));
    }
  }

  private boolean isUndisturbed(Fqdn name) {
    return Stream.of(Family.values()).allMatch(family -> isOurs(new Key(name, family)));
  }

  private static List<IpAddress> addresses(Publication publication) {
    return ((Publication.Addresses) publication).addresses();
  }

  /** Computed in another way than by the code under test; empty when that depends on the past. */
  private Optional<List<IpAddress>> wanted(Name name, Map<SiteId, IpAddress> addresses) {
    List<IpAddress> all = new ArrayList<>();
    boolean choice = name.members().size() > 1;
    for (Member member : name.members()) {
      if (member instanceof Member.OfSite(SiteId site) && addresses.containsKey(site)) {
        Optional<Boolean> silent = choice ? silent(site) : Optional.of(false);
        if (silent.isEmpty()) {
          return Optional.empty();
        }
        if (!silent.get()) {
          all.add(addresses.get(site));
        }
      }
    }
    if (all.isEmpty() && !addresses.isEmpty()) {
      return Optional.empty();
    }
    List<IpAddress> some =
        name.policy() == Name.Policy.FIRST_HEALTHY ? all.stream().limit(1).toList() : all;
    return Optional.of(some.stream().distinct().sorted().toList());
  }

  /** Whether the last look found a site silent for too long; empty when clocks decide that. */
  private Optional<Boolean> silent(SiteId id) {
    Site site =
        plan.sites().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
    if (!plan.looks() || site.staleAfter().compareTo(Plans.LONGEST) > 0) {
      return Optional.of(false);
    }
    if (!settled) {
      return Optional.empty();
    }
    Duration silence =
        Duration.between(
            Optional.ofNullable(newest.get(id)).flatMap(SiteState::seen).orElseThrow().at(),
            looked.orElseThrow());
    Duration over = silence.minus(site.staleAfter());
    return over.abs().toMillis() > 2 * ModelRun.MOST_SKEW_MILLIS
        ? Optional.of(over.isPositive())
        : Optional.empty();
  }
}
