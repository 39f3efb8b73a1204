package dev.ddns53;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ddns53.handler.HttpHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** What the function gave back to the gateway. */
public record Answer(int status, Map<String, String> headers, String body) {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  public Answer {
    headers = Map.copyOf(headers);
  }

  /** Hands an event to the function, as Lambda does. */
  public static Answer of(HttpHandler function, byte[] event) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      function.handleRequest(new ByteArrayInputStream(event), answer, new NoContext());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return read(answer.toByteArray());
  }

  /** Reads it. */
  public static Answer read(byte[] response) {
    JsonNode root = tree(response);
    Map<String, String> headers = new TreeMap<>();
    root.path("headers").properties().forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
    return new Answer(root.path("statusCode").asInt(), headers, root.path("body").asText());
  }

  private static JsonNode tree(byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  public JsonNode json() {
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  public boolean isAccepted() {
    return status == 200 || status == 202;
  }

  /** The problem's code; empty when it is none. */
  public String code() {
    return isAccepted() ? "" : json().path("code").asText();
  }

  /** The first record's status. */
  public String recordStatus() {
    return json().path("records").path(0).path("status").asText();
  }

  /** Demands a whole RFC 9457 problem of this code. */
  public Answer assertProblem(int expectedStatus, String expectedCode) {
    assertEquals(expectedStatus + " " + expectedCode, status + " " + code(), body);
    assertEquals("application/problem+json", headers.get("content-type"));
    assertEquals(expectedStatus, json().path("status").asInt());
    assertFalse(json().path("detail").asText().isBlank(), "a problem says what to do");
    assertFalse(json().path("title").asText().isBlank());
    return this;
  }

  /** Demands success with this status of its first record. */
  public Answer assertRecord(int expectedStatus, String expectedRecord) {
    assertEquals(expectedStatus + " " + expectedRecord, status + " " + recordStatus(), body);
    return this;
  }
}
