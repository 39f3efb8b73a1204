package dev.ddns53.core.fleet;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The stamp of a registration, or of an adoption: a name in a zone, from the time on at which an
 * operator registered it there. What another registration published proves nothing.
 *
 * @param stamp whole milliseconds; no two of a name are the same
 */
public record Registration(Instant stamp) implements Comparable<Registration> {

  /** The registration of a row that belongs to none. */
  public static final Registration NONE = new Registration(Instant.EPOCH);

  public Registration {
    if (!stamp.equals(stamp.truncatedTo(ChronoUnit.MILLIS))) {
      throw new IllegalArgumentException("a stamp has whole milliseconds");
    }
  }

  /** One at this time, but later than another one. */
  public static Registration at(Instant now, Registration last) {
    Instant stamp = now.truncatedTo(ChronoUnit.MILLIS);
    return new Registration(stamp.isAfter(last.stamp) ? stamp : last.stamp.plusMillis(1));
  }

  @Override
  public int compareTo(Registration other) {
    return stamp.compareTo(other.stamp);
  }

  @Override
  public String toString() {
    return stamp.toString();
  }
}
