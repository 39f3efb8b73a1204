package dev.ddns53.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.sun.net.httpserver.HttpServer;
import dev.ddns53.cli.keys.CurlConfig;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.local.HttpFront;
import dev.ddns53.local.Throttle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All sites of a fleet report in the same second. */
final class RushIT {

  private static final int SITES = 1_000;
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final RequestStreamHandler ACCEPTS =
      (in, out, context) ->
          out.write(
              "{\"statusCode\":200,\"headers\":{},\"body\":\"{}\"}"
                  .getBytes(StandardCharsets.UTF_8));

  /** What a site's file tells curl about calling again. */
  private record Client(int retries, Duration delay, Duration most) {

    static Client of(String config) {
      return new Client(
          number(config, "retry"),
          Duration.ofSeconds(number(config, "retry-delay")),
          Duration.ofSeconds(number(config, "retry-max-time")));
    }

    private static int number(String config, String option) {
      Matcher line = Pattern.compile("(?m)^" + option + " = ([0-9]+)$").matcher(config);
      assertTrue(line.find(), option);
      return Integer.parseInt(line.group(1));
    }
  }

  /** A call to come: the first one is number 0. */
  private record Call(Client client, Instant at, int number) {}

  private static HttpResponse<String> post(HttpClient http, URI front) throws Exception {
    return http.send(
        HttpRequest.newBuilder(front.resolve("/v1/update"))
            .POST(BodyPublishers.ofString("{}"))
            .build(),
        BodyHandlers.ofString());
  }

  private static String config(String site, URI api) {
    return CurlConfig.text(api, new SiteId(site), "secret");
  }

  /** The throttle's clock goes from call to call, so that a minute takes as long as its calls. */
  @Test
  void thousandSitesInOneSecond_allAcceptedWithinAMinute() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(NOON);
    PriorityQueue<Call> calls = new PriorityQueue<>(Comparator.comparing(Call::at));
    int refused = 0;
    int accepted = 0;
    try (HttpFront front = HttpFront.start(0, ACCEPTS, Throttle.forSites(SITES, now::get));
        HttpClient http = HttpClient.newHttpClient()) {
      for (int i = 0; i < SITES; i++) {
        Client client = Client.of(config("site-" + i, front.uri()));
        calls.add(new Call(client, NOON.plusMillis(i), 0));
      }
      while (!calls.isEmpty()) {
        Call call = calls.remove();
        now.set(call.at());
        HttpResponse<String> answer = post(http, front.uri());
        if (answer.statusCode() == 200) {
          accepted++;
          continue;
        }
        refused++;
        assertEquals(429, answer.statusCode());
        assertEquals("{\"message\":\"Too Many Requests\"}", answer.body());
        Instant again = call.at().plus(call.client().delay());
        assertTrue(call.number() < call.client().retries(), "gave up after " + call);
        assertTrue(again.isBefore(NOON.plus(call.client().most())), "gave up after " + call);
        calls.add(new Call(call.client(), again, call.number() + 1));
      }
    }
    assertEquals(SITES, accepted);
    assertTrue(refused > SITES / 2, refused + " refused at first");
    assertTrue(now.get().isBefore(NOON.plusSeconds(60)), "the last at " + now);
  }

  @Test
  void otherRoutes_haveATakingOfTheirOwn() throws Exception {
    try (HttpFront front = HttpFront.start(0, ACCEPTS, Throttle.forSites(1, () -> NOON));
        HttpClient http = HttpClient.newHttpClient()) {
      for (int i = 0; i < 20; i++) {
        assertEquals(200, post(http, front.uri()).statusCode());
      }
      assertEquals(429, post(http, front.uri()).statusCode());
      HttpRequest ip = HttpRequest.newBuilder(front.uri().resolve("/ip?x")).build();
      assertEquals(200, http.send(ip, BodyHandlers.ofString()).statusCode());
    }
  }

  /** A signature is good for one request, so curl must not send the same one again. */
  @Test
  void curlThatIsRefused_comesAgainWithANewSignature(@TempDir Path folder) throws Exception {
    Curl.assumeThere();
    List<String> dates = Collections.synchronizedList(new ArrayList<>());
    HttpServer gateway = tooManyAtFirst(dates);
    try {
      URI api = URI.create("http://127.0.0.1:" + gateway.getAddress().getPort());
      Path file = folder.resolve("site.curl");
      Files.writeString(file, config(quickSite(), api));
      assertEquals(200, Curl.report(file, "198.51.100.7").status());
    } finally {
      gateway.stop(0);
    }
    assertEquals(2, dates.size());
    assertTrue(dates.get(0).compareTo(dates.get(1)) < 0, dates.toString());
  }

  private static HttpServer tooManyAtFirst(List<String> dates) throws IOException {
    HttpServer gateway =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
    gateway.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          dates.add(exchange.getRequestHeaders().getFirst("X-Ddns-Date"));
          exchange.sendResponseHeaders(dates.size() == 1 ? 429 : 200, -1);
          exchange.close();
        });
    gateway.start();
    return gateway;
  }

  /** A site that waits for a second only. */
  private static String quickSite() {
    for (int i = 0; ; i++) {
      String site = "site-" + i;
      if (Client.of(config(site, URI.create("http://127.0.0.1"))).delay().toSeconds() == 1) {
        return site;
      }
    }
  }
}
