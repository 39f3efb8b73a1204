package dev.ddns53.cli.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StrictYamlTest {

  private static String faults(String text) {
    return StrictYaml.read(text).faults().stream()
        .map(fault -> fault.place() + ": " + fault.message())
        .collect(Collectors.joining("\n"));
  }

  private static void assertRefused(String fault, String text) {
    String faults = faults(text);
    assertTrue(faults.contains(fault), "of " + text + ": " + faults);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: { b: 1 }| {\"a\":{\"b\":1}}",
        "a: [x, 'y', \"z\"]| {\"a\":[\"x\",\"y\",\"z\"]}",
        "a: 15m # why| {\"a\":\"15m\"}",
        "a: [true, True, FALSE]| {\"a\":[true,true,false]}",
        "a: ['no', \"on\", 'yes']| {\"a\":[\"no\",\"on\",\"yes\"]}",
        "a: ''| {\"a\":\"\"}",
        "a:| {\"a\":null}",
        "a: [~, null, Null]| {\"a\":[null,null,null]}",
        "a: [0, 60, -1, +60]| {\"a\":[0,60,-1,60]}",
        "a: [{ subnet: 0xfF }, { subnet: 0x2 }]| {\"a\":[{\"subnet\":255},{\"subnet\":2}]}",
        "a: ['060', \"1:30\"]| {\"a\":[\"060\",\"1:30\"]}",
        "a: [192.0.2.80, 203.0.113.0/24, 60s, 1.2.3]|"
            + " {\"a\":[\"192.0.2.80\",\"203.0.113.0/24\",\"60s\",\"1.2.3\"]}",
        "a: 2001:db8::/32| {\"a\":\"2001:db8::/32\"}",
        "a: [nothing, yesterday, once, nono]|"
            + " {\"a\":[\"nothing\",\"yesterday\",\"once\",\"nono\"]}",
        "1234: x| {\"1234\":\"x\"}",
        "\"1.10\": x| {\"1.10\":\"x\"}",
        "--- {a: b}| {\"a\":\"b\"}"
      })
  void plainYaml_read(String text, String json) {
    YamlFile file = StrictYaml.read(text);
    assertEquals("", faults(text));
    assertEquals(json, file.root().toString());
  }

  /** What YAML 1.1 and 1.2 read differently, or what only looks like what it is. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "060| 060 is 48 to YAML 1.1 and 60 to YAML 1.2: write 60 or 48",
        "-010| -010 is -8 to YAML 1.1 and -10 to YAML 1.2: write -10 or -8",
        "00| 00 is 0 to YAML 1.1 and 0 to YAML 1.2: write 0",
        "08| 08 is 8 to YAML 1.2 and none to YAML 1.1: write 8",
        "0o60| 0o60 is the text 0o60 to YAML 1.1 and 48 to YAML 1.2: write 48",
        "0x3c| 0x3c is 60: write 60",
        "0b111| 0b111 is 7 to YAML 1.1 and a text to YAML 1.2: write 7",
        "1_000| 1_000 is 1000 to YAML 1.1 and a text to YAML 1.2: write 1000",
        "1:30| 1:30 is 90 to YAML 1.1, which counts in sixties, and a text to YAML 1.2: write 90",
        "1:2:3:4:5:6:7:8| to YAML 1.1, which counts in sixties",
        "1e3| 1e3 is a number to YAML 1.2 and a text to YAML 1.1: write its digits",
        "1e999999999| write its digits",
        "1.5e3| write its digits",
        "yes| yes is true to YAML 1.1 and a text to YAML 1.2: write true, or \"yes\" in quotes",
        "Off| Off is false to YAML 1.1 and a text to YAML 1.2: write false, or \"Off\" in quotes",
        "no| no is false to YAML 1.1",
        "ON| ON is true to YAML 1.1",
        "y| y is true to YAML 1.1",
        "N| N is false to YAML 1.1",
        "2026-01-01| 2026-01-01 is a date to YAML 1.1 and a text to YAML 1.2: write \"2026-01-01\"",
        "2026-1-1 10:00:00| is a date to YAML 1.1",
        "=| = means something to YAML 1.1"
      })
  void readInTwoWays_refusedWithBoth(String text, String fault) {
    assertRefused("line 1, column 4: ", "a: " + text);
    assertRefused(fault, "a: " + text);
    assertRefused(fault, "a: [x, " + text + "]");
    assertEquals("", faults("a: \"" + text + "\""));
  }

  /** A subnet may be written in hexadecimal, but in nothing that only looks like it. */
  @ParameterizedTest
  @ValueSource(strings = {"-0x2", "0x2_0", "0x", "010", "0b1", "1_0"})
  void subnetInOddSpelling_refusedOrNoNumber(String text) {
    JsonNode value = StrictYaml.read("subnet: " + text).root().path("subnet");
    assertTrue(!faults("subnet: " + text).isEmpty() || value.isTextual(), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no",
        "060",
        "1:30",
        "1_0",
        "true",
        "~",
        "null",
        "1.10",
        "0x1",
        "y",
        "1e3",
        "2026-01-01",
        "<<"
      })
  void keyThatIsNoText_refused(String key) {
    assertRefused(
        "line 2, column 1: " + key + " is no text to every reader", "a: 1\n" + key + ": 2");
    assertEquals("", faults("a: 1\n\"" + key + "\": 2"));
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
    assertRefused("line 1, column 5: an anchor", text.toString());
    assertRefused("line 3, column 10: an anchor", text.toString());
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
        "a: ! 5",
        "a: !<tag:yaml.org,2002:int> 5"
      })
  void tags_refused(String text) {
    assertRefused("a tag (!x) stands here", text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'a: 1\nb: 3\na: 2'| line 3, column 1",
        "'a: { b: 1, b: 1 }'| line 1, column 12",
        "'a: 1\n''a'': 2'| line 2, column 1"
      })
  void repeatedFields_refusedWithBothPlaces(String text, String place) {
    assertRefused(place + ": \"", text.translateEscapes());
    assertRefused("is there twice, first in line 1", text.translateEscapes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: [",
        "a: }",
        "a: 'x",
        "a: b: c",
        "- a\nb: c",
        "@a: 1",
        "a: \"\\q\"",
        "a: %x",
        "a: `x`"
      })
  void noYaml_refusedWithItsPlace(String text) {
    assertRefused("line ", text);
    assertRefused("well-formed", text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\ta: 1'| line 1, column 1",
        "'a:\n\tb: 1'| line 2, column 1",
        "'a:\n  b:\n  \tc: 1'| line 3, column 3"
      })
  void tab_namedAsSuch(String text, String place) {
    assertRefused(place + ": a tab stands", text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\n", "# nothing\n", "---\n", "\ufeff", "~", "---\n...\n"})
  void nothing_saidToBeEmpty(String text) {
    assertEquals("line 1, column 1: the file is empty", faults(text));
  }

  @Test
  void byteOrderMark_skippedAtTheStartOnly() {
    assertEquals("{\"a\":1}", StrictYaml.read("\ufeffa: 1").root().toString());
    assertRefused("line 1, column 3: 060", "\ufeff- 060".replace("- ", "- "));
    assertTrue(!faults("a: 1\n\ufeffb: 2").isEmpty());
  }

  @Test
  void secondDocument_refusedWithItsPlace() {
    assertRefused("line 2, column 1: a second document begins here", "a: 1\n---\nb: 2");
    assertEquals("", faults("a: 1\n...\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"%YAML 1.1\n---\na: 1", "%YAML 1.2\n---\na: 1", "%TAG ! tag:x,2000:\n---\na: 1"})
  void directives_refused(String text) {
    assertTrue(!faults(text).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"? [a]\n: 1", "? {a: b}\n: 1", ": 1", "[a]: 1"})
  void keyThatIsNoScalar_refused(String text) {
    assertTrue(!faults(text).isEmpty());
  }

  @Test
  void deepNesting_refused() {
    assertEquals("", faults("[".repeat(8) + "]".repeat(8)));
    assertRefused("nests deeper", "[".repeat(9) + "]".repeat(9));
    assertRefused("nests deeper", "[".repeat(100_000) + "]".repeat(100_000));
  }

  @Test
  void manyFaults_allAtOnce() {
    assertEquals(
        "line 1, column 4: 060 is 48 to YAML 1.1 and 60 to YAML 1.2: write 60 or 48, or \"060\" in"
            + " quotes if it is a text\n"
            + "line 2, column 1: \"a\" is there twice, first in line 1\n"
            + "line 3, column 4: an anchor or alias (&x, *x) stands here: write the value out"
            + " instead",
        faults("a: 060\na: 2\nb: &x 3"));
  }
}
