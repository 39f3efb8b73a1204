package dev.ddns53.bench.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ddns53.emulator.http.Loopback;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Where a function with SnapStart gets its credentials from: no variable may hold them then. */
public final class ContainerCredentials implements AutoCloseable {

  private static final String PATH = "/2021-04-23/credentials";
  private static final String TOKEN = "bench";

  private final HttpServer server;

  private ContainerCredentials(HttpServer server) {
    this.server = server;
  }

  public static ContainerCredentials start() throws IOException {
    HttpServer http = HttpServer.create(Loopback.at(0), 0);
    http.createContext(PATH, ContainerCredentials::serve);
    http.start();
    return new ContainerCredentials(http);
  }

  /** What tells the SDKs of it. */
  public Map<String, String> environment() {
    String uri = Loopback.http(server.getAddress().getPort()) + PATH;
    return Map.of(
        "AWS_CONTAINER_CREDENTIALS_FULL_URI", uri, "AWS_CONTAINER_AUTHORIZATION_TOKEN", TOKEN);
  }

  private static void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean known = TOKEN.equals(exchange.getRequestHeaders().getFirst("Authorization"));
      Instant until = Instant.now().plus(Duration.ofHours(6)).truncatedTo(ChronoUnit.SECONDS);
      String body =
          known
              ? """
              {"AccessKeyId":"local","SecretAccessKey":"local","Token":"local","Expiration":"%s"}\
              """
                  .formatted(until)
              : "{}";
      byte[] octets = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(known ? 200 : 403, octets.length);
      exchange.getResponseBody().write(octets);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
