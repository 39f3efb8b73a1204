package dev.ddns53.cli.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ddns53.handler.StreamKeys;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
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

  /** Lambda's largest batch. */
  private static final int MOST_RECORDS = 10_000;

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final DynamoDbStreamsClient streams;
  private final String stream;
  private final String shard;
  private final Checkpoints checkpoints;
  private final Consumer<String> notices;
  private final List<Row> rows = new ArrayList<>();
  private Optional<String> iterator = Optional.empty();
  private String lastRead = "";
  private long firstRead;
  private boolean closed;

  /** A row that is pending, as a record told of it. */
  private record Row(String sequence, String event, String pk, String sk, String pending) {}

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
   * Reads on while an event has room for more; whether a pending row came. DynamoDB Local says of
   * an iterator of a new shard that its records are gone; the next iterator reads them.
   */
  boolean read() throws IOException {
    if (closed || rows.size() >= MOST_RECORDS) {
      return false;
    }
    try {
      GetRecordsResponse page = streams.getRecords(get -> get.shardIterator(position()));
      iterator = Optional.ofNullable(page.nextShardIterator());
      closed = iterator.isEmpty();
      boolean any = false;
      for (Record record : page.records()) {
        lastRead = record.dynamodb().sequenceNumber();
        any |= take(record);
      }
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
    if (rows.isEmpty()) {
      firstRead = System.nanoTime();
    }
    Map<String, AttributeValue> keys = record.dynamodb().keys();
    return rows.add(
        new Row(
            record.dynamodb().sequenceNumber(),
            record.eventNameAsString(),
            text(keys, StreamKeys.PK),
            text(keys, StreamKeys.SK),
            pending.s()));
  }

  private static String text(Map<String, AttributeValue> row, String attribute) {
    return Optional.ofNullable(row.get(attribute)).map(AttributeValue::s).orElse("");
  }

  /** Whether an event is full, or has waited long enough for more. */
  boolean isReady(Duration window) {
    return rows.size() >= MOST_RECORDS
        || (!rows.isEmpty() && (closed || System.nanoTime() - firstRead >= window.toNanos()));
  }

  boolean isDone() {
    return closed && rows.isEmpty();
  }

  /**
   * Hands an event over, and keeps what must come again: all from the first record on that the
   * function failed with.
   *
   * @return whether nothing must
   */
  boolean handOver(RequestStreamHandler function) throws IOException {
    List<Row> event = rows.subList(0, Math.min(MOST_RECORDS, rows.size()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    function.handleRequest(new ByteArrayInputStream(json(event)), out, null);
    Set<String> failed = new TreeSet<>();
    MAPPER
        .readTree(out.toByteArray())
        .path("batchItemFailures")
        .forEach(failure -> failed.add(identifier(failure)));
    int done = 0;
    while (done < event.size() && !failed.contains(event.get(done).sequence)) {
      done++;
    }
    boolean all = done == event.size();
    if (done > 0) {
      String last = event.get(done - 1).sequence;
      event.subList(0, done).clear();
      checkpoints.write(shard, rows.isEmpty() ? lastRead : last);
    }
    firstRead = System.nanoTime();
    return all;
  }

  private static String identifier(JsonNode failure) {
    return failure.path("itemIdentifier").asText();
  }

  /** The event as Lambda gives it, with what of a row its filter looks at. */
  private static byte[] json(List<Row> rows) throws IOException {
    ObjectNode root = MAPPER.createObjectNode();
    ArrayNode records = root.putArray("Records");
    for (Row row : rows) {
      ObjectNode record = records.addObject();
      record.put("eventSource", "aws:dynamodb").put("eventName", row.event);
      ObjectNode change = record.putObject("dynamodb");
      change.put("SequenceNumber", row.sequence).put("StreamViewType", "NEW_AND_OLD_IMAGES");
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
