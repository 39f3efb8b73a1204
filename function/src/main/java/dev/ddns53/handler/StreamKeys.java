package dev.ddns53.handler;

import dev.ddns53.core.address.Fqdn;
import java.util.Optional;

/** What the rows in the state table's stream are, as far as the function looks at them. */
public final class StreamKeys {

  /** The partition key's attribute. */
  public static final String PK = "pk";

  /** The sort key's attribute. */
  public static final String SK = "sk";

  /** The attribute of a name's row that is there while something of it is due. */
  public static final String PENDING = "pending";

  private static final String NAME = "name#";
  private static final String CURRENT = "current";

  /** The attribute of a notice's row that holds it as JSON. */
  public static final String DOCUMENT = "doc";

  private StreamKeys() {}

  /** Whether a row with this partition key is a notice. */
  public static boolean isNotice(String pk) {
    return pk.startsWith("notice#");
  }

  /** The name whose current row has these keys; empty for any other row. */
  public static Optional<Fqdn> name(String pk, String sk) {
    return pk.startsWith(NAME) && sk.equals(CURRENT)
        ? Fqdn.parse(pk.substring(NAME.length()))
        : Optional.empty();
  }
}
