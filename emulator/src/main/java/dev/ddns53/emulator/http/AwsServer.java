package dev.ddns53.emulator.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Emulated services on one port of 127.0.0.1. Each call is counted, then hit by a fault if one
 * fits, then carried out. Paths under {@code /_emulator/} control it, for those who know the token.
 */
public final class AwsServer implements AutoCloseable {

  private static final int BACKLOG = 2_000;
  private static final int MOST_OCTETS = 32 << 20;

  static {
    // Without it the JDK's server holds small answers back for 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final List<AwsService> services;
  private final Faults faults;
  private final Calls calls;
  private final Control control;

  private AwsServer(
      HttpServer server, List<AwsService> services, Faults faults, Calls calls, String token) {
    this.server = server;
    this.threads = Executors.newVirtualThreadPerTaskExecutor();
    this.services = List.copyOf(services);
    this.faults = faults;
    this.calls = calls;
    this.control = new Control(faults, calls, services, token);
  }

  /**
   * Starts a server.
   *
   * @param port 0 for any that is free
   * @param token what a request that controls it must bring
   */
  public static AwsServer start(
      int port, List<AwsService> services, Faults faults, Calls calls, String token)
      throws IOException {
    HttpServer http = HttpServer.create(Loopback.at(port), BACKLOG);
    AwsServer server = new AwsServer(http, services, faults, calls, token);
    http.setExecutor(server.threads);
    http.createContext("/", server::serve).getFilters().add(new LocalCallers());
    http.start();
    return server;
  }

  public URI endpoint() {
    return Loopback.http(server.getAddress().getPort());
  }

  @Override
  public void close() {
    faults.clear();
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Optional<AwsReply> reply = reply(request(exchange));
      if (reply.isPresent()) {
        send(exchange, reply.get());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static AwsRequest request(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MOST_OCTETS);
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    URI uri = exchange.getRequestURI();
    return new AwsRequest(
        exchange.getRequestMethod(),
        Optional.ofNullable(uri.getRawPath()).orElse("/"),
        Optional.ofNullable(uri.getRawQuery()).orElse(""),
        headers,
        new String(body, StandardCharsets.UTF_8));
  }

  /** The reply; empty when the connection is to break. */
  private Optional<AwsReply> reply(AwsRequest request) throws InterruptedException {
    if (control.serves(request)) {
      return Optional.of(control.handle(request));
    }
    Optional<AwsService> service =
        services.stream().filter(each -> each.serves(request)).findFirst();
    return service.isEmpty() ? Optional.of(nobody()) : reply(service.get(), request);
  }

  private Optional<AwsReply> reply(AwsService service, AwsRequest request)
      throws InterruptedException {
    String action = service.action(request);
    calls.add(service.name(), action);
    Optional<Fault> fault = faults.hit(service.name(), action);
    if (fault.isEmpty()) {
      return Optional.of(service.handle(request));
    }
    return switch (fault.get().kind()) {
      case THROTTLE, PRIOR_REQUEST, ERROR, DENY -> Optional.of(service.fault(fault.get().kind()));
      case HANG -> {
        faults.hang();
        yield Optional.empty();
      }
      case SLOW -> {
        Thread.sleep(fault.get().delay());
        yield Optional.of(service.handle(request));
      }
      case COMMIT_THEN_DROP -> {
        commit(service, request, fault.get().delay());
        yield Optional.empty();
      }
    };
  }

  private void commit(AwsService service, AwsRequest request, Duration delay) {
    if (delay.isZero()) {
      service.handle(request);
      return;
    }
    threads.execute(
        () -> {
          try {
            Thread.sleep(delay);
            service.handle(request);
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private AwsReply nobody() {
    return new AwsReply(
        404,
        Map.of("content-type", "text/plain"),
        "This port emulates "
            + String.join(", ", services.stream().map(AwsService::name).toList())
            + "; this request is for none of them.\n");
  }

  private static void send(HttpExchange exchange, AwsReply reply) throws IOException {
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
