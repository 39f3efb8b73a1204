package dev.ddns53.cli.preflight;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * AWS's services on loopback, each in its own protocol: the service is told by the signature's
 * scope, the operation by the target (JSON 1.1), the form (Query), or the path (REST).
 */
public final class StandIns implements AutoCloseable {

  private static final Pattern SCOPE =
      Pattern.compile("AWS4-HMAC-SHA256 Credential=([^/]+)/[0-9]{8}/([a-z0-9-]+)/([a-z0-9]+)/.*");

  /** An answer as it goes over the wire. */
  public record Reply(int status, String type, String body, Map<String, String> headers) {

    public static Reply json(String body) {
      return new Reply(200, "application/x-amz-json-1.1", body, Map.of());
    }

    public static Reply xml(String body) {
      return new Reply(200, "text/xml", body, Map.of());
    }

    /** As the services of JSON 1.1 refuse. */
    public static Reply jsonError(int status, String code, String message) {
      return new Reply(
          status,
          "application/x-amz-json-1.1",
          "{\"__type\":\"com.amazon.coral.service#%s\",\"message\":\"%s\"}"
              .formatted(code, message),
          Map.of());
    }

    /** As the services of the Query protocol refuse. */
    public static Reply queryError(int status, String code, String message) {
      return new Reply(
          status,
          "text/xml",
          """
          <ErrorResponse xmlns="https://example.amazonaws.com/doc/"><Error><Type>Sender</Type>\
          <Code>%s</Code><Message>%s</Message></Error><RequestId>r</RequestId></ErrorResponse>\
          """
              .formatted(code, message),
          Map.of());
    }

    /** As Lambda refuses. */
    public static Reply restError(int status, String code, String message) {
      return new Reply(
          status,
          "application/json",
          "{\"Message\":\"" + message + "\"}",
          Map.of("x-amzn-ErrorType", code + ":http://internal.amazon.com/coral/"));
    }
  }

  /**
   * A request: its operation, signing region, and fields of its form or its body as JSON.
   *
   * @param key the access key's id; empty where it was not signed
   */
  public record Request(String operation, String key, String region, String body) {
    String field(String name) {
      return Arrays.stream(body.split("&"))
          .filter(part -> part.startsWith(name + "="))
          .map(part -> URLDecoder.decode(part.substring(name.length() + 1), StandardCharsets.UTF_8))
          .findFirst()
          .orElse("");
    }
  }

  private final HttpServer server;
  private final Map<String, Function<Request, Reply>> answers = new HashMap<>();
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

  public StandIns() throws IOException {
    server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
    server.createContext("/", this::serve);
    server.start();
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Answers an operation so from now on, such as {@code "sts GetCallerIdentity"}. */
  public StandIns on(String operation, Function<Request, Reply> answer) {
    answers.put(operation, answer);
    return this;
  }

  public StandIns on(String operation, Reply reply) {
    return on(operation, request -> reply);
  }

  public List<Request> requests() {
    return List.copyOf(requests);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Request request = request(exchange);
      requests.add(request);
      Function<Request, Reply> answer = answers.get(request.operation());
      Reply reply =
          answer == null
              ? new Reply(501, "text/plain", "no stand-in for " + request.operation(), Map.of())
              : answer.apply(request);
      byte[] octets = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", reply.type());
      reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
      exchange.sendResponseHeaders(reply.status(), octets.length == 0 ? -1 : octets.length);
      exchange.getResponseBody().write(octets);
    }
  }

  private static Request request(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Matcher scope =
        SCOPE.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    boolean isSigned = scope.matches();
    Request unnamed =
        new Request("", isSigned ? scope.group(1) : "", isSigned ? scope.group(2) : "", body);
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    String name =
        target != null
            ? target.substring(target.lastIndexOf('.') + 1)
            : unnamed.field("Action").isEmpty()
                ? exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()
                : unnamed.field("Action");
    String service = isSigned ? scope.group(3) : "unsigned";
    return new Request(service + " " + name, unnamed.key(), unnamed.region(), body);
  }

  /** What was asked, for a message. */
  @Override
  public String toString() {
    return requests().stream().map(Request::operation).collect(Collectors.joining(", "));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
