package dev.ddns53.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.auth.Body;
import dev.ddns53.emulator.http.LocalCallers;
import dev.ddns53.emulator.http.Loopback;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * API Gateway's part on this machine: turns HTTP requests into events for the function, and its
 * answers back. On loopback every caller is 127.0.0.1; so here, and only here, the last address of
 * an {@code X-Forwarded-For} header is taken as the caller's.
 */
public final class HttpFront implements AutoCloseable {

  private static final int BACKLOG = 2_000;

  /** The gateway's limit for a payload. */
  private static final int MOST_OCTETS = 10 << 20;

  private static final int GRACE_SECONDS = 2;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  static {
    // Without it the JDK's server holds small answers back for 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final RequestStreamHandler function;
  private final Throttle throttle;

  private HttpFront(HttpServer server, RequestStreamHandler function, Throttle throttle) {
    this.server = server;
    this.function = function;
    this.throttle = throttle;
  }

  /** Starts to listen on 127.0.0.1, and takes whatever comes. */
  public static HttpFront start(int port, RequestStreamHandler function) throws IOException {
    return start(port, function, Throttle.none());
  }

  /**
   * Starts to listen on 127.0.0.1.
   *
   * @param port 0 for any that is free
   */
  public static HttpFront start(int port, RequestStreamHandler function, Throttle throttle)
      throws IOException {
    HttpServer http = HttpServer.create(Loopback.at(port), BACKLOG);
    HttpFront front = new HttpFront(http, function, throttle);
    http.setExecutor(front.threads);
    http.createContext("/", front::serve).getFilters().add(new LocalCallers());
    http.start();
    return front;
  }

  /** The base address that clients call. */
  public URI uri() {
    return Loopback.http(server.getAddress().getPort());
  }

  /** Stops listening and lets requests under way end. */
  @Override
  public void close() {
    server.stop(GRACE_SECONDS);
    threads.close();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(MOST_OCTETS + 1);
      Optional<IpAddress> source = source(exchange);
      if (!throttle.takes(exchange.getRequestMethod(), exchange.getRequestURI().getPath())) {
        refuse(exchange, 429, "Too Many Requests");
      } else if (body.length > MOST_OCTETS) {
        refuse(exchange, 413, "Request Entity Too Large");
      } else if (source.isEmpty()) {
        refuse(exchange, 400, "X-Forwarded-For must end with an address");
      } else {
        FrontEvent event =
            new FrontEvent(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders(),
                Body.of(body),
                source.get(),
                Instant.now());
        answer(exchange, event);
      }
    }
  }

  private static Optional<IpAddress> source(HttpExchange exchange) {
    List<String> forwarded = exchange.getRequestHeaders().get("X-Forwarded-For");
    if (forwarded == null) {
      return Optional.of(IpAddress.of(exchange.getRemoteAddress().getAddress().getAddress()));
    }
    String all = String.join(",", forwarded);
    return IpAddress.parse(all.substring(all.lastIndexOf(',') + 1).strip());
  }

  private void answer(HttpExchange exchange, FrontEvent event) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      function.handleRequest(new ByteArrayInputStream(event.json()), out, null);
    } catch (IOException | RuntimeException fault) {
      refuse(exchange, 500, "Internal Server Error");
      return;
    }
    JsonNode answer = MAPPER.readTree(out.toByteArray());
    for (var header : answer.path("headers").properties()) {
      exchange.getResponseHeaders().set(header.getKey(), header.getValue().asText());
    }
    send(exchange, answer.path("statusCode").asInt(), answer.path("body").asText());
  }

  /** In the gateway's own form. */
  private static void refuse(HttpExchange exchange, int status, String message) throws IOException {
    exchange.getResponseHeaders().set("content-type", "application/json");
    send(exchange, status, MAPPER.createObjectNode().put("message", message).toString());
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] octets = body.getBytes(StandardCharsets.UTF_8);
    boolean bodiless = exchange.getRequestMethod().equals("HEAD") || octets.length == 0;
    exchange.sendResponseHeaders(status, bodiless ? -1 : octets.length);
    if (!bodiless) {
      exchange.getResponseBody().write(octets);
    }
  }
}
