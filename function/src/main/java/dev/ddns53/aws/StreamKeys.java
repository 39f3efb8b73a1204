package dev.ddns53.aws;

import dev.ddns53.core.model.Fqdn;
import java.util.Optional;

/** What the keys in the state table's stream mean. */
public final class StreamKeys {

  /** The attribute of a name's row that is there while something of it is due. */
  public static final String PENDING = StateRows.PENDING;

  /** The partition key's attribute. */
  public static final String PK = Keys.PK;

  /** The sort key's attribute. */
  public static final String SK = Keys.SK;

  private StreamKeys() {}

  /** The name whose current row has these keys; empty for any other row. */
  public static Optional<Fqdn> name(String pk, String sk) {
    return Keys.isName(pk) && sk.equals(Keys.CURRENT)
        ? Fqdn.parse(Keys.subject(pk))
        : Optional.empty();
  }
}
