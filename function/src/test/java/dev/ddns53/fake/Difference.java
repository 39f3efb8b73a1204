package dev.ddns53.fake;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.EnumSet;
import java.util.Set;

/**
 * In what other emulators (LocalStack, moto) are known to differ from AWS. A contract's test that
 * rests on one of these is skipped there, and says so.
 */
public enum Difference {
  /** A DELETE deletes what stands there, whatever it says of it. */
  INEXACT_DELETES("takes a DELETE of other values than those that stand"),
  /** A record's value may be anything. */
  NO_VALUE_CHECKS("takes any text as a record's value"),
  /** A CNAME may stand beside other records. */
  NO_CNAME_CONFLICTS("lets a CNAME stand beside other records"),
  /** A simple record set may stand beside those under a routing policy. */
  NO_ROUTING_CONFLICTS("lets a simple record set stand beside weighted ones"),
  /** A batch that is rejected may be applied in part. */
  NOT_ATOMIC("carries out a batch up to the change that it rejects"),
  /** A batch may change the same record set twice. */
  NO_DUPLICATE_CHECKS("takes two changes of one record set in a batch"),
  /** All changes have the same id. */
  ONE_CHANGE_ID("gives all changes the same id"),
  /** A change is done at once. */
  ALWAYS_INSYNC("has no change that is PENDING"),
  /** Calls are never refused as too many, nor fail on demand, nor are they counted. */
  NO_THROTTLES("never throttles, fails on no demand and counts no calls");

  private final String text;

  Difference(String text) {
    this.text = text;
  }

  /** Those of LocalStack, and of moto on which its Route 53 and SSM rest. */
  public static Set<Difference> ofLocalStack() {
    return EnumSet.allOf(Difference.class);
  }

  /** Skips the test where this difference is known. */
  public void skipIfAmong(Set<Difference> known) {
    assumeFalse(known.contains(this), () -> "skipped: this endpoint " + text);
  }
}
