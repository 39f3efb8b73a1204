package dev.ddns53.core.notice;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.record.NameState;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    REJECTED("rejected"),
    /** The publication became another, because the name's entry is another. */
    ENTRY_CHANGED("entry-changed"),
    /** Another member took over, because a published one is down or stale. */
    FAILED_OVER("failed-over"),
    /** A preferred member is published again. */
    FAILED_BACK("failed-back"),
    /** A member no longer answers probes; what is published stays. */
    MEMBER_DOWN("member-down"),
    /** A member answers probes again; what is published stays. */
    MEMBER_UP("member-up"),
    /** Route 53 held something else than was published. */
    DRIFT_FOUND("drift-found"),
    /** Route 53 holds again what was published, and not by us. */
    DRIFT_CLEARED("drift-cleared"),
    /** What people did by hand was replaced, since the name says repair. */
    REPAIRED("repaired"),
    /** What people did by hand was replaced by a newer publication. */
    DRIFT_REPLACED("drift-replaced"),
    /** A change that did not get through was submitted again. */
    CHANGE_STUCK("change-stuck"),
    /** Somebody else's record stands where ours should be. */
    BLOCKED("blocked"),
    /** IAM permits us no record of this name. */
    DENIED("denied"),
    /** An operator let us replace what stood there before. */
    ADOPTED("adopted"),
    /** Something else stands there than an operator agreed to replace. */
    ADOPTION_VOID("adoption-void"),
    /** A record was deleted, as its registration ended or nobody has such an address any more. */
    WITHDRAWN("withdrawn"),
    /** A former registration's place holds a record that we leave there. */
    ORPHANED("orphaned");

    private final String slug;

    What(String slug) {
      this.slug = slug;
    }

    /** What has this stable name. */
    public static Optional<What> of(String slug) {
      return Arrays.stream(values()).filter(what -> what.slug.equals(slug)).findFirst();
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

  /** Entries of one version of a name as one, as they are kept under one key. */
  public static List<HistoryEntry> merged(List<HistoryEntry> entries) {
    if (entries.isEmpty()) {
      return entries;
    }
    HistoryEntry first = entries.getFirst();
    for (HistoryEntry each : entries.subList(1, entries.size())) {
      for (Map.Entry<String, String> fact : each.facts().entrySet()) {
        first = first.with(fact.getKey(), fact.getValue());
      }
      first = first.with("also", each.what().slug());
    }
    return List.of(first);
  }

  /** With these facts more. */
  public HistoryEntry with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(facts);
    all.putAll(more);
    return new HistoryEntry(name, at, version, what, all);
  }

  /** With one fact more. */
  public HistoryEntry with(String fact, String value) {
    Map<String, String> all = new LinkedHashMap<>(facts);
    all.put(fact, value);
    return new HistoryEntry(name, at, version, what, all);
  }
}
