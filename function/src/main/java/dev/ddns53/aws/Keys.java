package dev.ddns53.aws;

import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.Notice;
import dev.ddns53.core.model.SiteId;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The keys and names of the tables' attributes, shared by both. */
final class Keys {

  /** Partition key of both tables: {@code site#<id>}, {@code name#<fqdn>}, {@code notice#<id>}. */
  static final String PK = "pk";

  /** Sort key of the state table: what of that site or name the row holds. */
  static final String SK = "sk";

  /** The sort key of the current state. */
  static final String CURRENT = "current";

  /** A registry row's document. */
  static final String DOCUMENT = "doc";

  /** A state row's version. */
  static final String VERSION = "version";

  /** The epoch second at which DynamoDB may delete a row. */
  static final String EXPIRES = "expires";

  private static final String SITE = "site#";
  private static final String NAME = "name#";
  private static final String NOTICE = "notice#";

  private Keys() {}

  static String pk(SiteId site) {
    return SITE + site;
  }

  static String pk(Fqdn name) {
    return NAME + name;
  }

  static String pk(Notice notice) {
    return NOTICE + notice.id();
  }

  static boolean isSite(String pk) {
    return pk.startsWith(SITE);
  }

  static boolean isName(String pk) {
    return pk.startsWith(NAME);
  }

  /** The id or name within a partition key. */
  static String subject(String pk) {
    return pk.substring(pk.indexOf('#') + 1);
  }

  static Map<String, AttributeValue> registryKey(String pk) {
    return Map.of(PK, text(pk));
  }

  static Map<String, AttributeValue> stateKey(String pk) {
    return stateKey(pk, CURRENT);
  }

  static Map<String, AttributeValue> stateKey(String pk, String sk) {
    return Map.of(PK, text(pk), SK, text(sk));
  }

  static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
