package dev.ddns53.core.dyndns2;

import dev.ddns53.core.problem.Problem;

/**
 * What a router is told, in the words of dyndns2.
 *
 * <p>What its owner must change is answered 200: many clients read no other answer. What may pass
 * by itself is answered 503, for some clients give up for good after any other failure.
 */
public enum Dyndns2Code {
  /** The record is, or will be, what was reported. */
  GOOD("good", 200),
  /** It was that before. */
  NOCHG("nochg", 200),
  /** No such user, or a wrong password. */
  BADAUTH("badauth", 401),
  /** A host name that cannot be. */
  NOTFQDN("notfqdn", 200),
  /** A host that is not the site's. */
  NOHOST("nohost", 200),
  /** Too many hosts. */
  NUMHOST("numhost", 200),
  /** The address may not be published, or something stands in the record's way. */
  DNSERR("dnserr", 503),
  /** Nothing was changed; try again later. */
  LATER("911", 503);

  private final String text;
  private final int status;

  Dyndns2Code(String text, int status) {
    this.text = text;
    this.status = status;
  }

  /**
   * What a refused request is told.
   *
   * <pre>
   *  problem                          code
   *  ───────────────────────────────  ───────
   *  no token, or a wrong one         badauth
   *  address, wrong family            dnserr
   *  a record that cannot be written  dnserr
   *  any other                        911
   * </pre>
   */
  public static Dyndns2Code of(Problem.Code problem) {
    return switch (problem) {
      case TOKEN_WRONG -> BADAUTH;
      case ADDRESS_REFUSED, WRONG_FAMILY, NOT_OURS, DRIFT, RECORD_DENIED, RECORD_REJECTED -> DNSERR;
      default -> LATER;
    };
  }

  /** The word on the wire. */
  public String text() {
    return text;
  }

  /** The HTTP status of an answer that says nothing worse. */
  public int status() {
    return status;
  }
}
