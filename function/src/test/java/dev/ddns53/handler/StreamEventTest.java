package dev.ddns53.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ddns53.World;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class StreamEventTest {

  private static String record(String number, long created, String pk, String sk, String image) {
    return """
    {"eventID":"c4ca4238a0b923820dcc509a6f75849b","eventName":"MODIFY","eventVersion":"1.1",\
    "eventSource":"aws:dynamodb","awsRegion":"us-east-1","dynamodb":{\
    "ApproximateCreationDateTime":%d,"SequenceNumber":"%s","SizeBytes":1200,\
    "StreamViewType":"NEW_IMAGE",\
    "Keys":{"pk":{"S":"%s"},"sk":{"S":"%s"}}%s}}\
    """
        .formatted(created, number, pk, sk, image);
  }

  private static String due(String number, long created, String name) {
    return record(
        number, created, "name#" + name, "current", ",\"NewImage\":{\"pending\":{\"S\":\"A\"}}");
  }

  private static StreamEvent read(String... records) throws IOException {
    String json = "{\"Records\":[" + String.join(",", records) + "]}";
    return StreamEvent.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void namesOnceEach_withAllTheirNumbers() throws IOException {
    StreamEvent event =
        read(
            due("1", 1_800_000_002, "a.example.com"),
            due("2", 1_800_000_001, "b.example.com"),
            due("3", 1_800_000_003, "a.example.com"));
    assertEquals(
        Map.of(
            World.fqdn("a.example.com"), List.of("1", "3"),
            World.fqdn("b.example.com"), List.of("2")),
        event.records());
  }

  @Test
  void oldest_amongThoseThatAreDue() throws IOException {
    StreamEvent event =
        read(
            due("1", 1_800_000_002, "a.example.com"),
            due("2", 1_800_000_001, "b.example.com"),
            record("3", 1_700_000_000, "notice#1", "current", ",\"NewImage\":{}"));
    assertEquals(Optional.of(Instant.ofEpochSecond(1_800_000_001)), event.oldest());
  }

  @Test
  void fractionOfASecond_isCutOff() throws IOException {
    assertEquals(
        Optional.of(Instant.ofEpochSecond(1_800_000_001)),
        read(due("1", 1_800_000_001, "a.example.com").replace("1800000001", "1800000001.75"))
            .oldest());
  }

  @Test
  void noTime_oldestIsUnknown() throws IOException {
    assertEquals(
        Optional.empty(),
        read(due("1", 0, "a.example.com").replace("\"ApproximateCreationDateTime\":0,", ""))
            .oldest());
  }

  @Test
  void whatIsNotDue_isLeftOut() throws IOException {
    StreamEvent event =
        read(
            record("1", 1, "name#a.example.com", "current", ",\"NewImage\":{\"version\":{}}"),
            record("2", 1, "name#a.example.com", "2026-01-01#1", ",\"NewImage\":{}"),
            record("3", 1, "site#tokyo", "current", ",\"NewImage\":{\"pending\":{\"S\":\"A\"}}"));
    assertEquals(Set.of(), event.names());
    assertEquals(Optional.empty(), event.oldest());
  }

  @Test
  void answer_namesTheNumbersOfWhatIsLeft() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    read(due("1", 1, "a.example.com"), due("2", 1, "b.example.com"), due("3", 1, "a.example.com"))
        .answer(Set.of(World.fqdn("a.example.com")), out);
    assertEquals(
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"1\"},{\"itemIdentifier\":\"3\"}]}",
        out.toString(StandardCharsets.UTF_8));
  }
}
