package dev.ddns53.core.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ddns53.Requests;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/** A request as a real curl signed it. */
record Vector(String name, Requests request) {

  private static final JsonNode FILE = file("/curl-sigv4.json");
  private static final JsonNode BLANKS_FILE = file("/curl-sigv4-blanks.json");

  static final String SITE = FILE.path("keyId").asText();
  static final String SECRET = FILE.path("secret").asText();

  static final String BLANKS_SITE = BLANKS_FILE.path("keyId").asText();
  static final String BLANKS_SECRET = BLANKS_FILE.path("secret").asText();

  private static JsonNode file(String name) {
    try (InputStream in = Vector.class.getResourceAsStream(name)) {
      return JsonMapper.builder().build().readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static List<Vector> all() {
    return FILE.path("vectors").valueStream().map(Vector::of).toList();
  }

  /** Those with runs of blanks in a signed header's value. */
  static List<Vector> blanks() {
    return BLANKS_FILE.path("vectors").valueStream().map(Vector::of).toList();
  }

  private static Vector of(JsonNode vector) {
    JsonNode sent = vector.path("request");
    Requests request = Requests.of(sent.path("method").asText(), sent.path("target").asText(), "");
    for (JsonNode header : sent.path("headers")) {
      request = request.header(header.path(0).asText(), header.path(1).asText());
    }
    byte[] body = Base64.getDecoder().decode(sent.path("bodyBase64").asText());
    return new Vector(
        vector.path("name").asText() + ", curl " + vector.path("curl").asText(),
        request.body(body).domain(request.header("host")));
  }

  /** The headers that it signs, in its order. */
  List<String> signedHeaders() {
    String list = request.header("authorization").replaceAll(".*SignedHeaders=|,.*", "");
    return List.of(list.split(";", -1));
  }

  @Override
  public String toString() {
    return name;
  }
}
