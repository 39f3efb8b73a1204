package dev.ddns53.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ddns53.Config;
import dev.ddns53.Rehearsal;
import dev.ddns53.SystemTime;
import dev.ddns53.Wiring;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.json.JsonTree;
import dev.ddns53.core.port.Time;
import dev.ddns53.core.recheck.Recheck;
import dev.ddns53.core.recheck.RecheckResult;
import dev.ddns53.start.Priming;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a schedule calls: {@code {"zoneId":"Z0EXAMPLE"}}, or {@code {}} for all zones. Answers with
 * counts, and with what is not as it should be.
 */
public final class RecheckHandler implements RequestStreamHandler {

  private final Recheck recheck;
  private final RecheckLog log;
  private final InstantSource clock;

  /** For Lambda: all from the environment. */
  public RecheckHandler() {
    this(Wiring.of(Config.of(System.getenv())), System.out, new SystemTime(InstantSource.system()));
    Priming.register(System.getenv(), Rehearsal::ofRechecks, () -> {}, System.out);
  }

  public RecheckHandler(Wiring wiring, PrintStream out, Time time) {
    this(wiring.recheck(time), new RecheckLog(out, wiring.config().stack()), time::now);
  }

  public RecheckHandler(Recheck recheck, RecheckLog log, InstantSource clock) {
    this.recheck = recheck;
    this.log = log;
    this.clock = clock;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, @Nullable Context context)
      throws IOException {
    Optional<ZoneId> zone = zone(JsonTree.read(event.readAllBytes()));
    Instant now = clock.instant();
    long start = System.nanoTime();
    RecheckResult result = recheck.run(zone);
    log.done(result, zone, now, Duration.ofNanos(System.nanoTime() - start));
    answer.write(JsonTree.text(RecheckLog.summary(result)).getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<ZoneId> zone(JsonNode event) {
    JsonNode id = event.path("zoneId");
    return id.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            ZoneId.parse(id.asText())
                .orElseThrow(
                    () -> new IllegalArgumentException("zoneId must be a hosted zone's id")));
  }
}
