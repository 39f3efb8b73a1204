package dev.ddns53.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.ddns53.Config;
import dev.ddns53.Rehearsal;
import dev.ddns53.SystemTime;
import dev.ddns53.Wiring;
import dev.ddns53.core.auth.Request;
import dev.ddns53.core.port.Time;
import dev.ddns53.start.Priming;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What API Gateway calls. */
public final class HttpHandler implements RequestStreamHandler {

  private static final Duration LONGEST_START = Duration.ofSeconds(4);

  private final Api api;
  private final Set<String> hosts;
  private final InstantSource clock;

  /** For Lambda: all from the environment. */
  public HttpHandler() {
    this(Wiring.of(Config.of(System.getenv())), InstantSource.system());
  }

  private HttpHandler(Wiring wiring, InstantSource clock) {
    this(wiring, new JsonLog(System.out, wiring.config().stack()), clock);
    if (!Priming.register(
        System.getenv(), () -> rehearsal(wiring), wiring::readMasterKey, System.out)) {
      start(wiring);
    }
  }

  private static Rehearsal rehearsal(Wiring wiring) {
    wiring.buildClients();
    return Rehearsal.ofRequests();
  }

  /** While Lambda lends more of a processor than requests get. Nothing is under way at its end. */
  private static void start(Wiring wiring) {
    Thread key = wiring.readMasterKey();
    wiring.buildClients();
    try {
      key.join(LONGEST_START);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  public HttpHandler(Wiring wiring, RequestLog log, InstantSource clock) {
    this(api(wiring, log, new SystemTime(clock)), wiring.config().hosts(), clock);
  }

  private static Api api(Wiring wiring, RequestLog log, Time time) {
    return new Api(
        wiring.authenticator(), wiring.routers(), wiring.updates(time), wiring.state(), log, time);
  }

  /**
   * Without any client of AWS.
   *
   * @param hosts further names of our host
   */
  public HttpHandler(Api api, Set<String> hosts, InstantSource clock) {
    this.api = api;
    this.hosts = hosts;
    this.clock = clock;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, @Nullable Context context)
      throws IOException {
    Request request = GatewayEvent.read(event, hosts);
    GatewayEvent.write(api.answer(request, clock.instant()), answer);
  }
}
