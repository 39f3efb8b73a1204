package dev.ddns53.cli.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.core.json.InvalidJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StrictYamlTest {

  private static void assertRefused(String fault, String text) {
    InvalidJson e = assertThrows(InvalidJson.class, () -> StrictYaml.tree(text), text);
    assertTrue(String.valueOf(e.getMessage()).contains(fault), e::getMessage);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: { b: 1 }| {\"a\":{\"b\":1}}",
        "a: [x, 'y', \"z\"]| {\"a\":[\"x\",\"y\",\"z\"]}",
        "a: 15m # why| {\"a\":\"15m\"}",
        "a: true| {\"a\":true}",
        "a: [no, on, yes]| {\"a\":[\"no\",\"on\",\"yes\"]}",
        "a: ''| {\"a\":\"\"}",
        "a:| {\"a\":null}",
        "1.10: x| {\"1.10\":\"x\"}",
        "--- {a: b}| {\"a\":\"b\"}"
      })
  void plainYaml_read(String text, String json) throws InvalidJson {
    assertEquals(json, StrictYaml.tree(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: &x 1\nb: *x",
        "a: &x { b: 1 }",
        "a: &x [1]",
        "&x a: 1",
        "a: &x { b: 1 }\nc:\n  <<: *x"
      })
  void anchorsAndAliases_refused(String text) {
    assertRefused("anchor or alias", text);
  }

  /** Nine levels of nine references would be 387 million values, were they expanded. */
  @Test
  void billionLaughs_refusedUnexpanded() {
    StringBuilder text = new StringBuilder("a0: &a0 [lol]\n");
    for (int i = 1; i <= 9; i++) {
      String inner = ("*a" + (i - 1) + ", ").repeat(9);
      text.append("a%d: &a%d [%s]\n".formatted(i, i, inner.substring(0, inner.length() - 2)));
    }
    assertRefused("line 1 has an anchor", text.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: !!int '5'",
        "a: !!str 5",
        "a: !!binary aGVsbG8=",
        "a: !!java.net.URL [http://example.com]",
        "!!javax.script.ScriptEngineManager [x]",
        "a: !x { b: 1 }",
        "a: !x [1]",
        "a: !<tag:yaml.org,2002:int> 5"
      })
  void tags_refused(String text) {
    assertRefused("has a tag", text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: 1\na: 2", "a: { b: 1, b: 1 }", "a: 1\n'a': 2"})
  void repeatedFields_refused(String text) {
    assertRefused("uplicate", text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a: [", "a: }", "a: 'x", "\ta: 1", "a: b: c", "- a\nb: c", "@a: 1", "a: \"\\q\""})
  void noYaml_refusedWithItsPlace(String text) {
    assertRefused("line ", text);
  }

  @Test
  void secondDocument_refused() {
    assertThrows(InvalidJson.class, () -> StrictYaml.tree("a: 1\n---\nb: 2"));
  }

  @Test
  void deepNesting_refused() {
    assertThrows(InvalidJson.class, () -> StrictYaml.tree("[".repeat(9) + "]".repeat(9)));
    assertThrows(
        InvalidJson.class, () -> StrictYaml.tree("[".repeat(100_000) + "]".repeat(100_000)));
  }
}
