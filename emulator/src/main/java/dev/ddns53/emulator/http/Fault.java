package dev.ddns53.emulator.http;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * A fault on demand.
 *
 * @param service such as {@code route53}, or {@code *}
 * @param action such as {@code ChangeResourceRecordSets}, or {@code *}
 * @param times how many calls it hits; 0 for all until it is removed
 * @param delay how long after its arrival a call is carried out that is slow, or whose answer is
 *     lost
 */
public record Fault(String service, String action, Kind kind, int times, Duration delay) {

  private static final String ANY = "*";

  /** What goes wrong. */
  public enum Kind {
    /** Refused as too much; not carried out. */
    THROTTLE("throttle"),
    /** Refused because the zone is busy; not carried out. */
    PRIOR_REQUEST("prior-request"),
    /** An internal error; not carried out. */
    ERROR("error500"),
    /** Refused for lack of permission; not carried out. */
    DENY("deny"),
    /** Not carried out and never answered, until faults are cleared or the server stops. */
    HANG("hang"),
    /** Carried out after the delay, whether the client still waits or not. */
    SLOW("slow"),
    /**
     * Carried out, but the answer is lost: the connection breaks. With a delay it breaks at once,
     * so that the call is carried out only that long after the client gave up.
     */
    COMMIT_THEN_DROP("commit-then-drop");

    private final String slug;

    Kind(String slug) {
      this.slug = slug;
    }

    public String slug() {
      return slug;
    }

    public static Optional<Kind> parse(String slug) {
      return Arrays.stream(values()).filter(kind -> kind.slug.equals(slug)).findFirst();
    }
  }

  /** A fault that hits the next call. */
  public static Fault once(String service, String action, Kind kind) {
    return new Fault(service, action, kind, 1, Duration.ZERO);
  }

  /** A fault that hits all calls until it is removed. */
  public static Fault always(String service, String action, Kind kind) {
    return new Fault(service, action, kind, 0, Duration.ZERO);
  }

  boolean hits(String calledService, String calledAction) {
    return (service.equals(ANY) || service.equals(calledService))
        && (action.equals(ANY) || action.equals(calledAction));
  }

  Optional<Fault> afterHit() {
    return switch (times) {
      case 0 -> Optional.of(this);
      case 1 -> Optional.empty();
      default -> Optional.of(new Fault(service, action, kind, times - 1, delay));
    };
  }
}
