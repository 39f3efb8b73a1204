package dev.ddns53.handler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.auth.Body;
import dev.ddns53.core.auth.Request;
import dev.ddns53.core.json.JsonTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * API Gateway's HTTP API event, payload format 2.0, and the answer it expects. Read as a tree:
 * binding it to classes costs start-up time.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">the
 *     format</a>
 */
final class GatewayEvent {

  private GatewayEvent() {}

  /**
   * Reads an event.
   *
   * @param hosts further names of our host
   */
  static Request read(InputStream event, Set<String> hosts) throws IOException {
    JsonNode root = JsonTree.read(event.readAllBytes());
    JsonNode context = root.path("requestContext");
    JsonNode http = context.path("http");
    Map<String, String> headers = new HashMap<>();
    root.path("headers").properties().forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
    return new Request(
        http.path("method").asText(),
        root.path("rawPath").asText(),
        root.path("rawQueryString").asText(),
        headers,
        body(root),
        source(http.path("sourceIp").asText()),
        spellings(headers.getOrDefault("host", ""), context.path("domainName").asText(), hosts));
  }

  /** What is said to be base64 and is not, is taken as it stands: the signature decides. */
  private static Body body(JsonNode root) {
    String text = root.path("body").asText();
    if (!root.path("isBase64Encoded").asBoolean()) {
      return Body.of(text);
    }
    try {
      return Body.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException notBase64) {
      return Body.of(text);
    }
  }

  private static IpAddress source(String text) {
    return IpAddress.parse(text)
        .orElseThrow(() -> new IllegalArgumentException("the event has no source address"));
  }

  /** Each host with and without its port: curl up to 7.85 signs it without. */
  private static Set<String> spellings(String header, String domain, Set<String> configured) {
    Set<String> all = new LinkedHashSet<>();
    for (String host : new String[] {header, domain}) {
      all.add(host);
      all.add(withoutPort(host));
    }
    for (String host : configured) {
      all.add(host);
      all.add(withoutPort(host));
    }
    all.remove("");
    return all;
  }

  private static String withoutPort(String host) {
    return host.replaceFirst(":[0-9]+$", "");
  }

  static void write(HttpAnswer answer, OutputStream out) throws IOException {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("statusCode", answer.status());
    ObjectNode headers = root.putObject("headers");
    answer.headers().forEach(headers::put);
    root.put("body", answer.body());
    root.put("isBase64Encoded", false);
    out.write(JsonTree.text(root).getBytes(StandardCharsets.UTF_8));
  }
}
