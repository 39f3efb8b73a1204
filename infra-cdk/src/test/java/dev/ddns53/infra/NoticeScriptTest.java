package dev.ddns53.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script that carries notices, as Lambda's Node runs it, with clients that write down calls.
 */
@NeedsNode
class NoticeScriptTest {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String DONE = "{\"FailedEntryCount\":0,\"Entries\":[{}]}";
  private static final String REFUSED =
      "{\"FailedEntryCount\":1,\"Entries\":[{\"ErrorMessage\":\"no room\"}]}";

  /** A quote, a line's end and a letter that is not ASCII: each must arrive as it is. */
  private static final String TEXT = "Site tokyo said \"now\".\nKein Gerät.";

  @TempDir Path folder;

  @BeforeEach
  void installScriptAndClients() throws IOException {
    Files.writeString(
        folder.resolve("index.js"),
        Templates.least().main().one("AWS::Lambda::Function", "Notices").text("Code/ZipFile"));
    client("client-eventbridge", "EventBridgeClient", "PutEventsCommand", "process.env.ANSWER");
    client("client-sns", "SNSClient", "PublishCommand", "'{}'");
  }

  private void client(String module, String client, String command, String answer)
      throws IOException {
    Path at = Files.createDirectories(folder.resolve("node_modules/@aws-sdk/" + module));
    Files.writeString(
        at.resolve("index.js"),
        """
        exports.%s = class { constructor(input) { this.input = input; } };
        exports.%s = class {
          async send(command) {
            console.log(JSON.stringify({ "%s": command.input }));
            return JSON.parse(%s);
          }
        };
        """
            .formatted(command, client, command, answer));
  }

  /** What it did, call by call, and what it answered last. */
  private List<JsonNode> run(String event, String answer) throws Exception {
    Path out = folder.resolve("out");
    ProcessBuilder builder =
        new ProcessBuilder(
                "node",
                "-e",
                "require('./index.js').handler(JSON.parse(process.env.EVENT))"
                    + ".then((a) => console.log(JSON.stringify({ answer: a })))")
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("err").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "EVENT", event,
                "ANSWER", answer,
                "BUS", "ddns53",
                "TOPIC", "arn:topic",
                "MAILED", "stale,zone-denied"));
    assertEquals(0, builder.start().waitFor(), () -> err());
    return Files.readAllLines(out).stream().map(NoticeScriptTest::json).toList();
  }

  private String err() {
    try {
      return Files.readString(folder.resolve("err"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (IOException e) {
      throw new AssertionError(text, e);
    }
  }

  private static String document(String kind) throws IOException {
    return MAPPER.writeValueAsString(
        Map.of(
            "version",
            1,
            "id",
            kind + "#tokyo#7",
            "kind",
            kind,
            "at",
            "2026-11-25T10:00:00.000Z",
            "site",
            "tokyo",
            "facts",
            Map.of("last-seen", "2026-11-25T09:00:00Z"),
            "text",
            TEXT));
  }

  private static String event(String... documents) throws IOException {
    List<Object> records = new java.util.ArrayList<>();
    for (int i = 0; i < documents.length; i++) {
      records.add(
          Map.of(
              "eventID",
              "e" + i,
              "dynamodb",
              Map.of(
                  "SequenceNumber", "10" + i,
                  "Keys", Map.of("pk", Map.of("S", "notice#" + i)),
                  "NewImage", Map.of("doc", Map.of("S", documents[i])))));
    }
    return MAPPER.writeValueAsString(Map.of("Records", records));
  }

  @Test
  void notice_goesToTheBusAsItsDocumentAndToPeopleAsItsText() throws Exception {
    List<JsonNode> calls = run(event(document("stale")), DONE);
    assertEquals(3, calls.size(), calls.toString());
    JsonNode entry = calls.get(0).at("/PutEventsCommand/Entries/0");
    assertEquals("ddns53", entry.path("EventBusName").asText());
    assertEquals("ddns53", entry.path("Source").asText());
    assertEquals("stale", entry.path("DetailType").asText());
    assertEquals(json(document("stale")), json(entry.path("Detail").asText()));
    JsonNode mail = calls.get(1).path("PublishCommand");
    assertEquals("arn:topic", mail.path("TopicArn").asText());
    assertEquals(TEXT, mail.path("Message").asText());
    assertEquals("stale: tokyo", mail.path("Subject").asText());
    assertEquals("stale", mail.at("/MessageAttributes/kind/StringValue").asText());
    assertEquals("[]", calls.get(2).at("/answer/batchItemFailures").toString());
  }

  @Test
  void routine_goesToTheBusOnly() throws Exception {
    List<JsonNode> calls = run(event(document("address-changed")), DONE);
    assertEquals(2, calls.size(), calls.toString());
    assertTrue(calls.getFirst().has("PutEventsCommand"));
  }

  @Test
  void refusedByTheBus_isTriedAgainWithAllThatFollows() throws Exception {
    List<JsonNode> calls = run(event(document("stale"), document("stale")), REFUSED);
    assertEquals(2, calls.size(), calls.toString());
    assertEquals(
        "[{\"itemIdentifier\":\"100\"}]",
        calls.getLast().at("/answer/batchItemFailures").toString());
    assertTrue(err().contains("no room"), err());
  }

  @Test
  void tampering_isMailedAsItsText() throws Exception {
    List<JsonNode> calls =
        run(MAPPER.writeValueAsString(Map.of("about", "ZAAAA", "text", TEXT)), DONE);
    assertEquals(TEXT, calls.getFirst().at("/PublishCommand/Message").asText());
    assertEquals("tampering: ZAAAA", calls.getFirst().at("/PublishCommand/Subject").asText());
  }
}
