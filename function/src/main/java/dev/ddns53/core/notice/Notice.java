package dev.ddns53.core.notice;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.fleet.SiteId;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An event for people: something has become otherwise than it was.
 *
 * @param id the same for the same transition, whoever notices it, so that it is told once
 * @param facts what else is to be known, in the order in which a person reads it
 */
public record Notice(
    String id,
    Kind kind,
    Instant at,
    Optional<SiteId> site,
    Optional<Fqdn> name,
    Map<String, String> facts) {

  /** What has happened. */
  public enum Kind {
    ADDRESS_CHANGED("address-changed"),
    DRIFT_FOUND("drift-found"),
    DRIFT_CLEARED("drift-cleared"),
    STALE("stale"),
    RECOVERED("recovered"),
    FAILED_OVER("failed-over"),
    FAILED_BACK("failed-back"),
    MEMBER_DOWN("member-down"),
    MEMBER_UP("member-up"),
    UPDATE_REFUSED("update-refused"),
    RECORD_REJECTED("record-rejected"),
    CHANGE_STUCK("change-stuck"),
    RECORD_BLOCKED("record-blocked"),
    RECORD_DENIED("record-denied"),
    ZONE_DENIED("zone-denied"),
    ORPHANED("orphaned"),
    ADOPTION_VOID("adoption-void");

    private final String slug;

    Kind(String slug) {
      this.slug = slug;
    }

    /** The stable name, by which listeners choose. */
    public String slug() {
      return slug;
    }
  }

  public Notice {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /**
   * A notice of a transition.
   *
   * @param transition what tells it from any other of its kind, such as the site and the version of
   *     its row
   */
  public static Notice of(Kind kind, String transition, Instant at) {
    return new Notice(
        kind.slug() + "#" + transition, kind, at, Optional.empty(), Optional.empty(), Map.of());
  }

  public Notice about(SiteId subject) {
    return new Notice(id, kind, at, Optional.of(subject), name, facts);
  }

  public Notice about(Fqdn subject) {
    return new Notice(id, kind, at, site, Optional.of(subject), facts);
  }

  /** With one fact more. */
  public Notice with(String fact, String value) {
    Map<String, String> all = new LinkedHashMap<>(facts);
    all.put(fact, value);
    return new Notice(id, kind, at, site, name, all);
  }
}
