package dev.ddns53.core.publish;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.port.Unconfirmed;
import dev.ddns53.core.record.NameState;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What became of names that were to be sent; gathered by several threads. */
final class Written {

  private final Map<Fqdn, NameState> states = new ConcurrentHashMap<>();
  private final Set<Fqdn> left = ConcurrentHashMap.newKeySet();
  private final Set<Fqdn> moved = ConcurrentHashMap.newKeySet();
  private final Set<String> troubles = ConcurrentHashMap.newKeySet();
  private final AtomicInteger published = new AtomicInteger();
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger throttles = new AtomicInteger();

  /** A name's row as it was stored last. */
  void stored(NameState state) {
    states.put(state.name(), state);
  }

  void published(NameState state) {
    published.incrementAndGet();
    stored(state);
  }

  /** These names must come again, in another event. */
  void leave(Collection<PendingName> names, String why) {
    names.forEach(name -> left.add(name.fqdn()));
    troubles.add(why);
  }

  /** Somebody else has written this name's row: it is to be read again. */
  void moved(Fqdn name) {
    moved.add(name);
  }

  void trouble(String what) {
    troubles.add(what);
  }

  void called() {
    calls.incrementAndGet();
  }

  void throttled() {
    throttles.incrementAndGet();
  }

  /** Does something about names; if a table fails, they come again. */
  void guarded(Collection<PendingName> names, Runnable work) {
    guardedNames(names.stream().map(PendingName::fqdn).toList(), work);
  }

  void guardedNames(Collection<Fqdn> names, Runnable work) {
    try {
      work.run();
    } catch (Unavailable | Unconfirmed e) {
      left.addAll(names);
      troubles.add(String.valueOf(e.getMessage()));
    }
  }

  Map<Fqdn, NameState> states() {
    return Map.copyOf(states);
  }

  Set<Fqdn> left() {
    return left;
  }

  /** The names that must be read again; the next ones are gathered anew. */
  Set<Fqdn> takeMoved() {
    Set<Fqdn> taken = Set.copyOf(moved);
    moved.removeAll(taken);
    return taken;
  }

  List<String> troubles() {
    return troubles.stream().sorted().toList();
  }

  int publishedCount() {
    return published.get();
  }

  int calls() {
    return calls.get();
  }

  int throttles() {
    return throttles.get();
  }
}
