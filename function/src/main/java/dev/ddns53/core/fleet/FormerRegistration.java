package dev.ddns53.core.fleet;

import dev.ddns53.core.address.ZoneId;
import java.time.Instant;

/**
 * A registration that ended: its name was removed, or moved to another zone.
 *
 * @param zone that held its records
 * @param ended when, in whole milliseconds
 * @param remains what becomes of its records
 * @param by who ended it, for people
 */
public record FormerRegistration(
    Registration registration, ZoneId zone, Instant ended, Remains remains, String by) {

  /** What becomes of a former registration's records. */
  public enum Remains {
    /** They stay, as orphans. */
    KEEP,
    /** The re-check of their zone deletes them. */
    WITHDRAW
  }
}
