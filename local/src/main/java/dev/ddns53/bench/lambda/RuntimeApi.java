package dev.ddns53.bench.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ddns53.emulator.http.Loopback;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lambda's Runtime API for one process, on 127.0.0.1.
 *
 * <pre>
 *  GET  /2018-06-01/runtime/invocation/next           held until there is an event
 *  POST /2018-06-01/runtime/invocation/ID/response    what the function answered
 *  POST /2018-06-01/runtime/invocation/ID/error       it failed
 *  POST /2018-06-01/runtime/init/error                it never started
 *  GET  /2018-06-01/runtime/restore/next              held until the snapshot is resumed
 *  POST /2018-06-01/runtime/restore/error             it could not be resumed
 * </pre>
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
 */
public final class RuntimeApi implements AutoCloseable {

  private static final String BASE = "/2018-06-01/runtime/";
  private static final String INVOCATION = BASE + "invocation/";
  private static final String ARN = "arn:aws:lambda:us-east-1:123456789012:function:bench";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  static {
    // Without it the JDK's server holds each event back for 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
  private final Map<String, Handed> underWay = new ConcurrentHashMap<>();
  private final CompletableFuture<Long> readyForSnapshot = new CompletableFuture<>();
  private final CompletableFuture<Long> resumed = new CompletableFuture<>();
  private final CompletableFuture<Void> gone = new CompletableFuture<>();

  /**
   * What became of an event.
   *
   * @param handed {@link System#nanoTime()} when the process got the event
   * @param at the same when its answer was there
   */
  public record Answer(String body, long handed, long at) {}

  private static final class Invocation {
    private final String id = UUID.randomUUID().toString();
    private final byte[] event;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();

    private Invocation(byte[] event) {
      this.event = event.clone();
    }
  }

  private record Handed(Invocation invocation, long at) {}

  private RuntimeApi(HttpServer server) {
    this.server = server;
  }

  public static RuntimeApi start() throws IOException {
    HttpServer http = HttpServer.create(Loopback.at(0), 0);
    RuntimeApi api = new RuntimeApi(http);
    http.setExecutor(api.threads);
    http.createContext("/", api::serve);
    http.start();
    return api;
  }

  /** For {@code AWS_LAMBDA_RUNTIME_API}. */
  public String authority() {
    return Loopback.http(server.getAddress().getPort()).getAuthority();
  }

  /**
   * Hands an event to the process, and waits for its answer.
   *
   * @throws RuntimeFault when it reports an error, ends, or does not answer in time
   */
  public Answer invoke(byte[] event, Duration patience) throws IOException, InterruptedException {
    Invocation invocation = new Invocation(event);
    waiting.add(invocation);
    return await(invocation.answer, patience, "an answer");
  }

  /** Waits until the process, all initialised, asks to be resumed; there its snapshot is taken. */
  public void awaitSnapshot(Duration patience) throws IOException, InterruptedException {
    await(readyForSnapshot, patience, "a process ready for its snapshot");
  }

  /** Resumes the process; {@link System#nanoTime()} of that. */
  public long resume() {
    long now = System.nanoTime();
    resumed.complete(now);
    return now;
  }

  /** Tells whoever waits that the process has ended. */
  public void ended(String how) {
    gone.completeExceptionally(new RuntimeFault(how));
  }

  private <T> T await(CompletableFuture<T> what, Duration patience, String called)
      throws IOException, InterruptedException {
    try {
      CompletableFuture.anyOf(what, gone).get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return what.get(0, TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new RuntimeFault("waited " + patience.toSeconds() + " s for " + called);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeFault fault ? fault : new IOException(failed);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
      switch (call) {
        case "GET " + INVOCATION + "next" -> next(exchange);
        case "GET " + BASE + "restore/next" -> restore(exchange);
        case "POST " + BASE + "init/error", "POST " + BASE + "restore/error" -> {
          ended(call.substring(call.indexOf(BASE) + BASE.length()) + ": " + text(body));
          accept(exchange);
        }
        default -> finish(exchange, call, text(body));
      }
    } catch (InterruptedException | ExecutionException closing) {
      // The process gets no event any more.
    }
  }

  private void next(HttpExchange exchange) throws IOException, InterruptedException {
    Invocation invocation = waiting.take();
    underWay.put(invocation.id, new Handed(invocation, System.nanoTime()));
    var headers = exchange.getResponseHeaders();
    headers.set("Lambda-Runtime-Aws-Request-Id", invocation.id);
    headers.set("Lambda-Runtime-Invoked-Function-Arn", ARN);
    headers.set("Lambda-Runtime-Trace-Id", "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=0");
    long deadline = Instant.now().plus(TIMEOUT).toEpochMilli();
    headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(deadline));
    send(exchange, 200, invocation.event);
  }

  private void restore(HttpExchange exchange)
      throws IOException, InterruptedException, ExecutionException {
    readyForSnapshot.complete(System.nanoTime());
    resumed.get();
    send(exchange, 200, new byte[0]);
  }

  private void finish(HttpExchange exchange, String call, String body) throws IOException {
    long now = System.nanoTime();
    Optional<Handed> answered = handed(call, "/response");
    Optional<Handed> failed = handed(call, "/error");
    answered.ifPresent(
        handed -> handed.invocation.answer.complete(new Answer(body, handed.at, now)));
    failed.ifPresent(
        handed ->
            handed.invocation.answer.completeExceptionally(
                new RuntimeFault("the function failed: " + body)));
    if (answered.or(() -> failed).isPresent()) {
      accept(exchange);
    } else {
      send(exchange, 400, "{\"errorType\":\"InvalidRequestID\"}".getBytes(StandardCharsets.UTF_8));
    }
  }

  /** The one that such a call ends; it ends once. */
  private Optional<Handed> handed(String call, String end) {
    String begin = "POST " + INVOCATION;
    if (!call.startsWith(begin) || !call.endsWith(end)) {
      return Optional.empty();
    }
    String id = call.substring(begin.length(), call.length() - end.length());
    return Optional.ofNullable(underWay.remove(id));
  }

  private static void accept(HttpExchange exchange) throws IOException {
    send(exchange, 202, "{\"status\":\"OK\"}".getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }
}
