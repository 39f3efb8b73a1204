package dev.ddns53.core.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The mapper that it stands in for is the judge. */
class JsonTreeTest {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "true",
        "\"\"",
        "0",
        "-0",
        "2147483647",
        "2147483648",
        "-9223372036854775808",
        "9223372036854775808",
        "1.5",
        "-0.0",
        "1e400",
        "1E-7",
        "0.1234567890123456789",
        "{\"a\":{\"b\":[1,[2,{}],null,false,\"x\"]},\"c\":\"\\u0000\\n\\\"\\\\/é😀\"}",
        "{\"twice\":1,\"twice\":2}",
        " [ 1 , 2 ] ",
        "[1]followed",
        ""
      })
  void readsAndWrites_asTheMapperDoes(String text) throws IOException {
    JsonNode read = JsonTree.read(text);
    JsonNode judged = MAPPER.readTree(text);
    assertEquals(judged, read);
    assertEquals(judged.getNodeType(), read.getNodeType());
    assertEquals(judged, JsonTree.read(text.getBytes(StandardCharsets.UTF_8)));
    if (!judged.isMissingNode()) {
      assertEquals(judged.toString(), JsonTree.text(read));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{", "[", "[1,", "{\"a\"", "{\"a\":", "{\"a\":}", "[,]", "nul", "01", "\"", "]"})
  void malformed_refused(String text) {
    assertThrows(JsonProcessingException.class, () -> MAPPER.readTree(text));
    assertThrows(JsonProcessingException.class, () -> JsonTree.read(text));
  }

  @Test
  void nesting_bounded() {
    String deep = "[".repeat(100_000);
    JsonProcessingException fault =
        assertThrows(JsonProcessingException.class, () -> JsonTree.read(deep));
    assertTrue(fault.getOriginalMessage().contains("nesting depth"), fault.getOriginalMessage());
  }

  @Test
  void strict_refusesWhatFollows() {
    InvalidJson fault = assertThrows(InvalidJson.class, () -> StrictJson.object("{} {}"));
    assertEquals(
        "it is not well-formed JSON (something follows the end of the value)", fault.getMessage());
  }

  @Test
  void whatIsNoJson_isNotWritten() {
    JsonNode tree = JsonNodeFactory.instance.objectNode().set("a", BinaryNode.valueOf(new byte[1]));
    assertThrows(IllegalArgumentException.class, () -> JsonTree.text(tree));
  }
}
