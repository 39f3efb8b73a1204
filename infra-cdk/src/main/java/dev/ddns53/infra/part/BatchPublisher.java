package dev.ddns53.infra.part;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.lambda.EventSourceMapping;
import software.amazon.awscdk.services.lambda.StartingPosition;
import software.amazon.awscdk.services.lambda.eventsources.SqsDlq;
import software.constructs.Construct;

/**
 * Brings the state table's stream to the batch publisher: only rows of names in which something
 * waits for Route 53.
 *
 * <p>An event ends after a second or at 1,000 rows: the stream gives 1,000 at a time, or 1 MB, and
 * they are filtered afterwards, so mostly it holds fewer. The function counts on the same figure,
 * its {@code Limits.RECORDS_PER_EVENT}.
 *
 * <p>Each shard has its own publisher, so several may run side by side. They take turns in a zone
 * by rows of the state table.
 *
 * <p>A batch is tried again while its rows are younger than an hour, ten times at most, and halved
 * each time, so that one bad row is soon alone. What is given up is not lost: the row stays pending
 * and the re-check publishes it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html">GetRecords</a>
 */
public final class BatchPublisher extends Construct {

  static final int BATCH = 1_000;
  static final String WHY_ALL_STREAMS =
      "ListStreams lists the streams of this one table; a stream's name holds the time of its"
          + " creation, so it cannot be named before.";

  public BatchPublisher(
      Construct scope,
      String id,
      JavaFunction function,
      Tables tables,
      DeadLetters deadLetters,
      boolean standby) {
    super(scope, id);
    tables.readStream().forEach(function::allow);
    EventSourceMapping mapping =
        EventSourceMapping.Builder.create(this, "Stream")
            .target(function.alias())
            .enabled(!standby)
            .eventSourceArn(tables.streamArn())
            .startingPosition(StartingPosition.TRIM_HORIZON)
            .batchSize(BATCH)
            .maxBatchingWindow(Duration.seconds(1))
            .parallelizationFactor(1) // of one shard, for fuller batches
            .reportBatchItemFailures(true)
            .bisectBatchOnError(true)
            .retryAttempts(10)
            .maxRecordAge(Duration.hours(1))
            .onFailure(new SqsDlq(deadLetters.queue()))
            .filters(List.of(Map.of("pattern", pendingNames())))
            .build();
    mapping.getNode().addDependency(function.role());
    Suppress.wildcard(function.role(), tables.allStreamsFinding(), WHY_ALL_STREAMS);
  }

  /** {@code pending} is there only while something is due; a filter cannot compare attributes. */
  private static String pendingNames() {
    return """
    {"dynamodb":{"Keys":{"pk":{"S":[{"prefix":"name#"}]},"sk":{"S":["current"]}},\
    "NewImage":{"pending":{"S":[{"exists":true}]}}}}\
    """;
  }
}
