package dev.ddns53.core.model;

import java.time.Duration;

/** The bounds that ddns53 sets itself, in one place. */
public final class Limits {

  /** How far a signature's time may lie from ours, on either side. */
  public static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

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

  /** How old a row may be, since it was decided or read, when what it says is sent to Route 53. */
  public static final Duration ATTEMPT_STARTS = Duration.ofSeconds(5);

  /**
   * The longest time from the moment at which a publication is replaced by another until the last
   * attempt to publish it has landed: the new row may be stored 10 seconds after it was decided,
   * the attempt starts within {@link #ATTEMPT_STARTS}, is given up by us after 5 seconds and by
   * Route 53 a few later; and clocks differ.
   */
  public static final Duration ATTEMPT_SETTLES = Duration.ofSeconds(30);

  /**
   * Rows of the table's stream that one event brings, as the stack asks for it: a row of one site
   * takes about 1 kB, and Lambda's events hold 6 MB. Less than ten full batches, so that an event
   * of ten zones does not fill each zone's batch and begin another; more than ten nearly full ones,
   * as which such an event is meant to come.
   */
  public static final int RECORDS_PER_EVENT = 4_700;

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

  /** How many names a run tries once more in a zone that Route 53 refused a record set for. */
  public static final int REFUSED_RETRIED = 20;

  /** How often people are told of a site's refused requests. */
  public static final Duration REFUSALS_TOLD = Duration.ofHours(1);

  private Limits() {}
}
