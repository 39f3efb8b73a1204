package dev.ddns53.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.ddns53.Config;
import dev.ddns53.Rehearsal;
import dev.ddns53.SystemTime;
import dev.ddns53.Wiring;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.port.Time;
import dev.ddns53.core.publish.BatchPublisher;
import dev.ddns53.start.Priming;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the state table's stream calls. */
public final class StreamHandler implements RequestStreamHandler {

  /** Left for writing down what was answered. */
  private static final Duration RESERVE = Duration.ofSeconds(4);

  private static final Duration WITHOUT_LAMBDA = Duration.ofSeconds(60);

  private final BatchPublisher publisher;
  private final BatchLog log;
  private final Time time;

  /** For Lambda: all from the environment. */
  public StreamHandler() {
    this(
        Wiring.of(Config.of(System.getenv())),
        new JsonLog(System.out),
        new SystemTime(InstantSource.system()));
    Priming.register(System.getenv(), Rehearsal::ofEvents, () -> {}, System.out);
  }

  public StreamHandler(Wiring wiring, BatchLog log, Time time) {
    this(wiring.batches(time), log, time);
  }

  /** Without any client of AWS. */
  public StreamHandler(BatchPublisher publisher, BatchLog log, Time time) {
    this.publisher = publisher;
    this.log = log;
    this.time = time;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, @Nullable Context context)
      throws IOException {
    StreamEvent event = StreamEvent.read(in);
    Set<Fqdn> names = event.names();
    Instant began = time.now();
    BatchPublisher.Result result =
        publisher.publish(names, began.plus(remaining(context)).minus(RESERVE));
    log.published(
        new BatchLog.Entry(began, names.size(), result, Duration.between(began, time.now())));
    event.answer(result.left(), out);
  }

  private static Duration remaining(@Nullable Context context) {
    return context == null ? WITHOUT_LAMBDA : Duration.ofMillis(context.getRemainingTimeInMillis());
  }
}
