package dev.ddns53.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextsTest {

  @Test
  void table_linesUpAndEndsClean() {
    assertEquals(
        List.of("SITE   KEYS", "a      2026", "tokyo  -"),
        new TextTable("SITE", "KEYS").add("a", "2026").add("tokyo", "-").lines());
    assertEquals(List.of("SITE  KEYS"), new TextTable("SITE", "KEYS").lines());
    assertEquals(List.of("A  B", "   x"), new TextTable("A", "B").add("", "x").lines());
  }

  @ParameterizedTest
  @CsvSource({
    "PT15M, 15m",
    "PT1H, 1h",
    "PT90M, 1h30m",
    "PT40S, 40s",
    "P2D, 48h",
    "PT1H1M1S, 1h1m1s"
  })
  void duration_asOperatorsWriteIt(Duration duration, String text) {
    assertEquals(text, Times.text(duration));
  }

  @ParameterizedTest
  @CsvSource({
    "-5, 0 s ago",
    "0, 0 s ago",
    "119, 119 s ago",
    "120, 2 min ago",
    "7199, 119 min ago",
    "7200, 2 h ago",
    "172799, 47 h ago",
    "172800, 2 days ago",
    "34560000, 400 days ago"
  })
  void age_inTheUnitThatTellsMost(long seconds, String text) {
    Instant now = Instant.parse("2026-11-23T20:20:46Z");
    assertEquals(text, Times.ago(now.minusSeconds(seconds), now));
  }

  @Test
  void strangersText_cannotSteerATerminal() {
    assertEquals("curl/8.21.0", Neutral.text("curl/8.21.0"));
    assertEquals("?[31mred?[0m", Neutral.text("\u001b[31mred\u001b[0m"));
    assertEquals("a?b?c?d", Neutral.text("a\nb\rc\u0000d"));
    assertEquals("???", Neutral.text("\u202e\u2066\u200b"));
    assertEquals("??", Neutral.text("\u2028\u2029"));
    assertEquals("?", Neutral.text("\ud800"));
    assertEquals(
        "K\u00f6ln \u6771\u4eac \ud83d\ude00", Neutral.text("K\u00f6ln \u6771\u4eac \ud83d\ude00"));
    assertEquals("?", Neutral.text("\u009b"));
  }

  @Test
  void longText_cutShort() {
    assertEquals("x".repeat(100), Neutral.text("x".repeat(100)));
    assertEquals("x".repeat(100) + "…", Neutral.text("x".repeat(101)));
    assertEquals("x".repeat(99) + "?…", Neutral.text("x".repeat(99) + "\ud83d\ude00"));
  }

  @ParameterizedTest
  @CsvSource({
    "y, true",
    "Y, true",
    "yes, true",
    "' YES ', true",
    "n, false",
    "no, false",
    "'', false",
    "yess, false",
    "j, false",
    ", false"
  })
  void consent_isOnlyAYes(String answer, boolean consent) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new BufferedReader(new StringReader(answer == null ? "" : answer + "\n")));
    assertEquals(consent, terminal.confirms("Apply?"));
    assertEquals("Apply? [y/N] ", err.toString(StandardCharsets.UTF_8).stripTrailing() + " ");
  }
}
