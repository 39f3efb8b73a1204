package dev.ddns53.core.model;

import java.util.List;

/**
 * What became of one record in an update.
 *
 * @param publication what the name answers with once the update is through; what the site reported,
 *     where it was refused
 */
public record RecordOutcome(Fqdn name, Publication publication, Status status) {

  public Family family() {
    return publication.family();
  }

  public List<IpAddress> addresses() {
    return publication.addresses();
  }

  /** How far the record got. */
  public enum Status {
    /** Route 53 confirmed it. */
    UPDATED("updated"),
    /** Route 53 had it before. */
    UNCHANGED("unchanged"),
    /** Stored; Route 53 has not confirmed it yet. */
    PENDING("pending"),
    /** Another's record stands there and was left alone, or Route 53 refuses this one. */
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
