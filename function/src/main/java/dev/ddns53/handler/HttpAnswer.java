package dev.ddns53.handler;

import java.util.Map;

/** What goes back to the client. */
public record HttpAnswer(int status, Map<String, String> headers, String body) {

  public HttpAnswer {
    headers = Map.copyOf(headers);
  }

  static HttpAnswer of(int status, String contentType, String body) {
    return new HttpAnswer(
        status, Map.of("content-type", contentType, "cache-control", "no-store"), body);
  }

  HttpAnswer with(String header, String value) {
    Map<String, String> all = new java.util.HashMap<>(headers);
    all.put(header, value);
    return new HttpAnswer(status, all, body);
  }
}
