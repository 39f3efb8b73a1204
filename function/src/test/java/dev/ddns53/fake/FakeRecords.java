package dev.ddns53.fake;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.port.Records;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.record.ChangeId;
import dev.ddns53.core.record.Publication;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.fake.FakeZone.Standing;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Hosted zones in memory, with Route 53's rules. What happens on demand is said beforehand. */
public final class FakeRecords implements Records {

  /** How a batch goes. */
  public enum Change {
    APPLIED,
    BUSY,
    THROTTLED,
    REJECTED,
    DENIED,
    REFUSED,
    UNCONFIRMED_BUT_APPLIED,
    UNCONFIRMED_NOT_APPLIED
  }

  private static final int PAGE = 300;
  private static final int NAMES_PER_PAGE = 2;
  private static final Set<String> LOOKED_FOR = Set.of("A", "AAAA", "CNAME");
  private static final Set<String> LISTED = Set.of("A", "AAAA", "CNAME", "NS");

  private final Map<ZoneId, FakeZone> zones = new HashMap<>();
  private final List<Listed> history = new ArrayList<>();
  private final List<Listed> deletions = new ArrayList<>();
  private final Set<Fqdn> denied = new HashSet<>();

  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger changes = new AtomicInteger();
  private final AtomicInteger lists = new AtomicInteger();
  private final AtomicInteger polls = new AtomicInteger();
  private final Map<String, Progress> progress = new ConcurrentHashMap<>();
  private final Script<Runnable> beforeReads = new Script<>();
  private final Script<Runnable> beforeLists = new Script<>();
  private final Script<Change> nextChanges = new Script<>();
  private final Script<Runnable> beforeChanges = new Script<>();
  private final Script<Runnable> afterChanges = new Script<>();
  private final Runnable pause;
  private volatile boolean unreadable;
  private volatile InstantSource clock = InstantSource.system();

  public FakeRecords() {
    this(() -> {});
  }

  /**
   * Lets others in at every call.
   *
   * @param pause runs before and after each batch, outside any lock
   */
  public FakeRecords(Runnable pause) {
    this.pause = pause;
  }

  public synchronized void zone(ZoneId id, Fqdn apex) {
    zones.put(id, new FakeZone(apex));
  }

  /** Deletes a zone with all that is in it. */
  public synchronized void removeZone(ZoneId id) {
    zones.remove(id);
  }

  /** Makes a record set by other ways than ours, in the zone whose apex is nearest. */
  public void plant(Fqdn name, Planted set) {
    plant(zoneOf(name), name, set.set());
  }

  /** Makes a record set by other ways than ours. */
  public synchronized void plant(ZoneId zone, Fqdn name, RecordSet set) {
    FakeZone in = existing(zone);
    List<Standing> sets = new ArrayList<>(in.at(name));
    sets.add(new Standing(set, false));
    in.put(name, sets);
  }

  /** Puts a set of others in the place of whatever stands there of its type. */
  public synchronized void seize(Fqdn name, Planted set) {
    only(name, each -> each.ours() && each.set().type().equals(set.type()));
    plant(name, set);
  }

  /** Takes away what others made at a name. */
  public synchronized void withdraw(Fqdn name) {
    only(name, each -> !each.ours());
  }

  /** Takes away what we published. */
  public synchronized void delete(Fqdn name, Family family) {
    only(name, each -> each.ours() && each.set().type().equals(family.recordType()));
  }

  private void only(Fqdn name, Predicate<Standing> gone) {
    FakeZone in = existing(zoneOf(name));
    in.put(name, in.at(name).stream().filter(gone.negate()).toList());
  }

  /** Changes what we published. */
  public synchronized void edit(Fqdn name, Publication other) {
    delete(name, other.family());
    FakeZone in = existing(zoneOf(name));
    List<Standing> sets = new ArrayList<>(in.at(name));
    sets.add(new Standing(RecordSet.of(other), true));
    in.put(name, sets);
  }

