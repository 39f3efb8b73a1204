package dev.ddns53.local;

import dev.ddns53.core.Limits;
import dev.ddns53.handler.StreamKeys;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * Lambda's event source for a table's stream: how it reads, and how the stack sets it up.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html">its description</a>
 */
final class EventSource {

  /** Records that a read gives at most, before the filter: DynamoDB's GetRecords, or 1 MB. */
  static final int RECORDS_PER_READ = 1_000;

  /** Lambda reads each shard four times a second; a read waits for the function's answer. */
  static final Duration BETWEEN_READS = Duration.ofMillis(250);

  /** The mapping's batch size. */
  static final int RECORDS_PER_EVENT = Limits.RECORDS_PER_EVENT;

  /** The mapping's batching window, from the first record on. */
  static final Duration WINDOW = Duration.ofSeconds(1);

  /** Lambda's quota for an event's payload. */
  static final int OCTETS_PER_EVENT = 6 << 20;

  /** The mapping's retry attempts, after the first. Halving an event does not count. */
  static final int RETRIES = 10;

  private EventSource() {}

  /** The mapping's filter: current rows of names in which something is due. */
  static boolean isDue(Record record) {
    String sort = text(record.dynamodb().keys(), StreamKeys.SK);
    return StreamKeys.name(partition(record), sort).isPresent()
        && record.dynamodb().newImage().containsKey(StreamKeys.PENDING);
  }

  /** The filter of the notices' pipe. */
  static boolean isNotice(Record record) {
    return StreamKeys.isNotice(partition(record))
        && record.dynamodb().newImage().containsKey(StreamKeys.DOCUMENT);
  }

  /** The partition key. */
  static String partition(Record record) {
    return text(record.dynamodb().keys(), StreamKeys.PK);
  }

  private static String text(Map<String, AttributeValue> row, String attribute) {
    AttributeValue value = row.get(attribute);
    return value == null || value.s() == null ? "" : value.s();
  }
}
