package dev.ddns53.infra.part;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.lambda.EventSourceMapping;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.lambda.StartingPosition;
import software.amazon.awscdk.services.lambda.eventsources.SqsDlq;
import software.constructs.Construct;

/**
 * Brings rows of the state table's stream to a function. Lambda's own reading of a stream is free;
 * any other reader's four calls a second and shard are not.
 *
 * <p>A batch is tried again while its rows are younger than an hour, ten times at most, and halved
 * each time, so that one bad row is soon alone. Then its place in the stream goes into the queue.
 *
 * <p>It is made after all published versions. Those take minutes, and a role and a stream that were
 * just made are not seen everywhere before: "Cannot access stream" would end the deployment.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CostOptimization_StreamsUsage.html">who
 *     pays for reading</a>
 */
final class StreamReader extends Construct {

  private static final String WHY_ALL_STREAMS =
      "ListStreams lists the streams of this one table; a stream's name holds the time of its"
          + " creation, so it cannot be named before.";

  /**
   * What is read, and when.
   *
   * @param filter a pattern of the rows that count
   * @param batch rows at once, at most
   * @param on whether it reads from the start
   */
  record Spec(String filter, int batch, boolean on) {}

  StreamReader(
      Construct scope,
      String id,
      Spec spec,
      IFunction function,
      Role role,
      Tables tables,
      DeadLetters deadLetters) {
    super(scope, id);
    tables.readStream().forEach(role::addToPolicy);
    EventSourceMapping mapping =
        EventSourceMapping.Builder.create(this, "Source")
            .target(function)
            .enabled(spec.on)
            .eventSourceArn(tables.streamArn())
            .startingPosition(StartingPosition.TRIM_HORIZON)
            .batchSize(spec.batch)
            .maxBatchingWindow(Duration.seconds(1))
            .parallelizationFactor(1) // of one shard: fuller batches, and in their order
            .reportBatchItemFailures(true)
            .bisectBatchOnError(true)
            .retryAttempts(10)
            .maxRecordAge(Duration.hours(1))
            .onFailure(new SqsDlq(deadLetters.queue()))
            .filters(List.of(Map.of("pattern", spec.filter)))
            .build();
    mapping.getNode().addDependency(role);
    Suppress.wildcard(role, tables.allStreamsFinding(), WHY_ALL_STREAMS);
  }

  /** Makes it once these versions are published. */
  void after(List<JavaFunction> functions) {
    functions.forEach(function -> getNode().addDependency(function.alias()));
  }
}
