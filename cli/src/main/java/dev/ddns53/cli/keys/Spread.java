package dev.ddns53.cli.keys;

import dev.ddns53.core.fleet.SiteId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * When a site calls, and calls again, by its name alone: the same at each time, and another for
 * each site. So a thousand sites, whose clocks all show the same, do not call in the same second.
 */
public record Spread(SiteId site) {

  /** How often cron calls, in minutes. */
  public static final int EVERY = 5;

  private static final int SECONDS = 60;
  private static final int RETRY_MOST = 30;

  /** The first minute of an hour in which it calls: 0 to 4. */
  public int minute() {
    return number("minute", EVERY);
  }

  /** How long cron waits within that minute: 0 to 59 s. */
  public int second() {
    return number("second", SECONDS);
  }

  /** How long it waits before it calls again: 1 to 30 s. */
  public int retryDelay() {
    return 1 + number("retry", RETRY_MOST);
  }

  /**
   * The line for cron, which mails what goes wrong and nothing else.
   *
   * @param file what curl reads
   */
  public String cron(String file) {
    return "%d-59/%d * * * *  sleep %d; curl -K %s > /dev/null"
        .formatted(minute(), EVERY, second(), file);
  }

  /** By a hash that sets neighbouring names far apart, which a checksum does not. */
  private int number(String purpose, int below) {
    byte[] octets = (purpose + " " + site).getBytes(StandardCharsets.UTF_8);
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(octets);
      return Integer.remainderUnsigned(ByteBuffer.wrap(hash).getInt(), below);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
