package dev.ddns53.cli.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Lambda's part at a table's stream, on this machine: hands pending rows to the function, an event
 * at a time, and again those that it could not deal with. Meanwhile it reads on.
 */
public final class StreamPump implements AutoCloseable {

  private static final Duration WINDOW = Duration.ofSeconds(1);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration NEW_SHARDS = Duration.ofSeconds(30);
  private static final Duration END = Duration.ofSeconds(10);

  private final DynamoDbStreamsClient streams;
  private final String table;
  private final RequestStreamHandler function;
  private final Checkpoints checkpoints;
  private final Consumer<String> notices;
  private final PrintStream err;
  private final List<StreamShard> shards = new ArrayList<>();
  private final Set<String> known = new HashSet<>();
  private final ExecutorService instance =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("batches").factory());
  private final Thread thread;
  private Optional<UnderWay> underWay = Optional.empty();
  private long next = System.nanoTime();
  private volatile boolean ending;

  /** An event that the function is dealing with; its answer. */
  private record UnderWay(StreamShard shard, StreamShard.Event event, Future<byte[]> answer) {}

  private StreamPump(
      DynamoDbStreamsClient streams,
      String table,
      RequestStreamHandler function,
      Checkpoints checkpoints,
      Consumer<String> notices,
      PrintStream err) {
    this.streams = streams;
    this.table = table;
    this.function = function;
    this.checkpoints = checkpoints;
    this.notices = notices;
    this.err = err;
    this.thread = Thread.ofPlatform().name("stream").unstarted(this::run);
  }

  /**
   * Starts to read a table's stream: from where it was left, or from the oldest record that is
   * there.
   *
   * @param file where it writes down how far it got
   */
  public static StreamPump start(
      DynamoDbStreamsClient streams,
      String table,
      RequestStreamHandler function,
      Path file,
      PrintStream err)
      throws IOException {
    return start(streams, table, function, file, notice -> {}, err);
  }

  /**
   * The same, and shows notices.
   *
   * @param notices gets each notice, as JSON
   */
  public static StreamPump start(
      DynamoDbStreamsClient streams,
      String table,
      RequestStreamHandler function,
      Path file,
      Consumer<String> notices,
      PrintStream err)
      throws IOException {
    StreamPump pump =
        new StreamPump(streams, table, function, Checkpoints.read(file), notices, err);
    pump.thread.start();
    return pump;
  }

  /** Lets the event that is under way end, if it does soon. */
  @Override
  public void close() {
    ending = true;
    thread.interrupt();
    try {
      thread.join(END.multipliedBy(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    streams.close();
  }

  private void run() {
    try {
      pump();
    } finally {
      end();
    }
  }

  private void pump() {
    long looked = System.nanoTime() - NEW_SHARDS.toNanos();
    while (!ending) {
      try {
        finish();
        start();
        if (System.nanoTime() - looked >= NEW_SHARDS.toNanos()) {
          findShards();
          looked = System.nanoTime();
        }
        if (!read()) {
          Thread.sleep(POLL);
        }
      } catch (InterruptedException stopped) {
        return;
      } catch (ExecutionException e) {
        again(e.getCause() == null ? e : e.getCause());
      } catch (IOException | RuntimeException e) {
        again(e);
      }
    }
  }

  private void again(Throwable e) {
    if (!ending) {
      err.println("The stream of " + table + " is read again in a moment: " + e);
      pause();
    }
  }

  /** What was dealt with before the end is not to be dealt with again. */
  private void end() {
    boolean interrupted = Thread.interrupted();
    instance.shutdownNow();
    try {
      if (instance.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS)) {
        finish();
      }
    } catch (InterruptedException stopped) {
      interrupted = true;
    } catch (IOException | ExecutionException | RuntimeException comesAgain) {
      underWay = Optional.empty();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void pause() {
    try {
      Thread.sleep(AFTER_FAILURE);
    } catch (InterruptedException stopped) {
      ending = true;
    }
  }

  private void findShards() {
    for (var stream : streams.listStreams(list -> list.tableName(table)).streams()) {
      String arn = stream.streamArn();
      String last = "";
      boolean more = true;
      while (more) {
        String from = last;
        var page =
            streams
                .describeStream(
                    describe -> {
                      describe.streamArn(arn);
                      if (!from.isEmpty()) {
                        describe.exclusiveStartShardId(from);
                      }
                    })
                .streamDescription();
        for (var shard : page.shards()) {
          if (known.add(shard.shardId())) {
            shards.add(new StreamShard(streams, arn, shard.shardId(), checkpoints, notices));
          }
        }
        last = page.lastEvaluatedShardId() == null ? "" : page.lastEvaluatedShardId();
        more = !last.isEmpty();
      }
    }
  }

  /** Reads on in each shard; whether there was anything. */
  private boolean read() throws IOException {
    boolean any = false;
    for (StreamShard shard : List.copyOf(shards)) {
      any |= shard.read();
      if (shard.isDone()) {
        shards.remove(shard);
      }
    }
    return any;
  }

  /** Hands over an event that is ready, unless another is under way. Shards take turns. */
  private void start() throws IOException {
    if (underWay.isPresent() || System.nanoTime() - next < 0) {
      return;
    }
    Optional<StreamShard> ready = shards.stream().filter(s -> s.isReady(WINDOW)).findFirst();
    if (ready.isPresent()) {
      Collections.rotate(shards, -1 - shards.indexOf(ready.get()));
      StreamShard.Event event = ready.get().event();
      byte[] json = event.json();
      underWay = Optional.of(new UnderWay(ready.get(), event, instance.submit(() -> answer(json))));
    }
  }

  private byte[] answer(byte[] event) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    function.handleRequest(new ByteArrayInputStream(event), out, null);
    return out.toByteArray();
  }

  /** Takes the function's answer once it is there. */
  private void finish() throws IOException, InterruptedException, ExecutionException {
    if (underWay.isEmpty() || !underWay.get().answer().isDone()) {
      return;
    }
    UnderWay done = underWay.get();
    underWay = Optional.empty();
    if (!done.shard().dealtWith(done.event(), done.answer().get())) {
      next = System.nanoTime() + AFTER_FAILURE.toNanos();
    }
  }

  /** Whether a failure is only that a position is no longer in the stream. */
  static boolean isTrimmed(SdkException e) {
    return e instanceof software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException
        || e instanceof software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
  }
}
