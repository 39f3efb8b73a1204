package dev.ddns53;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which request leads where, and what headers mean beside the signature. */
final class RoutesTest {

  private final World world = new World().site("tokyo", "vpn.tokyo.example.com");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "/v1",
        "/v1/",
        "/v1/update ",
        "/v1/update/x",
        "/v1/update;x",
        "/v1/update\u0000",
        "/v1/update\n",
        "/v1/../v1/update",
        "/v1/./update",
        "/v1//update",
        "v1/update",
        "/v1/updat\u00e9",
        "/v1%2fupdate",
        "/v2/update",
        "/ip/",
        "/IP",
        "/nic/update/",
        "/v3/update/",
        "/admin",
        "/.env",
        "/favicon.ico",
        "https://ddns.example.com/v1/update"
      })
  void otherPath_notFoundWhateverTheMethod(String path) {
    for (String method : new String[] {"GET", "POST"}) {
      Requests request = Requests.of(method, path, "{}");
      world.send(request).assertProblem(404, "not-found");
      Requests signed = world.signer("tokyo", World.FIRST_KEY).sign(request, world.now());
      world.send(signed).assertProblem(404, "not-found");
    }
    assertEquals(new World.Calls(0, 0, 0, 0, 0), world.calls());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HEAD",
        "OPTIONS",
        "PUT",
        "PATCH",
        "DELETE",
        "TRACE",
        "CONNECT",
        "get",
        "Post",
        "GET ",
        "POST /v1/update POST",
        "X"
      })
  void otherMethod_notFoundWhateverThePath(String method) {
    for (String path : new String[] {"/v1/update", "/v1/status", "/ip"}) {
      world.send(Requests.of(method, path, "{}")).assertProblem(404, "not-found");
    }
    assertEquals(new World.Calls(0, 0, 0, 0, 0), world.calls());
  }

  /** Method and path are one text when looked up: no other cut of it may pass. */
  @ParameterizedTest
  @CsvSource(
      value = {"POST /v1/update|''", "''|POST /v1/update", "'POST '|/v1/update"},
      delimiter = '|')
  void cutElsewhere_notFound(String method, String path) {
    world.send(Requests.of(method, path, "{}")).assertProblem(404, "not-found");
  }

  @Test
  void everyPath_withoutAHeaderAtAll_answered() {
    for (String path : new String[] {"/v1/update", "/v1/status", "/ip", "/"}) {
      for (String method : new String[] {"GET", "POST"}) {
        Answer answer = world.send(Requests.of(method, path, "").without("host"));
        assertTrue(answer.status() < 500, answer.body());
      }
    }
    assertTrue(world.calls().wroteNothing());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=b", "x", "&", "=", "%00"})
  void queryWithAnAddressRequest_answeredAllTheSame(String query) {
    Answer answer = world.send(Requests.of("GET", "/ip", "").query(query));
    assertEquals(200, answer.status());
    assertEquals("198.51.100.7\n", answer.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "application/json",
        "application/json,application/json",
        "application/x-www-form-urlencoded",
        "text/html; charset=utf-16",
        "multipart/form-data",
        "\u0000",
        "nonsense"
      })
  void unsignedContentType_doesNotMatter(String type) {
    Requests signed = world.signed("tokyo", "{}");
    assertTrue(world.send(signed.header("content-type", type)).isAccepted());
    assertTrue(world.send(signed.without("content-type")).isAccepted());
  }

  @Test
  void oversizedHeaders_answered() {
    String large = "x".repeat(1 << 20);
    for (String header : new String[] {"authorization", "x-ddns-date", "host", "content-type"}) {
      Requests signed =
          world
              .signer("tokyo", World.FIRST_KEY)
              .sign(
                  Requests.update("{}"),
                  world.now(),
                  java.util.List.of("content-type", "host", "x-ddns-date"));
      Requests changed = signed.header(header, large).domain(large);
      Answer answer = world.send(changed);
      assertEquals(401, answer.status(), header);
      assertTrue(answer.body().length() < 500, "a message is no echo");
    }
    assertTrue(world.calls().wroteNothing());
  }

  @Test
  void longUserAgent_storedCutShort() {
    Requests signed =
        world.signed("tokyo", "{}").header("user-agent", "\ud83d\ude00".repeat(5_000));
    assertTrue(world.send(signed).isAccepted());
    String client =
        world.state.stored(new dev.ddns53.core.fleet.SiteId("tokyo")).seen().orElseThrow().client();
    assertEquals(100, client.length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-amz-date",
        "x-forwarded-for",
        "x-forwarded-host",
        "x-http-method-override",
        "x-real-ip"
      })
  void headersOfOtherProtocols_ignored(String header) {
    Requests signed = world.signed("tokyo", "{}").header(header, "203.0.113.99");
    Answer answer = world.send(signed).assertRecord(200, "updated");
    assertEquals("198.51.100.7", answer.json().at("/records/0/address").asText());
  }
}
