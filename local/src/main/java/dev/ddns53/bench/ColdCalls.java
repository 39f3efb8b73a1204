package dev.ddns53.bench;

import dev.ddns53.emulator.http.Calls;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Calls of AWS by {@code "service Action"}; empty where they were not counted.
 *
 * @param unchanged those of the twentieth request
 */
record ColdCalls(
    Map<String, Integer> first, Map<String, Integer> unchanged, Map<String, Integer> second) {

  static final ColdCalls NONE = new ColdCalls(Map.of(), Map.of(), Map.of());

  /** Those that were made since it was asked last. */
  static Map<String, Integer> take(Calls calls) {
    Map<String, Integer> made = new TreeMap<>(calls.snapshot());
    calls.reset();
    return made;
  }

  static int total(Map<String, Integer> calls) {
    return calls.values().stream().mapToInt(Integer::intValue).sum();
  }

  static String text(Map<String, Integer> calls) {
    return new TreeMap<>(calls)
        .entrySet().stream()
            .map(each -> each.getValue() + " " + each.getKey())
            .collect(Collectors.joining(", "));
  }
}