  private synchronized ZoneId zoneOf(Fqdn name) {
    return zones.entrySet().stream()
        .filter(zone -> name.isWithin(zone.getValue().apex()))
        .max(Comparator.comparingInt(zone -> zone.getValue().apex().value().length()))
        .orElseThrow(() -> new IllegalArgumentException("no zone holds " + name))
        .getKey();
  }

  private FakeZone existing(ZoneId zone) {
    return find(zone).orElseThrow(() -> new Unavailable("no such hosted zone"));
  }

  private Optional<FakeZone> find(ZoneId zone) {
    return Optional.ofNullable(zones.get(zone));
  }

  /** From now on IAM permits us no change of a name. */
  public synchronized void deny(Fqdn name) {
    denied.add(name);
  }

  /** From now on IAM permits us to change a name. */
  public synchronized void permit(Fqdn name) {
    denied.remove(name);
  }

  /** How the next batches go, in this order. */
  public void nextChanges(Change... outcomes) {
    nextChanges.then(Arrays.asList(outcomes));
  }

  /** What happens right before the next batches get to Route 53, in this order. */
  public void beforeNextChanges(Runnable... hooks) {
    beforeChanges.then(Arrays.asList(hooks));
  }

  /** What happens right after the next batches, in this order, before their answer arrives. */
  public void afterNextChanges(Runnable... hooks) {
    afterChanges.then(Arrays.asList(hooks));
  }

  /** What happens right before the next looks, in this order. */
  public void beforeNextReads(Runnable... hooks) {
    beforeReads.then(Arrays.asList(hooks));
  }

  /** What happens right before the next pages are read, in this order. */
  public void beforeNextLists(Runnable... hooks) {
    beforeLists.then(Arrays.asList(hooks));
  }

  /** How far a change has got; a change is in sync unless something else is said. */
  public void progress(ChangeId change, Progress of) {
    progress.put(change.value(), of);
  }

  /** Sets the time that Route 53 gives for changes. */
  public void clock(InstantSource source) {
    clock = source;
  }

  /** From now on nothing can be read. */
  public void failReads() {
    unreadable = true;
  }

  /** From now on all can be read again. */
  public void restoreReads() {
    unreadable = false;
  }

  /** Calls of {@link #look}. */
  public int reads() {
    return reads.get();
  }

  /** Calls of {@link #change}. */
  public int changes() {
    return changes.get();
  }

  /** Pages that {@link #list} asked for. */
  public int lists() {
    return lists.get();
  }

  /** Calls of {@link #progress(ChangeId)}. */
  public int polls() {
    return polls.get();
  }

  /** What batches created, in the order of writing. */
  public synchronized List<Listed> history() {
    return List.copyOf(history);
  }

  /** What batches deleted, in the order of writing. */
  public synchronized List<Listed> deletions() {
    return List.copyOf(deletions);
  }

  /** What we published at a name and nobody took away. */
  public synchronized Optional<Publication> published(Fqdn name, Family family) {
    return existing(zoneOf(name)).at(name).stream()
        .filter(each -> each.ours() && each.set().type().equals(family.recordType()))
        .findFirst()
        .flatMap(each -> each.set().publication());
  }

  /** What others made at a name and nobody replaced. */
  public synchronized List<RecordSet> planted(Fqdn name) {
    return existing(zoneOf(name)).at(name).stream()
        .filter(each -> !each.ours())
        .map(Standing::set)
        .toList();
  }

  /** All that stands at a name of a zone. */
  public synchronized List<RecordSet> standing(ZoneId zone, Fqdn name) {
    return existing(zone).at(name).stream().map(Standing::set).toList();
  }

