package dev.ddns53.core.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
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

  private static Fields collecting(String json, List<InvalidJson> faults) throws InvalidJson {
    return Fields.collecting(
        StrictJson.tree(json), "sites.tokyo", JsonPointer.compile("/sites/tokyo"), faults);
  }

  private static List<String> told(List<InvalidJson> faults) {
    return faults.stream()
        .map(e -> e.at() + " " + e.getMessage() + (e.isFollowing() ? " (follows)" : ""))
        .toList();
  }

  /** A person's file: all that is at fault is told, each with its place, and counts as absent. */
  @Test
  void collected_allFaultsWithTheirPlaces() throws InvalidJson {
    List<InvalidJson> faults = new ArrayList<>();
    Fields fields =
        collecting(
            "{\"t\":5,\"f\":1,\"n\":9,\"l\":[\"1\",\"2\",3],\"m\":{},\"o\":[],\"i\":{\"x\":1},\"u\":0}",
            faults);
    assertEquals(Optional.empty(), fields.text("t"));
    assertEquals(Optional.empty(), fields.flag("f"));
    assertEquals(Optional.empty(), fields.number("n", 1, 8));
    assertEquals(
        Optional.of(List.of("1")),
        fields.texts("l", 3, "a one", t -> Optional.of(t).filter("1"::equals)));
    assertEquals(Optional.empty(), fields.items("m", 1));
    assertEquals(Optional.empty(), fields.object("o"));
    Fields inner = fields.object("i").orElseThrow();
    assertEquals(Optional.empty(), inner.flag("x"));
    inner.end();
    fields.end();
    assertEquals(
        List.of(
            "/sites/tokyo/t sites.tokyo.t must be a text, not 5",
            "/sites/tokyo/f sites.tokyo.f must be true or false",
            "/sites/tokyo/n sites.tokyo.n must be a whole number from 1 to 8",
            "/sites/tokyo/l/1 sites.tokyo.l must be a one, not \"2\"",
            "/sites/tokyo/l/2 sites.tokyo.l must be a one, not 3",
            "/sites/tokyo/m sites.tokyo.m must be a list",
            "/sites/tokyo/o sites.tokyo.o must have fields of its own",
            "/sites/tokyo/i/x sites.tokyo.i.x must be true or false",
            "/sites/tokyo/u unknown field \"sites.tokyo.u\""),
        told(faults));
  }

  /** A field that is there but at fault was told; that something is missing was not. */
  @Test
  void requiredField_missingOrAtFault() throws InvalidJson {
    List<InvalidJson> faults = new ArrayList<>();
    Fields fields = collecting("{\"t\":5}", faults);
    Optional<String> atFault = fields.text("t");
    assertEquals(Optional.empty(), fields.part(() -> fields.required("t", atFault)));
    assertEquals(Optional.empty(), fields.part(() -> fields.required("x", fields.text("x"))));
    assertEquals(
        List.of(
            "/sites/tokyo/t sites.tokyo.t must be a text, not 5",
            "/sites/tokyo/t sites.tokyo.t is at fault (follows)",
            "/sites/tokyo sites.tokyo.x is missing"),
        told(faults));
    assertEquals("there", fields.required("t", Optional.of("there")));
  }

  /** Objects in a list: each fault at its own place, and the list without those at fault. */
  @Test
  void listOfObjects_eachWithFieldsOfItsOwn() throws InvalidJson {
    List<InvalidJson> faults = new ArrayList<>();
    Fields fields = collecting("{\"l\":[{\"t\":\"a\"},5,{\"t\":1},{\"t\":\"b\",\"u\":0}]}", faults);
    List<Optional<String>> texts =
        fields
            .list(
                "l",
                4,
                (node, at) -> {
                  Fields item = fields.item("l", node, at);
                  Optional<String> text = item.text("t");
                  item.end();
                  return text;
                })
            .orElseThrow();
    assertEquals(List.of(Optional.of("a"), Optional.empty(), Optional.of("b")), texts);
    assertEquals(
        List.of(
            "/sites/tokyo/l/1 sites.tokyo.l[] must have fields of its own",
            "/sites/tokyo/l/2/t sites.tokyo.l[].t must be a text, not 1",
            "/sites/tokyo/l/3/u unknown field \"sites.tokyo.l[].u\""),
        told(faults));
  }

  @Test
  void notAnObject_refusedAtItsPlace() {
    for (String json : List.of("[]", "1", "null", "\"x\"", "")) {
      assertThrows(InvalidJson.class, () -> StrictJson.tree(json), json);
    }
    InvalidJson document =
        assertThrows(InvalidJson.class, () -> Fields.of(JsonNodeFactory.instance.arrayNode(), ""));
    assertEquals("it must be a JSON object", document.getMessage());
    InvalidJson inner =
        assertThrows(InvalidJson.class, () -> Fields.of(JsonNodeFactory.instance.nullNode(), "o"));
    assertEquals("o must be a JSON object", inner.getMessage());
    assertEquals(JsonPointer.empty(), inner.at());
    assertFalse(inner.isFollowing());
  }

  @Test
  void nullField_takenAsNull() throws InvalidJson {
    Fields fields = StrictJson.object("{\"a\":null,\"b\":1}");
    assertTrue(fields.isNull("a"));
    assertFalse(fields.isNull("b"));
    assertFalse(fields.isNull("c"));
    assertTrue(fields.has("a") && fields.has("b"));
    assertFalse(fields.has("c"));
    InvalidJson e = assertThrows(InvalidJson.class, fields::end);
    assertEquals("unknown field \"b\"", e.getMessage());
  }

  /** What is quoted of a value ends after sixty characters. */
  @ParameterizedTest
  @CsvSource({"60, ''", "61, …"})
  void longValue_quotedUpToSixtyCharacters(int chars, String end) {
    assertRefused(
        "x must be short, not \"" + "y".repeat(60) + end + "\"",
        "{\"x\":\"" + "y".repeat(chars) + "\"}",
        f -> f.text("x", "short", text -> Optional.empty()));
  }

  @Test
  void unknownField_likeAKnownOne() {
    assertRefused(
        "unknown field \"o.onDrft\"; did you mean onDrift?",
        "{\"o\":{\"onDrft\":1}}",
        f -> {
          Fields inner = f.object("o").orElseThrow();
          Optional<String> known = inner.text("onDrift");
          inner.end();
          return known;
        });
  }

  /** Nothing but one value of RFC 8259 is read, each field once. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}{}",
        "{} x",
        "{\"a\":1,\"a\":2}",
        "{'a':1}",
        "{\"a\":1,}",
        "{\"a\":NaN}",
        "{//\n}"
      })
  void notStrict_refused(String json) {
    InvalidJson e = assertThrows(InvalidJson.class, () -> StrictJson.object(json));
    assertTrue(
        String.valueOf(e.getMessage()).startsWith("it is not well-formed JSON ("), e::getMessage);
  }
}
