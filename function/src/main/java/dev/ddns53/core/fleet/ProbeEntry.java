package dev.ddns53.core.fleet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ddns53.core.fleet.Probe.Check;
import dev.ddns53.core.json.Fields;
import dev.ddns53.core.json.InvalidJson;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
    int failures = fields.number("failures", 1, MOST).map(Long::intValue).orElse(FAILURES);
    int recoveries = fields.number("recoveries", 1, MOST).map(Long::intValue).orElse(RECOVERIES);
    Optional<Check> check = fields.part(() -> check(parent, fields));
    fields.end();
    return check.map(each -> new Probe(each, failures, recoveries));
  }

  private static Check check(Fields parent, Fields fields) throws InvalidJson {
    Optional<Long> tcp = fields.number("tcp", 1, HIGHEST_PORT);
    Optional<String> http = fields.text("http", WHAT, ProbeEntry::path);
    Optional<String> https = fields.text("https", WHAT, ProbeEntry::path);
    boolean isTcp = fields.has("tcp") && !fields.has("http") && !fields.has("https");
    Optional<Long> port = isTcp ? Optional.empty() : fields.number("port", 1, HIGHEST_PORT);
    if (Stream.of("tcp", "http", "https").filter(fields::has).count() != 1) {
      throw parent.fault("probe", "must have one of tcp, http and https");
    }
    if (isTcp) {
      return new Check.Tcp(fields.required("tcp", tcp).intValue());
    }
    String path =
        fields.has("https") ? fields.required("https", https) : fields.required("http", http);
    return new Check.Http(
        https.isPresent(), port.map(Long::intValue).orElse(https.isPresent() ? HTTPS : HTTP), path);
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