  /** A page has 300 record sets; it goes on to the end of the first name's. */
  @Override
  public Map<Fqdn, List<RecordSet>> look(ZoneId zone, Collection<Fqdn> names) {
    reads.incrementAndGet();
    pause.run();
    beforeReads.next().ifPresent(Runnable::run);
    Fqdn first = names.stream().min(FakeZone.ORDER).orElseThrow(IllegalArgumentException::new);
    synchronized (this) {
      FakeZone in = readable(zone);
      Optional<Fqdn> end =
          in.from(first)
              .skip(PAGE)
              .map(Listed::name)
              .filter(name -> !name.equals(first))
              .findFirst();
      Map<Fqdn, List<RecordSet>> found = new HashMap<>();
      names.stream()
          .filter(name -> end.filter(next -> FakeZone.ORDER.compare(next, name) <= 0).isEmpty())
          .forEach(name -> found.put(name, listed(in, name, LOOKED_FOR)));
      return found;
    }
  }

  private static List<RecordSet> listed(FakeZone zone, Fqdn name, Set<String> types) {
    return zone.at(name).stream()
        .map(Standing::set)
        .filter(set -> types.contains(set.type()))
        .toList();
  }

  private FakeZone readable(ZoneId zone) {
    if (unreadable) {
      throw new Unavailable("Route 53 cannot be read");
    }
    return existing(zone);
  }

  /** In pages of two names, in order of the names. */
  @Override
  public void list(ZoneId zone, Consumer<List<Listed>> page) {
    List<Fqdn> names;
    synchronized (this) {
      names = find(zone).map(FakeZone::names).orElse(List.of());
    }
    for (int from = 0; from == 0 || from < names.size(); from += NAMES_PER_PAGE) {
      lists.incrementAndGet();
      pause.run();
      beforeLists.next().ifPresent(Runnable::run);
      page.accept(page(zone, names.subList(from, Math.min(names.size(), from + NAMES_PER_PAGE))));
    }
  }

  private synchronized List<Listed> page(ZoneId zone, List<Fqdn> names) {
    FakeZone in = readable(zone);
    return names.stream()
        .flatMap(name -> listed(in, name, LISTED).stream().map(set -> new Listed(name, set)))
        .toList();
  }

  @Override
  public Progress progress(ChangeId change) {
    polls.incrementAndGet();
    pause.run();
    if (unreadable) {
      throw new Unavailable("Route 53 cannot be read");
    }
    return progress.getOrDefault(change.value(), Progress.INSYNC);
  }

  @Override
  public Outcome change(ZoneId zone, List<Replacement> replacements) {
    int call = changes.incrementAndGet();
    pause.run();
    beforeChanges.next().ifPresent(Runnable::run);
    Outcome outcome =
        switch (nextChanges.next().orElse(Change.APPLIED)) {
          case APPLIED -> apply(zone, replacements, call);
          case BUSY -> new Outcome.Busy();
          case THROTTLED -> new Outcome.Throttled();
          case REJECTED -> new Outcome.Rejected("InvalidChangeBatch");
          case DENIED -> new Outcome.Denied("AccessDenied");
          case REFUSED -> new Outcome.Refused("InvalidClientTokenId");
          case UNCONFIRMED_NOT_APPLIED -> new Outcome.Unconfirmed("timeout");
          case UNCONFIRMED_BUT_APPLIED -> {
            apply(zone, replacements, call);
            yield new Outcome.Unconfirmed("timeout");
          }
        };
    afterChanges.next().ifPresent(Runnable::run);
    pause.run();
    return outcome;
  }

  private synchronized Outcome apply(ZoneId zone, List<Replacement> replacements, int call) {
    if (replacements.stream().map(Replacement::name).anyMatch(denied::contains)) {
      return new Outcome.Denied("AccessDenied");
    }
    Optional<FakeZone> in = find(zone);
    if (in.isEmpty()) {
      return new Outcome.Refused("NoSuchHostedZone");
    }
    Optional<String> fault = in.get().replace(replacements);
    if (fault.isPresent()) {
      return new Outcome.Rejected(fault.get());
    }
    for (Replacement each : replacements) {
      each.out().forEach(set -> deletions.add(new Listed(each.name(), set)));
      each.in().forEach(set -> history.add(new Listed(each.name(), set)));
    }
    return new Outcome.Applied(new ChangeId("/change/C" + call, Optional.of(clock.instant())));
  }
}
