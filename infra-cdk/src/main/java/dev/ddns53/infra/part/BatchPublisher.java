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
 * <p>A batch ends after a second, at 4,700 rows, or at Lambda's 6 MB, whichever comes first: a row
 * of one site takes about 1 kB, so not many more would fit. The function counts on the same figure,
 * its {@code Limits.RECORDS_PER_EVENT}.
 *
 * <p>A batch is tried again while its rows are younger than an hour, ten times at most, and halved
 * each time, so that one bad row is soon alone. What is given up is not lost: the row stays pending
 * and the re-check publishes it.
 */
public final class BatchPublisher extends Construct {

  static final int BATCH = 4_700;
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
            .parallelizationFactor(1) // one shard, one publisher: two would hinder each other
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
