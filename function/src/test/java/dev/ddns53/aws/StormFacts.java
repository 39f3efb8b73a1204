package dev.ddns53.aws;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.notice.HistoryEntry;
import dev.ddns53.core.notice.Notice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * What a storm's judge knows besides the journal: what is at work, what people were told, and what
 * has happened so far. Used under the judge's lock.
 */
final class StormFacts {

  private static final int LAST = 40;
  private static final int HISTORY = 100;

  private final Backend backend;
  private final Fqdn name;
  private final Supplier<Instant> clock;
  private final Set<Long> atWork = new TreeSet<>();
  private final Set<String> adopted = new HashSet<>();
  private final List<String> story = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private final Map<String, Integer> counts = new TreeMap<>();
  private long calls;
  private long registeredUntil = -1;
  private int hour;

  /**
   * Facts of a name.
   *
   * @param clock the function's
   */
  StormFacts(Backend backend, Fqdn name, Supplier<Instant> clock) {
    this.backend = backend;
    this.name = name;
    this.clock = clock;
  }

  Instant now() {
    return clock.get();
  }

  /** Counts the hours, between which nothing is at work. */
  int hour() {
    return hour;
  }

  void nextHour() {
    hour++;
  }

  /** The calls of ours that have begun and not ended. */
  Set<Long> atWork() {
    return Set.copyOf(atWork);
  }

  long begins() {
    atWork.add(++calls);
    return calls;
  }

  void ends(long call) {
    atWork.remove(call);
  }

  void registered(boolean now) {
    registeredUntil = now ? Long.MAX_VALUE : calls;
  }

  boolean isRegistered() {
    return registeredUntil == Long.MAX_VALUE;
  }

  /** Whether a call at work began while the name was registered. */
  boolean wasRegistered() {
    return atWork.stream().anyMatch(call -> call <= registeredUntil);
  }

  /** An operator lets a record set be replaced. */
  void adopts(String json) {
    adopted.add(json);
  }

  boolean isAdopted(String json) {
    return adopted.contains(json);
  }

  /** Whether a notice of that time or later says what was found at a record's place. */
  boolean isTold(Instant since, Family family, String found, Notice.Kind... kinds) {
    String fact = "found-" + family.recordType();
    return backend.wiring().state().history(name, HISTORY).stream()
        .filter(entry -> !entry.at().isBefore(since))
        .filter(entry -> entry.facts().getOrDefault(fact, "").contains(found))
        .map(HistoryEntry::version)
        .flatMap(version -> List.of(kinds).stream().map(kind -> id(kind, version)))
        .flatMap(id -> backend.notice(id).stream())
        .anyMatch(notice -> notice.facts().getOrDefault(fact, "").contains(found));
  }

  private String id(Notice.Kind kind, long version) {
    return kind.slug() + "#" + name + "#" + version;
  }

  void tell(String what) {
    story.add(now() + " " + what);
  }

  void broken(String what) {
    tell("BROKEN: " + what);
    List<String> last = story.subList(Math.max(0, story.size() - LAST), story.size());
    violations.add(name + ": " + what + "\n  " + String.join("\n  ", last));
  }

  void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  List<String> violations() {
    return List.copyOf(violations);
  }

  Map<String, Integer> counts() {
    return Map.copyOf(counts);
  }
}
