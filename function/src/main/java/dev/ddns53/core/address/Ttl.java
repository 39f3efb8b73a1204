package dev.ddns53.core.address;

/**
 * How long resolvers may keep a record.
 *
 * @param seconds 0 to 2,147,483,647 (RFC 2181, 8; Route 53 has the same range)
 */
public record Ttl(int seconds) {

  /** What a name gets whose entry says nothing: a minute, so that a change is seen soon. */
  public static final Ttl DEFAULT = new Ttl(60);

  public Ttl {
    if (seconds < 0) {
      throw new IllegalArgumentException("negative TTL");
    }
  }
}
