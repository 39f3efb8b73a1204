package dev.ddns53.core;

import java.time.Duration;

/** The bounds that ddns53 sets itself, in one place. */
public final class Limits {

  /** How far a signature's time may lie from ours, on either side. */
  public static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  /** A wrong signature is answered a whole number of these after it arrived: 50 ms. */
  public static final Duration WRONG_SIGNATURE_TICK = Duration.ofMillis(50);

  /** The largest request body, in octets. */
  public static final int BODY_OCTETS = 4096;

  /** The longest {@code Authorization} header, in characters. */
  public static final int AUTHORIZATION_CHARS = 2048;

  /** Live keys of one site: the one in use and the one that replaces it. */
  public static final int LIVE_KEYS = 2;

  /**
   * Names that one site may feed. Each has a row and its history, the site has a row and a notice:
   * together one DynamoDB transaction, which holds at most 100 items.
   */
  public static final int NAMES_PER_SITE = 49;

  /** Members of one name; Route 53 takes at most 400 values in a record set. */
  public static final int MEMBERS_PER_NAME = 100;

  /** Instances that one site may be: as many as a name may have members. */
  public static final int INSTANCES_PER_SITE = 100;

  /**
   * How long EC2 may describe instances as they were before. A re-check believes nothing that
   * speaks against a younger report.
   */
  public static final Duration DESCRIPTION_SETTLES = Duration.ofMinutes(1);

  /** How long which sites are instances may be remembered; what is newer, the re-check follows. */
  public static final Duration SELECTORS_KEPT = Duration.ofMinutes(1);

  /** How long a content may land that a sender sent, after it was last wanted. */
  public static final Duration CANDIDATE_KEPT = Duration.ofHours(1);

  /** Contents of one record that senders may have sent; with so many, further changes wait. */
  public static final int CANDIDATES = 32;

  /** How long a sender may keep the turn of a zone without renewing it. */
  public static final Duration TURN = Duration.ofSeconds(10);

  /** A request sends itself only when the zone has been quiet for this long. */
  public static final Duration QUIET = Duration.ofSeconds(1);

  /** A request sends itself only when Route 53 has had room for this long. */
  public static final Duration UNTHROTTLED = Duration.ofSeconds(5);

  /** How long the account's bucket fills at half its rate after Route 53 had no room. */
  public static final Duration SLOW = Duration.ofMinutes(1);

  /** List calls that one request may make to learn what stands at its names. */
  public static final int LOOKS_PER_REQUEST = 5;

  /** Changes that a site may make at once. */
  public static final int SITE_CHANGES = 20;

  /** How long it takes until a site may make one change more. */
  public static final Duration SITE_CHANGE_EVERY = Duration.ofSeconds(30);

  /** How often people are told of a site's moves. */
  public static final Duration MOVES_TOLD = Duration.ofMinutes(10);

  /** Raw records of a table's stream that one event brings: DynamoDB's GetRecords gives no more. */
  public static final int RECORDS_PER_EVENT = 1_000;

  /** The version of the rows' schema that is written; a row of a newer one is refused. */
  public static final int SCHEMA = 1;

  /** How long a notice is kept. */
  public static final Duration NOTICE_KEPT = Duration.ofDays(30);

  /** How long a name's history goes back. */
  public static final Duration HISTORY_KEPT = Duration.ofDays(400);

  /** How long a change may be on its way to Route 53's servers before it counts as stuck. */
  public static final Duration CHANGE_PENDING = Duration.ofMinutes(5);

  /** How long a change is followed whose record set is in the list. */
  public static final Duration CHANGE_FOLLOWED = Duration.ofMinutes(30);

  /** How long a change is doubted whose record set is not in the list. */
  public static final Duration CHANGE_DOUBTED = Duration.ofHours(1);

  /** How many changes a run asks about in a zone where the list shows what it should. */
  public static final int CHANGES_FOLLOWED = 2;

  /** How many changes a run asks about in a zone where it does not. */
  public static final int CHANGES_DOUBTED = 20;

  /** How many rejected or denied names a run tries once more in a zone. */
  public static final int RETRIED = 20;

  /** How often people are told of a site's refused requests. */
  public static final Duration REFUSALS_TOLD = Duration.ofHours(1);

  private Limits() {}
}
