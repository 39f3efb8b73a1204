package dev.ddns53.fake;

import java.util.EnumSet;
import java.util.Set;

/**
 * In what other emulators (LocalStack, moto) are known to differ from AWS. A contract's test says
 * by {@link FailsWhere} on which of these it rests, and is what sees the difference there.
 */
public enum Difference {
  /** A DELETE is compared with all that was ever made, not with what stands. */
  DELETES_BY_WHAT_STOOD_ONCE("deletes a record set by the values that it had before"),
  /** Escapes and the trailing dot of a DELETE's name are those with which it was made. */
  NAMES_AS_SPELLED("finds no record set whose name a DELETE spells otherwise than its CREATE"),
  /** A DELETE's routing policy is not compared. */
  DELETES_UNDER_ANY_POLICY("deletes a record set of another weight"),
  /** A DELETE names the values in the order in which they came. */
  VALUES_IN_ORDER("compares values in their order"),
  /** A CREATE is refused only where the very same was sent before. */
  CREATES_OVER_OTHERS("replaces a record set of other values by a CREATE"),
  /** A CREATE is compared with what stands before the batch. */
  NO_SAME_AGAIN("refuses to make the same record set again that the batch deletes"),
  /** A record's value may be anything. */
  NO_VALUE_CHECKS("takes any text as a record's value"),
  /** A CNAME may stand beside other records. */
  NO_CNAME_CONFLICTS("lets a CNAME stand beside other records"),
  /** A simple record set may stand beside those under a routing policy. */
  NO_ROUTING_CONFLICTS("lets a simple record set stand beside weighted ones"),
  /** A name need not be within the zone. */
  NAMES_OUTSIDE("takes names that are not in the zone"),
  /** An alias's target has a trailing dot only where it was sent with one. */
  TARGETS_AS_SENT("lists an alias's target as it was sent, without the trailing dot"),
  /** A batch may change the same record set twice. */
  NO_DUPLICATE_CHECKS("takes two changes of one record set in a batch"),
  /** One fault alone, or in other words, or of another kind. */
  OWN_WORDS("names faults in its own words"),
  /** All changes have the same id. */
  ONE_CHANGE_ID("gives all changes the same id");

  private final String text;

  Difference(String text) {
    this.text = text;
  }

  /** What such an endpoint does, as the end of a sentence. */
  String text() {
    return text;
  }

  /** Those of moto. */
  public static Set<Difference> ofMoto() {
    return EnumSet.complementOf(EnumSet.of(ONE_CHANGE_ID));
  }

  /** Those of LocalStack, whose Route 53 is an older moto's. */
  public static Set<Difference> ofLocalStack() {
    return EnumSet.allOf(Difference.class);
  }
}
