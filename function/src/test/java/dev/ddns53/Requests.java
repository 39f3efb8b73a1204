package dev.ddns53;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ddns53.core.auth.Body;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A whole request as API Gateway hands it over.
 *
 * @param headers by lower-case name
 * @param base64 whether the gateway encodes the body
 * @param source the caller's address
 * @param domain the gateway's own name
 */
public record Requests(
    String method,
    String path,
    String query,
    Map<String, String> headers,
    Body body,
    boolean base64,
    String source,
    String domain) {

  public static final String HOST = "ddns.example.com";
  public static final String SOURCE = "198.51.100.7";

  public Requests {
    headers = Map.copyOf(headers);
  }

  public static Requests of(String method, String path, String body) {
    return new Requests(method, path, "", Map.of("host", HOST), Body.of(body), false, SOURCE, HOST);
  }

  public static Requests update(String body) {
    return of("POST", "/v1/update", body).header("content-type", "application/json");
  }

  public static Requests status() {
    return of("GET", "/v1/status", "");
  }

  public Requests method(String other) {
    return new Requests(other, path, query, headers, body, base64, source, domain);
  }

  public Requests path(String other) {
    return new Requests(method, other, query, headers, body, base64, source, domain);
  }

  public Requests query(String other) {
    return new Requests(method, path, other, headers, body, base64, source, domain);
  }

  public Requests body(byte[] other) {
    return new Requests(method, path, query, headers, Body.of(other), base64, source, domain);
  }

  public Requests base64(boolean encoded) {
    return new Requests(method, path, query, headers, body, encoded, source, domain);
  }

  public Requests from(String caller) {
    return new Requests(method, path, query, headers, body, base64, caller, domain);
  }

  public Requests domain(String other) {
    return new Requests(method, path, query, headers, body, base64, source, other);
  }

  public Requests header(String name, String value) {
    Map<String, String> all = new TreeMap<>(headers);
    all.put(name.toLowerCase(Locale.ROOT), value);
    return new Requests(method, path, query, all, body, base64, source, domain);
  }

  public Requests without(String name) {
    Map<String, String> all = new TreeMap<>(headers);
    all.remove(name);
    return new Requests(method, path, query, all, body, base64, source, domain);
  }

  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** The event in payload format 2.0. */
  public byte[] event() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("version", "2.0").put("routeKey", "$default").put("rawPath", path);
    root.put("rawQueryString", query);
    ObjectNode sent = root.putObject("headers");
    headers.forEach(sent::put);
    ObjectNode context = root.putObject("requestContext").put("domainName", domain);
    context.putObject("http").put("method", method).put("path", path).put("sourceIp", source);
    if (base64) {
      root.put("body", Base64.getEncoder().encodeToString(body.octets()));
    } else if (body.size() > 0) {
      root.put("body", new String(body.octets(), StandardCharsets.UTF_8));
    }
    return root.put("isBase64Encoded", base64).toString().getBytes(StandardCharsets.UTF_8);
  }
}
