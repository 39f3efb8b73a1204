package dev.ddns53.cli.local;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ddns53.core.model.Limits;
import dev.ddns53.handler.StreamKeys;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** A shard of a stream, read in order: what was read and is not dealt with yet. */
final class StreamShard {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final DynamoDbStreamsClient streams;
  private final String stream;
  private final String shard;
  private final Checkpoints checkpoints;
  private final Consumer<String> notices;
  private final List<Row> rows = new ArrayList<>();
  private Optional<String> iterator = Optional.empty();
  private String lastRead = "";
  private boolean closed;

  /** A row that is pending, as a record told of it. */
  record Row(String sequence, String event, String pk, String sk, String pending, long read) {}

  /** What is handed over at once. */
  record Event(List<Row> rows) {

    Event {
      rows = List.copyOf(rows);
    }

    /**
     * As Lambda gives it, with what of a row its filter looks at. The time at which a record was
     * made is left out: DynamoDB Local knows only the minute.
     */
    byte[] json() throws IOException {
      ObjectNode root = MAPPER.createObjectNode();
      ArrayNode records = root.putArray("Records");
      for (Row row : rows) {
        ObjectNode record = records.addObject();
        record.put("eventSource", "aws:dynamodb").put("eventName", row.event);
        ObjectNode change = record.putObject("dynamodb");
        change.put("SequenceNumber", row.sequence).put("StreamViewType", "NEW_IMAGE");
        keys(change.putObject("Keys"), row);
        ObjectNode image = change.putObject("NewImage");
        keys(image, row);
        image.putObject(StreamKeys.PENDING).put("S", row.pending);
      }
      return MAPPER.writeValueAsBytes(root);
    }

    private static void keys(ObjectNode node, Row row) {
      node.putObject(StreamKeys.PK).put("S", row.pk);
      node.putObject(StreamKeys.SK).put("S", row.sk);
    }
  }

  StreamShard(
      DynamoDbStreamsClient streams,
      String stream,
      String shard,
      Checkpoints checkpoints,
      Consumer<String> notices) {
    this.notices = notices;
    this.streams = streams;
    this.stream = stream;
    this.shard = shard;
    this.checkpoints = checkpoints;
  }

  /**
   * Reads on while there is room for more than an event; whether a pending row came. DynamoDB Local
   * says of an iterator of a new shard that its records are gone; the next iterator reads them.
   */
  boolean read() throws IOException {
    if (closed || rows.size() >= 2 * Limits.RECORDS_PER_EVENT) {
      return false;
    }
    try {
      GetRecordsResponse page = streams.getRecords(get -> get.shardIterator(position()));
      iterator = Optional.empty();
      boolean any = false;
      for (Record record : page.records()) {
        any |= take(record);
        lastRead = record.dynamodb().sequenceNumber();
      }
      iterator = Optional.ofNullable(page.nextShardIterator());
      closed = iterator.isEmpty();
      if (rows.isEmpty() && !page.records().isEmpty()) {
        checkpoints.write(shard, lastRead);
      }
      return any;
    } catch (ExpiredIteratorException again) {
      iterator = Optional.empty();
      return false;
    } catch (TrimmedDataAccessException gone) {
      iterator = Optional.empty();
      lastRead = "";
      return false;
    }
  }

  private String position() {
    if (iterator.isPresent()) {
      return iterator.get();
    }
    Optional<String> after = lastRead.isEmpty() ? checkpoints.of(shard) : Optional.of(lastRead);
    try {
      return iterator(after);
    } catch (SdkException e) {
      if (after.isPresent() && StreamPump.isTrimmed(e)) {
        return iterator(Optional.empty());
      }
      throw e;
    }
  }

  private String iterator(Optional<String> after) {
    return streams
        .getShardIterator(
            get -> {
              get.streamArn(stream)
                  .shardId(shard)
                  .shardIteratorType(
                      after.isPresent()
                          ? ShardIteratorType.AFTER_SEQUENCE_NUMBER
                          : ShardIteratorType.TRIM_HORIZON);
              after.ifPresent(get::sequenceNumber);
            })
        .shardIterator();
  }

  /** The filter of the function's trigger: rows that have the attribute {@code pending}. */
  private boolean take(Record record) {
    Map<String, AttributeValue> row = record.dynamodb().newImage();
    if (StreamKeys.isNotice(text(record.dynamodb().keys(), StreamKeys.PK))) {
      Optional.ofNullable(row.get(StreamKeys.DOCUMENT)).map(AttributeValue::s).ifPresent(notices);
    }
    AttributeValue pending = row.get(StreamKeys.PENDING);
    if (pending == null) {
      return false;
    }
    Map<String, AttributeValue> keys = record.dynamodb().keys();
    return rows.add(
        new Row(
            record.dynamodb().sequenceNumber(),
            record.eventNameAsString(),
            text(keys, StreamKeys.PK),
            text(keys, StreamKeys.SK),
            pending.s(),
            System.nanoTime()));
  }

  private static String text(Map<String, AttributeValue> row, String attribute) {
    return Optional.ofNullable(row.get(attribute)).map(AttributeValue::s).orElse("");
  }

  /** Whether an event is full, or has waited long enough for more. */
  boolean isReady(Duration window) {
    return rows.size() >= Limits.RECORDS_PER_EVENT
        || (!rows.isEmpty()
            && (closed || System.nanoTime() - rows.getFirst().read >= window.toNanos()));
  }

  boolean isDone() {
    return closed && rows.isEmpty();
  }

  /** The oldest rows. */
  Event event() {
    return new Event(rows.subList(0, Math.min(Limits.RECORDS_PER_EVENT, rows.size())));
  }

  /**
   * Keeps what must come again: all from the first record on that the function failed with.
   *
   * @param event what was handed over last
   * @return whether nothing must
   */
  boolean dealtWith(Event event, byte[] answer) throws IOException {
    Set<String> failed = new TreeSet<>();
    MAPPER
        .readTree(answer)
        .path("batchItemFailures")
        .forEach(failure -> failed.add(failure.path("itemIdentifier").asText()));
    int done = 0;
    while (done < event.rows.size() && !failed.contains(event.rows.get(done).sequence)) {
      done++;
    }
    if (done > 0) {
      rows.subList(0, done).clear();
      boolean all = rows.isEmpty() && !lastRead.isEmpty();
      checkpoints.write(shard, all ? lastRead : event.rows.get(done - 1).sequence);
    }
    return done == event.rows.size();
  }
}
