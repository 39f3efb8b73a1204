package dev.ddns53.aws;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.notice.Notice;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The keys and names of the tables' attributes, shared by both. */
final class Keys {

  /**
   * Partition key of both tables: {@code site#<id>}, {@code name#<fqdn>}, {@code notice#<id>},
   * {@code zone#<id>}, {@code bucket#route53}.
   */
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

  /** The partition key of the account's bucket of calls. */
  static final String BUCKET = "bucket#route53";

  /** What the partition keys of sites begin with. */
  static final String SITE = "site#";

  private static final String NAME = "name#";
  private static final String NOTICE = "notice#";
  private static final String ZONE = "zone#";

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

  static String pk(ZoneId zone) {
    return ZONE + zone;
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
