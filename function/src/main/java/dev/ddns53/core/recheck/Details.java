package dev.ddns53.core.recheck;

import dev.ddns53.core.notice.HistoryEntry;
import dev.ddns53.core.notice.Notice;
import dev.ddns53.core.record.Content;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a notice and a history entry both tell, in order. */
final class Details {

  private final Map<String, String> facts = new LinkedHashMap<>();

  /** Adds a fact, unless it is empty. */
  Details put(String fact, String value) {
    if (!value.isEmpty()) {
      facts.put(fact, value);
    }
    return this;
  }

  Details put(String fact, Optional<Content> content) {
    return put(fact, content.map(Content::text).orElse(""));
  }

  Notice addTo(Notice notice) {
    Notice told = notice;
    for (Map.Entry<String, String> fact : facts.entrySet()) {
      told = told.with(fact.getKey(), fact.getValue());
    }
    return told;
  }

  HistoryEntry addTo(HistoryEntry entry) {
    HistoryEntry kept = entry;
    for (Map.Entry<String, String> fact : facts.entrySet()) {
      kept = kept.with(fact.getKey(), fact.getValue());
    }
    return kept;
  }
}
