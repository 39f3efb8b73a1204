package dev.ddns53.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A function's instances, each of which deals with one event at a time.
 *
 * @param err where it is told what an instance threw
 */
record Delivery(BlockingQueue<RequestStreamHandler> free, PrintStream err) {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  static Delivery to(Collection<RequestStreamHandler> instances, PrintStream err) {
    return new Delivery(new LinkedBlockingQueue<>(instances), err);
  }

  /** What became of an event. */
  sealed interface Outcome {

    /**
     * The function answered.
     *
     * @param done how many records are dealt with: those before the first that failed
     */
    record Answered(int done) implements Outcome {}

    /** It threw, or its answer cannot be read. */
    record Failed() implements Outcome {}
  }

  /** Hands an event over, as soon as an instance is free, and waits for the answer. */
  Outcome invoke(List<StreamRecord> records) throws InterruptedException {
    RequestStreamHandler function = free.take();
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      function.handleRequest(new ByteArrayInputStream(StreamRecord.event(records)), answer, null);
      return new Outcome.Answered(done(records, answer.toByteArray()));
    } catch (IOException | RuntimeException fault) {
      err.println("The function failed with an event of " + records.size() + ": " + fault);
      return new Outcome.Failed();
    } finally {
      free.add(function);
    }
  }

  private static int done(List<StreamRecord> records, byte[] answer) throws IOException {
    Set<String> failed = new HashSet<>();
    MAPPER
        .readTree(answer)
        .path("batchItemFailures")
        .forEach(failure -> failed.add(failure.path("itemIdentifier").asText()));
    int done = 0;
    while (done < records.size() && !failed.contains(records.get(done).sequence())) {
      done++;
    }
    return done;
  }
}
