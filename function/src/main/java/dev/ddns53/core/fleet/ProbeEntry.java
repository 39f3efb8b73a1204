package dev.ddns53.core.fleet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ddns53.core.fleet.Probe.Check;
import dev.ddns53.core.json.Fields;
import dev.ddns53.core.json.InvalidJson;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the operator's file writes a probe: {@code { tcp: 443 }}, {@code { http: /alive }} or {@code
 * { https: /alive, port: 8443 }}, with {@code failures} and {@code recoveries}.
 */
final class ProbeEntry {

  private static final int FAILURES = 3;
  private static final int RECOVERIES = 2;
  private static final int MOST = 100;
  private static final int HIGHEST_PORT = 65_535;
  private static final int HTTP = 80;
  private static final int HTTPS = 443;
  private static final Pattern PATH = Pattern.compile("/[!-~]{0,255}");
  private static final String WHAT = "a path such as /alive";

  private ProbeEntry() {}

  static Optional<Probe> take(Fields parent) throws InvalidJson {
    Optional<Fields> object = parent.object("probe");
    if (object.isEmpty()) {
      return Optional.empty();
    }
    Fields fields = object.get();
    Probe probe =
        new Probe(
            check(fields, parent.at("probe")),
            fields.number("failures", 1, MOST).map(Long::intValue).orElse(FAILURES),
            fields.number("recoveries", 1, MOST).map(Long::intValue).orElse(RECOVERIES));
    fields.end();
    return Optional.of(probe);
  }

  private static Check check(Fields fields, String at) throws InvalidJson {
    Optional<Long> tcp = fields.number("tcp", 1, HIGHEST_PORT);
    Optional<String> http = fields.text("http", WHAT, ProbeEntry::path);
    Optional<String> https = fields.text("https", WHAT, ProbeEntry::path);
    if (tcp.stream().count() + http.stream().count() + https.stream().count() != 1) {
      throw new InvalidJson(at + " must have one of tcp, http and https");
    }
    if (tcp.isPresent()) {
      return new Check.Tcp(tcp.get().intValue());
    }
    int port =
        fields
            .number("port", 1, HIGHEST_PORT)
            .map(Long::intValue)
            .orElse(https.isPresent() ? HTTPS : HTTP);
    return new Check.Http(https.isPresent(), port, https.or(() -> http).orElseThrow());
  }

  private static Optional<String> path(String text) {
    return Optional.of(text).filter(path -> PATH.matcher(path).matches());
  }

  static ObjectNode toJson(Probe probe) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    switch (probe.check()) {
      case Check.Tcp(int port) -> node.put("tcp", port);
      case Check.Http(boolean secure, int port, String path) -> {
        node.put(secure ? "https" : "http", path);
        if (port != (secure ? HTTPS : HTTP)) {
          node.put("port", port);
        }
      }
    }
    if (probe.failures() != FAILURES) {
      node.put("failures", probe.failures());
    }
    if (probe.recoveries() != RECOVERIES) {
      node.put("recoveries", probe.recoveries());
    }
    return node;
  }
}
