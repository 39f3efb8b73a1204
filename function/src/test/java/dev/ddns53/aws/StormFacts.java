package dev.ddns53.aws;

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
 * What a storm's judge knows besides what stands there: what is at work, what an operator agreed
 * to, and what has happened so far. Used under the judge's lock.
 */
final class StormFacts {

  private static final int LAST = 40;

  private final String name;
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
  StormFacts(String name, Supplier<Instant> clock) {
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
    tell("an hour passed");
  }

  /** How many calls of ours have begun. */
  long calls() {
    return calls;
  }

  /** The calls of ours that have begun and not ended. */
  Set<Long> atWork() {
    return Set.copyOf(atWork);
  }

  /** Whether one of the first so many calls has not ended. */
  boolean isAtWorkSince(long first) {
    return atWork.stream().anyMatch(call -> call <= first);
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
    tell(now ? "registered" : "removed");
  }

  boolean isRegistered() {
    return registeredUntil == Long.MAX_VALUE;
  }

  /** Whether a call at work began while the name was registered. */
  boolean wasRegistered() {
    return isAtWorkSince(registeredUntil);
  }

  /** An operator lets a record set be replaced. */
  void adopts(String json) {
    adopted.add(json);
  }

  boolean isAdopted(String json) {
    return adopted.contains(json);
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
