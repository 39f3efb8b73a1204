package dev.ddns53.infra.part;

import java.util.List;
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
 * by rows of the state table. What is given up is not lost: the row stays pending and the re-check
 * publishes it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html">GetRecords</a>
 */
public final class BatchPublisher extends Construct {

  private static final int BATCH = 1_000;

  private final StreamReader reader;

  public BatchPublisher(
      Construct scope,
      String id,
      JavaFunction function,
      Tables tables,
      DeadLetters deadLetters,
      boolean standby) {
    super(scope, id);
    this.reader =
        new StreamReader(
            this,
            "Stream",
            new StreamReader.Spec(pendingNames(), BATCH, !standby),
            function.alias(),
            function.role(),
            tables,
            deadLetters);
  }

  /** {@code pending} is there only while something is due; a filter cannot compare attributes. */
  private static String pendingNames() {
    return """
    {"dynamodb":{"Keys":{"pk":{"S":[{"prefix":"name#"}]},"sk":{"S":["current"]}},\
    "NewImage":{"pending":{"S":[{"exists":true}]}}}}\
    """;
  }

  /** Makes it once these versions are published. */
  public void after(List<JavaFunction> functions) {
    reader.after(functions);
  }
}
