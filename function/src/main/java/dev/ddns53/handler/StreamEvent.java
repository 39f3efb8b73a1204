package dev.ddns53.handler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.json.JsonTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * DynamoDB's stream as Lambda hands it over, and the answer that lets single records come again.
 * Read as a tree: binding it to classes costs start-up time.
 *
 * @param records by name whose row is pending, the sequence numbers that told of it
 * @param oldest when the first of these was written, to the second, if the event says so
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html">the
 *     answer</a>
 */
record StreamEvent(Map<Fqdn, List<String>> records, Optional<Instant> oldest) {

  private static final String CREATED = "ApproximateCreationDateTime";

  static StreamEvent read(InputStream event) throws IOException {
    Map<Fqdn, List<String>> records = new LinkedHashMap<>();
    long oldest = Long.MAX_VALUE;
    for (JsonNode record : JsonTree.read(event.readAllBytes()).path("Records")) {
      JsonNode change = record.path("dynamodb");
      JsonNode row = change.path("NewImage");
      Optional<Fqdn> name = StreamKeys.name(key(change, StreamKeys.PK), key(change, StreamKeys.SK));
      if (name.isPresent() && (row.isMissingNode() || row.has(StreamKeys.PENDING))) {
        records
            .computeIfAbsent(name.get(), n -> new ArrayList<>())
            .add(change.path("SequenceNumber").asText());
        oldest = Math.min(oldest, change.path(CREATED).asLong(Long.MAX_VALUE));
      }
    }
    return new StreamEvent(
        records,
        oldest == Long.MAX_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochSecond(oldest)));
  }

  private static String key(JsonNode change, String attribute) {
    return change.path("Keys").path(attribute).path("S").asText();
  }

  Set<Fqdn> names() {
    return new LinkedHashSet<>(records.keySet());
  }

  /** How many records it brought; a name may have several. */
  int size() {
    return records.values().stream().mapToInt(List::size).sum();
  }

  /** Says which names' records must come again. */
  void answer(Set<Fqdn> left, OutputStream out) throws IOException {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode failures = root.putArray("batchItemFailures");
    records.forEach(
        (name, numbers) -> {
          if (left.contains(name)) {
            numbers.forEach(number -> failures.addObject().put("itemIdentifier", number));
          }
        });
    out.write(JsonTree.text(root).getBytes(StandardCharsets.UTF_8));
  }
}
