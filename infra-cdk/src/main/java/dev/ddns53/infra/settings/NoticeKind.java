package dev.ddns53.infra.settings;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The kinds of notices, as docs/notices.md has them. */
public enum NoticeKind {
  /** Routine: what ddns53 is for. */
  ADDRESS_CHANGED("address-changed"),
  STALE("stale"),
  RECOVERED("recovered"),
  UPDATE_REFUSED("update-refused"),
  FAILED_OVER("failed-over"),
  FAILED_BACK("failed-back"),
  MEMBER_DOWN("member-down"),
  MEMBER_UP("member-up"),
  DRIFT_FOUND("drift-found"),
  DRIFT_CLEARED("drift-cleared"),
  CHANGE_STUCK("change-stuck"),
  RECORD_BLOCKED("record-blocked"),
  RECORD_DENIED("record-denied"),
  ZONE_DENIED("zone-denied"),
  ADOPTION_VOID("adoption-void"),
  ORPHANED("orphaned"),
  RECORD_REJECTED("record-rejected");

  private final String slug;

  NoticeKind(String slug) {
    this.slug = slug;
  }

  /** The stable name, which is the event's detail-type. */
  public String slug() {
    return slug;
  }

  static Optional<NoticeKind> parse(String slug) {
    return Arrays.stream(values()).filter(kind -> kind.slug.equals(slug)).findFirst();
  }

  static Set<NoticeKind> all() {
    return Collections.unmodifiableSet(EnumSet.allOf(NoticeKind.class));
  }

  /** All but what is routine. */
  static Set<NoticeKind> news() {
    return Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(ADDRESS_CHANGED)));
  }
}
