package dev.ddns53.core.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody may have meant. */
final class SimilarTest {

  private static String meant(String text, String candidates) {
    return Similar.to(text, List.of(candidates.split(" ", -1))).orElse("none");
  }

  @ParameterizedTest
  @CsvSource({
    // text, candidates, meant
    "tokio, tokyo, tokyo",
    "toky, tokyo, tokyo",
    "ttokyo, tokyo, tokyo",
    "otkyo, tokyo, tokyo",
    "tokoy, tokyo, tokyo",
    "TOKYO, tokyo, tokyo",
    "tokyo, Tokyo, Tokyo",
    "tkoio, tokyo, tokyo",
    "to, tokyo, none",
    "tok, tokyo, tokyo",
    "tokyoxx, tokyo, tokyo",
    "tokyoxxx, tokyo, none",
    "xxkyo, tokyo, tokyo",
    "xxxyo, tokyo, none",
    "tokyo, tokyo, none",
    "'', tokyo, none",
    "ttl, tll, tll",
    "abcd, abxx, none",
    "abcd, abcx, abcx",
    "abx, abc, abc",
    "axx, abc, none",
    "ab, ax, none",
    "a, b, none",
    "ba, ab, none",
    "source, sources allow, sources",
    "abcde, abxxe abcxe, abcxe",
    "abcde, abcdy abcdx, abcdx",
    "abcde, aacdd abcdx, abcdx",
    "abcde, vwxyz, none"
  })
  void fewEdits_areWhatWasMeant(String text, String candidates, String meant) {
    assertEquals(meant, meant(text, candidates));
  }

  @Test
  void longTexts_notCompared() {
    String longest = "x".repeat(63);
    assertEquals(Optional.of(longest + "y"), Similar.to(longest + "z", List.of(longest + "y")));
    assertEquals(Optional.empty(), Similar.to(longest + "zz", List.of(longest + "y")));
    assertEquals(Optional.empty(), Similar.to(longest + "z", List.of(longest + "yy")));
  }

  @Test
  void noCandidates_none() {
    assertEquals(Optional.empty(), Similar.to("tokyo", List.of()));
  }
}
