package dev.ddns53.emulator.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which API calls arrived, faulty ones included. */
public final class Calls {

  private static final int REMEMBERED = 10_000;

  private final Map<String, Integer> counts = new HashMap<>();
  private final Deque<String> newest = new ArrayDeque<>();

  synchronized void add(String service, String action) {
    String call = call(service, action);
    counts.merge(call, 1, Integer::sum);
    newest.addLast(call);
    if (newest.size() > REMEMBERED) {
      newest.removeFirst();
    }
  }

  public synchronized int count(String service, String action) {
    return counts.getOrDefault(call(service, action), 0);
  }

  public synchronized int total(String service) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(service + " "))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /** Counts by {@code "service Action"}. */
  public synchronized Map<String, Integer> snapshot() {
    return new TreeMap<>(counts);
  }

  /** The newest 10,000 calls, oldest first, each as {@code "service Action"}. */
  public synchronized List<String> history() {
    return List.copyOf(newest);
  }

  public synchronized void reset() {
    counts.clear();
    newest.clear();
  }

  private static String call(String service, String action) {
    return service + " " + action;
  }
}
