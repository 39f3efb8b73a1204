package dev.ddns53.core.report;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.record.Content;

/**
 * What became of one record in an update.
 *
 * @param content what the name answers with once the update is through; what the site reported,
 *     where it was refused
 */
public record RecordOutcome(Fqdn name, Family family, Content content, Status status) {

  /** How far the record got. */
  public enum Status {
    /** Route 53 confirmed it. */
    UPDATED("updated"),
    /** Route 53 had it before. */
    UNCHANGED("unchanged"),
    /** Stored; Route 53 has not confirmed it yet. */
    PENDING("pending"),
    /** Another's record stands there and was left alone, or Route 53 takes no such record. */
    REFUSED("refused");

    private final String slug;

    Status(String slug) {
      this.slug = slug;
    }

    /** The {@code status} on the wire. */
    public String slug() {
      return slug;
    }
  }
}
