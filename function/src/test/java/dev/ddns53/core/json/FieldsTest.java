package dev.ddns53.core.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FieldsTest {

  private interface Take {
    Object take(Fields fields) throws InvalidJson;
  }

  private static void assertRefused(String message, String json, Take take) {
    InvalidJson e = assertThrows(InvalidJson.class, () -> take.take(StrictJson.object(json)), json);
    assertEquals(message, e.getMessage());
  }

  @Test
  void each_takenByNameAndType() throws InvalidJson {
    Fields fields =
        StrictJson.object(
            "{\"t\":\"x\",\"f\":true,\"n\":7,\"l\":[\"a\",\"b\"],\"o\":{\"t\":\"y\"},\"m\":[1,{}]}");
    assertEquals(Optional.of("x"), fields.text("t"));
    assertEquals(Optional.of(true), fields.flag("f"));
    assertEquals(Optional.of(7L), fields.number("n", 7, 7));
    assertEquals(Optional.of(List.of("a", "b")), fields.texts("l", 2, "a text", Optional::of));
    assertEquals(Optional.of("y"), fields.object("o").orElseThrow().text("t"));
    assertEquals(2, fields.items("m", 2).orElseThrow().size());
    fields.end();
  }

  @Test
  void absent_empty() throws InvalidJson {
    Fields fields = StrictJson.object("{}");
    assertEquals(Optional.empty(), fields.text("x"));
    assertEquals(Optional.empty(), fields.text("x", "anything", Optional::of));
    assertEquals(Optional.empty(), fields.flag("x"));
    assertEquals(Optional.empty(), fields.number("x", 0, 1));
    assertEquals(Optional.empty(), fields.object("x"));
    assertEquals(Optional.empty(), fields.texts("x", 1, "anything", Optional::of));
    assertEquals(Optional.empty(), fields.items("x", 1));
    fields.end();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "1", "true", "[]", "{}"})
  void noText_refused(String value) {
    assertRefused("x must be a text in quotes", "{\"x\":" + value + "}", f -> f.text("x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "1", "0", "\"true\"", "[]", "{}"})
  void noFlag_refused(String value) {
    assertRefused("x must be true or false", "{\"x\":" + value + "}", f -> f.flag("x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "\"5\"",
        "[]",
        "{}",
        "1",
        "11",
        "5.0",
        "5.5",
        "5e0",
        "-5",
        "9223372036854775808",
        "18446744073709551621",
        "99999999999999999999999999"
      })
  void noNumberWithinBounds_refused(String value) {
    assertRefused(
        "x must be a whole number from 2 to 10",
        "{\"x\":" + value + "}",
        f -> f.number("x", 2, 10));
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 10})
  void bounds_areWithin(long value) throws InvalidJson {
    assertEquals(Optional.of(value), StrictJson.object("{\"x\":" + value + "}").number("x", 2, 10));
  }

  @Test
  void lists_refusedByTypeLengthAndItem() {
    Take two = f -> f.texts("x", 2, "a digit", t -> Optional.of(t).filter("1"::equals));
    assertRefused("x must be a list", "{\"x\":\"1\"}", two);
    assertRefused("x must be a list", "{\"x\":{}}", two);
    assertRefused("x may have at most 2 items", "{\"x\":[\"1\",\"1\",\"1\"]}", two);
    assertRefused("x must be a text in quotes", "{\"x\":[\"1\",1]}", two);
    assertRefused("x must be a digit, not \"2\"", "{\"x\":[\"1\",\"2\"]}", two);
    assertRefused("x must be a list", "{\"x\":null}", f -> f.items("x", 2));
    assertRefused("x may have at most 2 items", "{\"x\":[1,2,3]}", f -> f.items("x", 2));
  }

  @Test
  void inner_namedByItsPath() {
    assertRefused(
        "o.x must be true or false",
        "{\"o\":{\"x\":1}}",
        f -> f.object("o").orElseThrow().flag("x"));
    assertRefused("o must be a JSON object", "{\"o\":[]}", f -> f.object("o"));
    assertRefused("x is missing", "{}", f -> f.required("x", f.text("x")));
  }

  @Test
  void whatNobodyTook_refusedByName() {
    Take end =
        fields -> {
          Optional<String> known = fields.text("known");
          fields.end();
          return known;
        };
    assertRefused("unknown field \"other\"", "{\"known\":\"\",\"other\":1}", end);
    assertRefused("unknown field \"\"", "{\"\":1}", end);
  }

  @Test
  void longText_quotedShort() {
    InvalidJson e =
        assertThrows(
            InvalidJson.class,
            () ->
                StrictJson.object("{\"x\":\"" + "y".repeat(4_000) + "\"}")
                    .text("x", "short", text -> Optional.empty()));
    assertTrue(String.valueOf(e.getMessage()).length() < 100, e::getMessage);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"8| true", "9| false"})
  void nesting_upToEight(int levels, boolean taken) {
    String json = "{\"a\":".repeat(levels - 1) + "{}" + "}".repeat(levels - 1);
    if (taken) {
      org.junit.jupiter.api.Assertions.assertDoesNotThrow(() -> StrictJson.object(json));
    } else {
      assertThrows(InvalidJson.class, () -> StrictJson.object(json));
    }
  }

  @Test
  void written_inWholeCharactersOnOneLine() {
    String text =
        StrictJson.text(JsonNodeFactory.instance.objectNode().put("x", "a\n\ud800b\ud83d\ude00"));
    assertEquals("{\"x\":\"a\\n?b\ud83d\ude00\"}", text);
  }
}
