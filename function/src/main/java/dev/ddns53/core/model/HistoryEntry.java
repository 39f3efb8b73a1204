package dev.ddns53.core.model;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that happened to a name.
 *
 * @param version of the name's row that it led to
 * @param facts what else is to be known, in the order in which a person reads it
 */
public record HistoryEntry(
    Fqdn name, Instant at, long version, What what, Map<String, String> facts) {

  /** What has happened. */
  public enum What {
    /** A site reported an address for the name. */
    REPORTED("reported"),
    /** Route 53 refused the record set. */
    REJECTED("rejected");

    private final String slug;

    What(String slug) {
      this.slug = slug;
    }

    /** The stable name. */
    public String slug() {
      return slug;
    }
  }

  public HistoryEntry {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /** What led to this version of a name. */
  public static HistoryEntry of(NameState after, What what, Instant at) {
    return new HistoryEntry(after.name(), at, after.version(), what, Map.of());
  }

  /** With one fact more. */
  public HistoryEntry with(String fact, String value) {
    Map<String, String> all = new LinkedHashMap<>(facts);
    all.put(fact, value);
    return new HistoryEntry(name, at, version, what, all);
  }
}
