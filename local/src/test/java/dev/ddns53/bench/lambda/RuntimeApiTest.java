package dev.ddns53.bench.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a runtime client sees of the API, and what who measures sees of the client. */
@Timeout(60)
class RuntimeApiTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String BASE = "/2018-06-01/runtime/";

  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService measuring = Executors.newCachedThreadPool();
  private RuntimeApi api;

  @BeforeEach
  void start() throws IOException {
    api = RuntimeApi.start();
  }

  @AfterEach
  void stop() {
    api.close();
    measuring.shutdownNow();
    http.close();
  }

  private HttpRequest.Builder at(String path) {
    return HttpRequest.newBuilder(URI.create("http://" + api.authority() + BASE + path));
  }

  private CompletableFuture<HttpResponse<String>> get(String path) {
    return http.sendAsync(at(path).build(), BodyHandlers.ofString());
  }

  private int post(String path, String body) throws IOException, InterruptedException {
    HttpRequest request = at(path).POST(BodyPublishers.ofString(body)).build();
    return http.send(request, BodyHandlers.ofString()).statusCode();
  }

  private Future<RuntimeApi.Answer> invoked(String event) {
    return measuring.submit(() -> api.invoke(event.getBytes(StandardCharsets.UTF_8), PATIENCE));
  }

  private static String id(HttpResponse<String> next) {
    return next.headers().firstValue("Lambda-Runtime-Aws-Request-Id").orElseThrow();
  }

  private static String fault(Future<?> future) {
    ExecutionException thrown = assertThrows(ExecutionException.class, future::get);
    return String.valueOf(thrown.getCause());
  }

  @Test
  void event_isHandedOver_andItsResponseIsTheAnswer() throws Exception {
    Future<RuntimeApi.Answer> answer = invoked("{\"n\":1}");
    HttpResponse<String> next = get("invocation/next").get();
    assertEquals(200, next.statusCode());
    assertEquals("{\"n\":1}", next.body());
    long deadline = next.headers().firstValueAsLong("Lambda-Runtime-Deadline-Ms").orElseThrow();
    assertTrue(deadline > System.currentTimeMillis());
    assertTrue(next.headers().firstValue("Lambda-Runtime-Invoked-Function-Arn").isPresent());
    assertEquals(202, post("invocation/" + id(next) + "/response", "{\"good\":true}"));
    assertEquals("{\"good\":true}", answer.get().body());
    assertTrue(answer.get().handed() <= answer.get().at());
  }

  @Test
  void next_isHeld_untilThereIsAnEvent() throws Exception {
    CompletableFuture<HttpResponse<String>> held = get("invocation/next");
    assertFalse(held.isDone());
    Future<RuntimeApi.Answer> answer = invoked("{}");
    HttpResponse<String> next = held.get();
    post("invocation/" + id(next) + "/response", "\"late\"");
    assertEquals("\"late\"", answer.get().body());
  }

  @Test
  void events_areHandedOverInTheirOrder_eachWithAnIdOfItsOwn() throws Exception {
    Future<RuntimeApi.Answer> first = invoked("1");
    HttpResponse<String> one = get("invocation/next").get();
    Future<RuntimeApi.Answer> second = invoked("2");
    HttpResponse<String> two = get("invocation/next").get();
    assertEquals("1", one.body());
    assertEquals("2", two.body());
    post("invocation/" + id(two) + "/response", "\"two\"");
    post("invocation/" + id(one) + "/response", "\"one\"");
    assertEquals("\"one\"", first.get().body());
    assertEquals("\"two\"", second.get().body());
  }

  @Test
  void response_ofAnUnknownOrAnAnsweredEvent_isRefused() throws Exception {
    assertEquals(400, post("invocation/none/response", "{}"));
    Future<RuntimeApi.Answer> answer = invoked("{}");
    String id = id(get("invocation/next").get());
    assertEquals(202, post("invocation/" + id + "/response", "\"first\""));
    assertEquals(400, post("invocation/" + id + "/response", "\"again\""));
    assertEquals("\"first\"", answer.get().body());
  }

  @Test
  void error_isTheMeasuredFault_andTheNextEventIsHandedOver() throws Exception {
    Future<RuntimeApi.Answer> answer = invoked("{}");
    String id = id(get("invocation/next").get());
    assertEquals(202, post("invocation/" + id + "/error", "{\"errorMessage\":\"no table\"}"));
    assertTrue(fault(answer).contains("no table"));
    Future<RuntimeApi.Answer> another = invoked("{}");
    String next = id(get("invocation/next").get());
    post("invocation/" + next + "/response", "\"well\"");
    assertEquals("\"well\"", another.get().body());
  }

  @Test
  void initError_endsTheWaiting() throws Exception {
    Future<RuntimeApi.Answer> answer = invoked("{}");
    assertEquals(202, post("init/error", "{\"errorMessage\":\"no class\"}"));
    assertTrue(fault(answer).contains("no class"));
  }

  @Test
  void endOfTheProcess_endsTheWaiting() {
    Future<RuntimeApi.Answer> answer = invoked("{}");
    api.ended("the process ended with 1");
    assertTrue(fault(answer).contains("ended with 1"));
  }

  @Test
  void restore_isHeldUntilResumed() throws Exception {
    CompletableFuture<HttpResponse<String>> held = get("restore/next");
    api.awaitSnapshot(PATIENCE);
    assertFalse(held.isDone());
    api.resume();
    assertEquals(200, held.get().statusCode());
  }

  @Test
  void restoreError_endsTheWaiting() throws Exception {
    Callable<Void> waiting =
        () -> {
          api.awaitSnapshot(PATIENCE);
          return null;
        };
    Future<Void> snapshot = measuring.submit(waiting);
    assertEquals(202, post("restore/error", "{\"errorMessage\":\"stale\"}"));
    assertTrue(fault(snapshot).contains("stale"));
  }
}
