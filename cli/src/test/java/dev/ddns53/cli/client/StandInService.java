package dev.ddns53.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** Answers as a test says, and keeps what it was asked. */
final class StandInService implements AutoCloseable {

  /** An answer; header lines beside the usual ones. */
  record Answer(int status, String body, Map<String, String> headers) {
    static Answer of(int status, String body) {
      return new Answer(status, body, Map.of());
    }

    static Answer problem(int status, String code) {
      return of(
          status,
          "{\"title\":\"t\",\"status\":%d,\"code\":\"%s\",\"detail\":\"Do \\\"this\\\".\"}"
              .formatted(status, code));
    }

    Answer with(String header, String value) {
      Map<String, String> more = new HashMap<>(headers);
      more.put(header, value);
      return new Answer(status, body, more);
    }
  }

  /** What came. */
  record Request(String path, Optional<String> authorization, String body) {}

  private final HttpServer server;
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, IntFunction<Answer>> answers = new HashMap<>();

  StandInService() throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    server.createContext("/", this::serve);
    on("/ip", Answer.of(200, "198.51.100.7\n"));
    server.start();
  }

  StandInService on(String path, Answer answer) {
    return on(path, number -> answer);
  }

  /** By the number of the request for this path: 0 for the first. */
  StandInService on(String path, IntFunction<Answer> answer) {
    answers.put(path, answer);
    return this;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  List<Request> asked(String path) {
    return List.copyOf(requests).stream().filter(request -> request.path().equals(path)).toList();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      int number = asked(path).size();
      Optional<String> authorization =
          Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"));
      requests.add(new Request(path, authorization, body));
      Answer answer =
          answers
              .getOrDefault(path, n -> Answer.of(404, "{\"message\":\"Not Found\"}"))
              .apply(number);
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] octets = answer.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(answer.status(), octets.length == 0 ? -1 : octets.length);
      exchange.getResponseBody().write(octets);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
