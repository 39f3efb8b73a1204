package dev.ddns53.bench;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.handler.BatchLog;
import dev.ddns53.handler.StreamKeys;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What the batch publishers did, and when they heard of a name. */
final class BatchFigures {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int TROUBLES_SHOWN = 8;

  private final Map<Fqdn, List<Instant>> heard = new ConcurrentHashMap<>();
  private final List<BatchLog.Entry> entries = new ArrayList<>();

  synchronized void add(BatchLog.Entry entry) {
    entries.add(entry);
  }

  synchronized void reset() {
    entries.clear();
    heard.clear();
  }

  /** The publisher, and writes down which names it hears of. */
  RequestStreamHandler watching(RequestStreamHandler publisher) {
    return (in, out, context) -> {
      byte[] event = in.readAllBytes();
      Instant now = Instant.now();
      for (JsonNode record : MAPPER.readTree(event).path("Records")) {
        JsonNode keys = record.path("dynamodb").path("Keys");
        StreamKeys.name(
                keys.path(StreamKeys.PK).path("S").asText(),
                keys.path(StreamKeys.SK).path("S").asText())
            .ifPresent(name -> heard.computeIfAbsent(name, n -> new ArrayList<>()).add(now));
      }
      publisher.handleRequest(new ByteArrayInputStream(event), out, context);
    };
  }

  /** When a publisher heard of a name first after this time. */
  Optional<Instant> heard(Fqdn name, Instant after) {
    return heard.getOrDefault(name, List.of()).stream().filter(at -> at.isAfter(after)).findFirst();
  }

  /** In one line, and a line for each kind of trouble. */
  synchronized String text() {
    Map<String, Integer> troubles = new TreeMap<>();
    int names = 0;
    int calls = 0;
    int throttles = 0;
    int left = 0;
    Duration longest = Duration.ZERO;
    for (BatchLog.Entry entry : entries) {
      names += entry.names();
      calls += entry.result().calls();
      throttles += entry.result().throttles();
      left += entry.result().left().size();
      longest = longest.compareTo(entry.took()) > 0 ? longest : entry.took();
      entry.result().troubles().forEach(trouble -> troubles.merge(kind(trouble), 1, Integer::sum));
    }
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%d events, %d names, %d calls, %d throttled, %d names left, longest %.1f s",
                entries.size(),
                names,
                calls,
                throttles,
                left,
                longest.toMillis() / 1e3));
    troubles.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(TROUBLES_SHOWN)
        .forEach(
            each ->
                text.append("\n    ").append(each.getValue()).append(" x ").append(each.getKey()));
    return text.toString();
  }

  private static String kind(String trouble) {
    return trouble.replaceAll("n[0-9]+\\.s[0-9]+\\.", "NAME.").replaceAll("Z[A-Z0-9]{10,}", "ZONE");
  }
}
