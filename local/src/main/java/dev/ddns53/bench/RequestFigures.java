package dev.ddns53.bench;

import dev.ddns53.handler.RequestLog;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How requests were answered, and what kept them from being published at once. */
final class RequestFigures {

  private final Map<String, Integer> outcomes = new TreeMap<>();
  private final Map<String, Integer> troubles = new TreeMap<>();

  synchronized void add(RequestLog.Entry entry) {
    outcomes.merge(entry.status() + " " + entry.outcome(), 1, Integer::sum);
    entry.troubles().forEach(trouble -> troubles.merge(kind(trouble), 1, Integer::sum));
    entry.fault().ifPresent(fault -> troubles.merge(String.valueOf(fault), 1, Integer::sum));
  }

  synchronized void reset() {
    outcomes.clear();
    troubles.clear();
  }

  private static String kind(String trouble) {
    return trouble.replaceAll("n[0-9]+\\.s[0-9]+\\.", "NAME.").replaceAll("Z[A-Z0-9]{10,}", "ZONE");
  }

  synchronized String text() {
    String counts =
        outcomes.entrySet().stream()
            .map(each -> each.getValue() + " x " + each.getKey())
            .collect(Collectors.joining(", "));
    return troubles.isEmpty()
        ? counts
        : counts
            + troubles.entrySet().stream()
                .map(each -> "\n    " + each.getValue() + " x " + each.getKey())
                .collect(Collectors.joining());
  }
}
