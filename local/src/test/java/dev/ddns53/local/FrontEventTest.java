package dev.ddns53.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.auth.Body;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as API Gateway would hand them on. */
class FrontEventTest {

  private static final Instant NOW = Instant.parse("2026-11-23T20:20:46Z");
  private static final IpAddress SOURCE = IpAddress.parse("198.51.100.7").orElseThrow();

  private static JsonNode event(String target, Map<String, List<String>> headers, Body body)
      throws IOException {
    FrontEvent event = new FrontEvent("POST", target, headers, body, SOURCE, NOW);
    return JsonMapper.builder().build().readTree(event.json());
  }

  private static JsonNode at(String target) throws IOException {
    return event(target, Map.of(), Body.EMPTY);
  }

  private static JsonNode bodied(String contentType, byte[] octets) throws IOException {
    return event("/", Map.of("Content-Type", List.of(contentType)), Body.of(octets));
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/update,              /v1/update,    ''",
    "/v1/update?,             /v1/update,    ''",
    "/nic/update?a=%41&b=?,   /nic/update,   a=%41&b=?",
    "/v1%2fupdate,            /v1/update,    ''",
    "/v1/update%3Fx=1,        /v1/update,    ''",
    "/a%0Ab%3Fc,              '/a\nb',       ''",
    "/%e6%9d%b1,              /東,            ''",
    "/100%,                   /100%,         ''",
    "/%4,                     /%4,           ''",
    "/%zz,                    /%zz,          ''",
    "/a+b,                    /a+b,          ''",
  })
  void path_decodedAndCut_queryAsSent(String target, String path, String query) throws IOException {
    JsonNode event = at(target);
    assertEquals(path, event.path("rawPath").asText());
    assertEquals(path, event.path("requestContext").path("http").path("path").asText());
    assertEquals(query, event.path("rawQueryString").asText());
  }

  @Test
  void headers_lowerCaseAndJoined() throws IOException {
    JsonNode event =
        event("/", Map.of("X-Two", List.of("a", "b"), "Host", List.of("h:8053")), Body.EMPTY);
    assertEquals("a,b", event.path("headers").path("x-two").asText());
    assertEquals("h:8053", event.path("headers").path("host").asText());
    assertEquals("h", event.path("requestContext").path("domainName").asText());
    assertEquals(2, event.path("headers").size());
  }

  @Test
  void source_isTold() throws IOException {
    JsonNode http = at("/").path("requestContext").path("http");
    assertEquals("198.51.100.7", http.path("sourceIp").asText());
    assertEquals("POST", http.path("method").asText());
  }

  @Test
  void noBody_noField() throws IOException {
    JsonNode event = at("/");
    assertFalse(event.has("body"));
    assertFalse(event.path("isBase64Encoded").asBoolean());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON; charset=utf-8",
        "application/problem+json",
        "text/plain"
      })
  void textType_bodyAsText(String contentType) throws IOException {
    JsonNode event = bodied(contentType, "{\"ü\":1}".getBytes(StandardCharsets.UTF_8));
    assertEquals("{\"ü\":1}", event.path("body").asText());
    assertFalse(event.path("isBase64Encoded").asBoolean());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-www-form-urlencoded",
        "application/octet-stream",
        "application/jsonp",
        ""
      })
  void otherType_bodyInBase64(String contentType) throws IOException {
    assertBase64(bodied(contentType, new byte[] {'{', '}'}), new byte[] {'{', '}'});
  }

  @Test
  void textThatIsNotUtf8_bodyInBase64() throws IOException {
    byte[] octets = {'{', (byte) 0xff, '}'};
    assertBase64(bodied("application/json", octets), octets);
  }

  private static void assertBase64(JsonNode event, byte[] octets) {
    assertTrue(event.path("isBase64Encoded").asBoolean());
    assertEquals(Base64.getEncoder().encodeToString(octets), event.path("body").asText());
  }
}
