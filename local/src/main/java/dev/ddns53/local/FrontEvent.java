package dev.ddns53.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.auth.Body;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A request as API Gateway's HTTP API hands it to a function, payload format 2.0: the path decoded
 * and cut at a decoded question mark, the query as it was sent, header names in lower case, several
 * of one name joined by commas, a body in base64 unless its type says that it is text.
 *
 * @param target as in the request line: the path, still encoded, and the query
 * @param source the address that the function is told as the caller's
 */
public record FrontEvent(
    String method,
    String target,
    Map<String, List<String>> headers,
    Body body,
    IpAddress source,
    Instant at) {

  private static final Pattern TEXT =
      Pattern.compile("(?:text/.*|application/(?:json|xml|javascript|[^;]*\\+json)\\b.*)");

  public FrontEvent {
    headers = Map.copyOf(headers);
  }

  /** As the function is handed it. */
  public byte[] json() {
    String path = target.replaceFirst("\\?.*$", "");
    String query = target.length() > path.length() ? target.substring(path.length() + 1) : "";
    Map<String, String> joined = joined();
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("version", "2.0");
    event.put("rawPath", rawPath(path));
    event.put("rawQueryString", query);
    ObjectNode named = event.putObject("headers");
    joined.forEach(named::put);
    ObjectNode context = event.putObject("requestContext");
    context.put("domainName", joined.getOrDefault("host", "").replaceFirst(":[0-9]+$", ""));
    context.put("requestId", UUID.randomUUID().toString());
    context.put("stage", "$default");
    context.put("timeEpoch", at.toEpochMilli());
    context
        .putObject("http")
        .put("method", method)
        .put("path", rawPath(path))
        .put("protocol", "HTTP/1.1")
        .put("sourceIp", source.toString())
        .put("userAgent", joined.getOrDefault("user-agent", ""));
    putBody(event, joined.getOrDefault("content-type", ""));
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  private Map<String, String> joined() {
    Map<String, String> joined = new TreeMap<>();
    headers.forEach(
        (name, values) -> joined.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    return joined;
  }

  private void putBody(ObjectNode event, String contentType) {
    Optional<String> text =
        TEXT.matcher(contentType.toLowerCase(Locale.ROOT)).matches()
            ? body.text()
            : Optional.empty();
    if (body.size() > 0) {
      event.put("body", text.orElseGet(() -> Base64.getEncoder().encodeToString(body.octets())));
    }
    event.put("isBase64Encoded", body.size() > 0 && text.isEmpty());
  }

  private static String rawPath(String path) {
    return decoded(path).replaceFirst("(?s)\\?.*$", "");
  }

  /** Percent-decoded as UTF-8; what is no escape stays as it is. */
  private static String decoded(String path) {
    byte[] raw = path.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream octets = new ByteArrayOutputStream(raw.length);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] == '%'
          && i + 2 < raw.length
          && HexFormat.isHexDigit(raw[i + 1])
          && HexFormat.isHexDigit(raw[i + 2])) {
        octets.write(HexFormat.fromHexDigits(path(raw, i + 1)));
        i += 2;
      } else {
        octets.write(raw[i]);
      }
    }
    return octets.toString(StandardCharsets.UTF_8);
  }

  private static String path(byte[] raw, int from) {
    return new String(raw, from, 2, StandardCharsets.US_ASCII);
  }
}
