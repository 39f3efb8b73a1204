package dev.ddns53.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.ddns53.core.Limits;
import dev.ddns53.core.problem.Problem;
import dev.ddns53.core.report.RecordOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What docs/protocol.yaml promises is what the code has. */
class ProtocolTest {

  private static JsonNode document() throws IOException {
    return new YAMLMapper().readTree(Files.readString(Path.of("..", "docs", "protocol.yaml")));
  }

  private static Set<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).collect(Collectors.toSet());
  }

  /** All but the one of routers, which are told no problems. */
  @Test
  void problemCodes_areAllDescribed() throws IOException {
    Set<String> codes =
        Arrays.stream(Problem.Code.values())
            .filter(code -> code != Problem.Code.TOKEN_WRONG)
            .map(Problem.Code::slug)
            .collect(Collectors.toSet());
    assertEquals(codes, texts(document().at("/components/schemas/Problem/properties/code/enum")));
  }

  @Test
  void recordStatuses_areAllDescribed() throws IOException {
    Set<String> statuses =
        Arrays.stream(RecordOutcome.Status.values())
            .map(RecordOutcome.Status::slug)
            .collect(Collectors.toSet());
    List<JsonNode> found = document().at("/components/schemas").findValues("status");
    assertEquals(
        statuses,
        found.stream()
            .filter(each -> each.path("enum").size() == statuses.size())
            .map(each -> texts(each.path("enum")))
            .findFirst()
            .orElse(Set.of()));
  }

  @Test
  void namesInOneRequest_areBoundedAlike() throws IOException {
    assertEquals(
        Limits.NAMES_PER_SITE,
        document().at("/components/schemas/Update/properties/names/maxItems").asInt());
  }
}
