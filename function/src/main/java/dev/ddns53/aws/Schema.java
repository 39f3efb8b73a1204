package dev.ddns53.aws;

import dev.ddns53.core.Limits;
import dev.ddns53.core.port.Unavailable;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The version of the rows' schema, in the attribute {@code schema} of each row of both tables. A
 * row of a newer one is never read, so it is never written over.
 */
final class Schema {

  static final String ATTRIBUTE = "schema";

  private Schema() {}

  /** Marks a row as one of ours. */
  static void put(Map<String, AttributeValue> row) {
    row.put(ATTRIBUTE, Keys.number(Limits.SCHEMA));
  }

  /**
   * Refuses a row that a newer version wrote.
   *
   * @throws Unavailable when it did
   */
  static void check(String table, Map<String, AttributeValue> row) {
    long version =
        Attributes.at(row, ATTRIBUTE).map(AttributeValue::n).map(Long::parseLong).orElse(0L);
    if (version > Limits.SCHEMA) {
      throw new Unavailable(
          "the row "
              + text(row, Keys.PK)
              + Optional.ofNullable(row.get(Keys.SK))
                  .map(AttributeValue::s)
                  .filter(sk -> !sk.equals(Keys.CURRENT))
                  .map(sk -> ", " + sk + ",")
                  .orElse("")
              + " of the table "
              + table
              + " has schema "
              + version
              + ", and this ddns53 reads up to "
              + Limits.SCHEMA
              + ": a newer ddns53 wrote it, so upgrade this one");
    }
  }

  private static String text(Map<String, AttributeValue> row, String attribute) {
    return Attributes.at(row, attribute).map(AttributeValue::s).orElse("");
  }
}
