package dev.ddns53.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Lambda's part at a table's stream, on this machine: finds its shards and has each read by a
 * reader of its own, a shard's parent before the shard.
 */
public final class StreamPump implements AutoCloseable {

  private static final Duration NEW_SHARDS = Duration.ofSeconds(10);
  private static final Duration END = Duration.ofSeconds(10);

  private final Source source;
  private final Predicate<Record> filter;
  private final Delivery delivery;
  private final Checkpoints checkpoints;
  private final PrintStream err;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Map<String, Thread> readers = new HashMap<>();
  private final Thread finder = Thread.ofPlatform().name("shards").unstarted(this::find);

  /**
   * A table's stream.
   *
   * @param streams is closed with the pump
   * @param parts into how many shards DynamoDB Local's single one is split
   */
  public record Source(DynamoDbStreamsClient streams, String table, int parts) {

    /** As DynamoDB Local has it. */
    public Source(DynamoDbStreamsClient streams, String table) {
      this(streams, table, 1);
    }
  }

  private StreamPump(
      Source source,
      Predicate<Record> filter,
      Delivery delivery,
      Checkpoints checkpoints,
      PrintStream err) {
    this.source = source;
    this.filter = filter;
    this.delivery = delivery;
    this.checkpoints = checkpoints;
    this.err = err;
  }

  /**
   * Brings rows that are due to the function, from where the stream was left, or from its oldest
   * record on.
   *
   * @param instances of the function, each of which deals with one event at a time
   * @param file where it writes down how far it got
   * @param err for what went wrong
   */
  public static StreamPump publisher(
      Source source, Collection<RequestStreamHandler> instances, Path file, PrintStream err)
      throws IOException {
    return start(source, EventSource::isDue, instances, file, err);
  }

  /** The same for notices, as the pipe to the bus does it. */
  static StreamPump notices(Source source, RequestStreamHandler bus, Path file, PrintStream err)
      throws IOException {
    return start(source, EventSource::isNotice, List.of(bus), file, err);
  }

  private static StreamPump start(
      Source source,
      Predicate<Record> filter,
      Collection<RequestStreamHandler> instances,
      Path file,
      PrintStream err)
      throws IOException {
    StreamPump pump =
        new StreamPump(source, filter, Delivery.to(instances, err), Checkpoints.read(file), err);
    pump.finder.start();
    return pump;
  }

  /** Lets the events that are under way end, if they do soon. */
  @Override
  public void close() {
    stop.countDown();
    boolean interrupted = false;
    try {
      finder.join(END);
      for (Thread reader : readers.values()) {
        if (!reader.join(END)) {
          reader.interrupt();
          reader.join(END);
        }
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    source.streams.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void find() {
    try {
      do {
        try {
          for (var stream : source.streams.listStreams(l -> l.tableName(source.table)).streams()) {
            read(stream.streamArn());
          }
        } catch (SdkException e) {
          err.println("The shards of " + source.table + " are looked for again in a moment: " + e);
        }
      } while (!stop.await(NEW_SHARDS.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(String stream) {
    String last = "";
    do {
      String from = last;
      var page =
          source
              .streams
              .describeStream(
                  describe -> {
                    describe.streamArn(stream);
                    if (!from.isEmpty()) {
                      describe.exclusiveStartShardId(from);
                    }
                  })
              .streamDescription();
      page.shards().forEach(shard -> read(stream, shard));
      last = page.lastEvaluatedShardId() == null ? "" : page.lastEvaluatedShardId();
    } while (!last.isEmpty());
  }

  private void read(String stream, Shard shard) {
    for (int part = 0; part < source.parts; part++) {
      StreamShard.Place place = new StreamShard.Place(stream, shard.shardId(), part, source.parts);
      Thread parent = readers.get(place.of(String.valueOf(shard.parentShardId())).id());
      if (!readers.containsKey(place.id()) && (parent == null || !parent.isAlive())) {
        StreamShard reading = new StreamShard(source.streams, place, filter, checkpoints);
        readers.put(
            place.id(),
            Thread.ofVirtual()
                .name("shard " + place.id())
                .start(new ShardReader(reading, delivery, err, stop)));
      }
    }
  }
}
