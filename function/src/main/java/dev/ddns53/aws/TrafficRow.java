package dev.ddns53.aws;

import static dev.ddns53.aws.Attributes.time;
import static dev.ddns53.aws.Keys.number;
import static dev.ddns53.aws.Keys.text;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.port.Traffic.Bucket;
import dev.ddns53.core.port.Traffic.Turn;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The rows of those who send to Route 53, in the state table. Times are epoch milliseconds.
 *
 * <pre>
 *  pk         zone#&lt;id&gt;           sk  current
 *  schema     of the row, a number
 *  version
 *  holder     empty when nobody has the turn
 *  until, sent, throttled
 *  denied     left out while IAM permits the zone
 *  waiting    names that the holder is asked to send along; left out while there are none
 *
 *  pk         bucket#route53      sk  current
 *  schema, version
 *  tokens     a decimal fraction
 *  at, slowUntil
 *  write      a random number: two writers that count alike are not taken for one
 * </pre>
 */
final class TrafficRow {

  private static final String HOLDER = "holder";
  private static final String UNTIL = "until";
  private static final String SENT = "sent";
  private static final String THROTTLED = "throttled";
  private static final String DENIED = "denied";
  private static final String WAITING = "waiting";
  private static final String TOKENS = "tokens";
  private static final String AT = "at";
  private static final String SLOW_UNTIL = "slowUntil";
  private static final String WRITE = "write";

  private TrafficRow() {}

  static Map<String, AttributeValue> of(Turn turn) {
    Map<String, AttributeValue> row = new HashMap<>(Keys.stateKey(Keys.pk(turn.zone())));
    Schema.put(row);
    row.put(Keys.VERSION, number(turn.version()));
    row.put(HOLDER, text(turn.holder()));
    row.put(UNTIL, time(turn.until()));
    row.put(SENT, time(turn.sent()));
    row.put(THROTTLED, time(turn.throttled()));
    turn.denied().ifPresent(since -> row.put(DENIED, time(since)));
    if (!turn.waiting().isEmpty()) {
      row.put(
          WAITING,
          AttributeValue.fromSs(turn.waiting().stream().map(Fqdn::value).sorted().toList()));
    }
    return row;
  }

  static Turn turn(ZoneId zone, Map<String, AttributeValue> row) {
    return new Turn(
        zone,
        Attributes.longAt(row, Keys.VERSION),
        Attributes.textAt(row, HOLDER),
        Attributes.timeAt(row, UNTIL),
        Attributes.timeAt(row, SENT),
        Attributes.timeAt(row, THROTTLED),
        Attributes.optionalTimeAt(row, DENIED),
        waiting(row));
  }

  private static Set<Fqdn> waiting(Map<String, AttributeValue> row) {
    return Optional.ofNullable(row.get(WAITING)).map(AttributeValue::ss).orElse(List.of()).stream()
        .flatMap(name -> Fqdn.parse(name).stream())
        .collect(Collectors.toSet());
  }

  static Map<String, AttributeValue> of(Bucket bucket) {
    Map<String, AttributeValue> row = new HashMap<>(Keys.stateKey(Keys.BUCKET));
    Schema.put(row);
    row.put(Keys.VERSION, number(bucket.version()));
    row.put(TOKENS, decimal(bucket.tokens()));
    row.put(AT, time(bucket.at()));
    row.put(SLOW_UNTIL, time(bucket.slowUntil()));
    row.put(WRITE, number(Tables.RANDOM.nextLong()));
    return row;
  }

  /** As DynamoDB gives it back, so that a row that stands there is known to the letter. */
  private static AttributeValue decimal(double number) {
    return AttributeValue.fromN(BigDecimal.valueOf(number).stripTrailingZeros().toPlainString());
  }

  static Bucket bucket(Map<String, AttributeValue> row) {
    return new Bucket(
        Attributes.longAt(row, Keys.VERSION),
        Double.parseDouble(Attributes.required(row, TOKENS).n()),
        Attributes.timeAt(row, AT),
        Attributes.timeAt(row, SLOW_UNTIL));
  }
}
