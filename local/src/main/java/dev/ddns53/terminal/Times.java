package dev.ddns53.terminal;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Times and durations for people. */
public final class Times {

  private static final int FULL_MINUTES = 120;
  private static final int FULL_HOURS = 48;

  private Times() {}

  /** Such as {@code 15m} or {@code 1h30m}. */
  public static String text(Duration duration) {
    return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
  }

  /** Such as {@code 40 s ago} or {@code 3 h ago}. */
  public static String ago(Instant then, Instant now) {
    Duration age = Duration.between(then, now);
    if (age.toSeconds() < FULL_MINUTES) {
      return Math.max(0, age.toSeconds()) + " s ago";
    }
    if (age.toMinutes() < FULL_MINUTES) {
      return age.toMinutes() + " min ago";
    }
    return age.toHours() < FULL_HOURS ? age.toHours() + " h ago" : age.toDays() + " days ago";
  }
}
