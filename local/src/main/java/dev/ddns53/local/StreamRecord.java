package dev.ddns53.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * A record of a stream that passed the filter.
 *
 * @param json as Lambda hands it over
 * @param read when, by {@link System#nanoTime}
 */
record StreamRecord(String sequence, String json, long read) {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** The time at which a record was made is left out: DynamoDB Local knows only the minute. */
  static StreamRecord of(Record record) {
    ObjectNode root = JSON.objectNode();
    root.put("eventSource", "aws:dynamodb").put("eventName", record.eventNameAsString());
    ObjectNode change = root.putObject("dynamodb");
    String sequence = record.dynamodb().sequenceNumber();
    change.put("SequenceNumber", sequence).put("StreamViewType", "NEW_IMAGE");
    change.set("Keys", attributes(record.dynamodb().keys()));
    if (record.dynamodb().hasNewImage()) {
      change.set("NewImage", attributes(record.dynamodb().newImage()));
    }
    return new StreamRecord(sequence, root.toString(), System.nanoTime());
  }

  /** How long it is on the wire. */
  int octets() {
    return json.getBytes(StandardCharsets.UTF_8).length;
  }

  /** An event of these records. */
  static byte[] event(List<StreamRecord> records) {
    return records.stream()
        .map(StreamRecord::json)
        .collect(Collectors.joining(",", "{\"Records\":[", "]}"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static ObjectNode attributes(Map<String, AttributeValue> row) {
    ObjectNode node = JSON.objectNode();
    row.forEach((name, value) -> node.set(name, attribute(value)));
    return node;
  }

  /** In DynamoDB's JSON. */
  private static JsonNode attribute(AttributeValue value) {
    ObjectNode node = JSON.objectNode();
    switch (value.type()) {
      case S -> node.put("S", value.s());
      case N -> node.put("N", value.n());
      case BOOL -> node.put("BOOL", value.bool());
      case NUL -> node.put("NULL", true);
      case B -> node.put("B", value.b().asByteArray());
      case M -> node.set("M", attributes(value.m()));
      case L -> {
        ArrayNode list = node.putArray("L");
        value.l().forEach(each -> list.add(attribute(each)));
      }
      case SS -> value.ss().forEach(node.putArray("SS")::add);
      case NS -> value.ns().forEach(node.putArray("NS")::add);
      case BS -> {
        ArrayNode list = node.putArray("BS");
        value.bs().forEach(each -> list.add(each.asByteArray()));
      }
      // So the SDK calls an empty list or map of a stream, which it cannot tell apart.
      case UNKNOWN_TO_SDK_VERSION -> node.putObject("M");
    }
    return node;
  }
}
