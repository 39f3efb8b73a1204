package dev.ddns53.local;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Reads a shard of a stream in order, from where its checkpoint says. */
final class StreamShard {

  private final DynamoDbStreamsClient streams;
  private final Place place;
  private final Predicate<Record> filter;
  private final Checkpoints checkpoints;
  private Optional<String> iterator = Optional.empty();
  private String lastRead = "";
  private boolean closed;

  /**
   * Which shard, and which part of its keys.
   *
   * @param part of so many, by the partition key's hash: DynamoDB Local has one shard where
   *     DynamoDB has one for each partition
   */
  record Place(String stream, String shard, int part, int parts) {

    /** What its checkpoint is called. */
    String id() {
      return parts == 1 ? shard : shard + "/" + part;
    }

    /** The same part of another shard. */
    Place of(String other) {
      return new Place(stream, other, part, parts);
    }

    private boolean has(Record record) {
      return parts == 1 || Math.floorMod(EventSource.partition(record).hashCode(), parts) == part;
    }
  }

  StreamShard(
      DynamoDbStreamsClient streams,
      Place place,
      Predicate<Record> filter,
      Checkpoints checkpoints) {
    this.streams = streams;
    this.place = place;
    this.filter = filter;
    this.checkpoints = checkpoints;
  }

  Place place() {
    return place;
  }

  /** Whether nothing more will come. */
  boolean isClosed() {
    return closed;
  }

  /**
   * Reads on once: what passed the filter, in order. A part of a shard reads as much as a whole.
   */
  List<StreamRecord> read() {
    List<StreamRecord> passed = new ArrayList<>();
    int had = EventSource.RECORDS_PER_READ;
    for (int i = 0; i < place.parts && !closed && had == EventSource.RECORDS_PER_READ; i++) {
      had = read(passed);
    }
    return passed;
  }

  /**
   * Reads a page; how many records it had. DynamoDB Local says of an iterator of a new shard that
   * its records are gone; the next iterator reads them.
   */
  private int read(List<StreamRecord> passed) {
    try {
      GetRecordsResponse page =
          streams.getRecords(
              get -> get.shardIterator(position()).limit(EventSource.RECORDS_PER_READ));
      for (Record record : page.records()) {
        if (place.has(record) && filter.test(record)) {
          passed.add(StreamRecord.of(record));
        }
        lastRead = record.dynamodb().sequenceNumber();
      }
      iterator = Optional.ofNullable(page.nextShardIterator());
      closed = iterator.isEmpty();
      return page.records().size();
    } catch (ExpiredIteratorException again) {
      iterator = Optional.empty();
      return 0;
    } catch (TrimmedDataAccessException gone) {
      iterator = Optional.empty();
      lastRead = "";
      return 0;
    }
  }

  /** Remembers that all up to this record was dealt with. */
  void dealtWith(String sequence) throws IOException {
    checkpoints.write(place.id(), sequence);
  }

  /** Remembers that all that was read was dealt with. */
  void dealtWithAll() throws IOException {
    if (!lastRead.isEmpty() && !checkpoints.of(place.id()).equals(Optional.of(lastRead))) {
      checkpoints.write(place.id(), lastRead);
    }
  }

  private String position() {
    if (iterator.isPresent()) {
      return iterator.get();
    }
    Optional<String> after =
        lastRead.isEmpty() ? checkpoints.of(place.id()) : Optional.of(lastRead);
    try {
      return iterator(after);
    } catch (TrimmedDataAccessException | ResourceNotFoundException gone) {
      if (after.isPresent()) {
        return iterator(Optional.empty());
      }
      throw gone;
    }
  }

  private String iterator(Optional<String> after) throws SdkException {
    return streams
        .getShardIterator(
            get -> {
              get.streamArn(place.stream)
                  .shardId(place.shard)
                  .shardIteratorType(
                      after.isPresent()
                          ? ShardIteratorType.AFTER_SEQUENCE_NUMBER
                          : ShardIteratorType.TRIM_HORIZON);
              after.ifPresent(get::sequenceNumber);
            })
        .shardIterator();
  }
}
