package dev.ddns53.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.terminal.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures against bounds. */
class QuickBoundsTest {

  private static String boundsOf(int most) {
    return Arrays.stream(QuickFigure.values())
        .map(figure -> figure.word() + " = " + most)
        .collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "CLASSES_LOADED, 1000, good",
    "CLASSES_LOADED, 1001, beyond",
    "CLASSES_LOADED, 850, good",
    "CLASSES_LOADED, 849, loose",
    "PEAK_MIB, 600, good",
    "PEAK_MIB, 599, loose",
    "CALLS_FIRST, 1000, good",
    "CALLS_FIRST, 1001, beyond",
    "CALLS_FIRST, 999, loose"
  })
  void figure_isJudgedByItsBound(QuickFigure figure, long value, String word) throws IOException {
    QuickBounds.Verdict verdict = QuickBounds.parse(boundsOf(1_000)).judge(Map.of(figure, value));
    assertEquals(word.equals("beyond") ? 1 : 0, verdict.beyond().size());
    assertEquals(word.equals("loose") ? 1 : 0, verdict.loose().size());
  }

  @Test
  void figureBeyondItsBound_isTold_withTheBound_andWhatToDo() throws IOException {
    List<String> beyond =
        QuickBounds.parse(boundsOf(30)).judge(Map.of(QuickFigure.JARS, 31L)).beyond();
    String message = beyond.getFirst();
    assertTrue(message.startsWith("jars: 31 is more than 30."), message);
    assertTrue(message.contains("unzip -l function/target/ddns53-function.zip"), message);
    assertTrue(message.contains(QuickBounds.FILE), message);
  }

  /** What it says of the file leads to it, and each figure has a line there. */
  @Test
  void ourBounds_standWhereItIsSaid() throws IOException {
    Path file = Path.of("..").resolve(QuickBounds.FILE);
    for (QuickFigure figure : QuickFigure.values()) {
      assertEquals(QuickBounds.at(file).of(figure), QuickBounds.ours().of(figure));
    }
    assertTrue(Files.readString(file).contains("scripts/bench quick"));
  }

  @Test
  void boundOfNoFigure_refused() {
    CliException refused =
        assertThrows(CliException.class, () -> QuickBounds.parse(boundsOf(1) + "\ncalls-third=1"));
    assertEquals("There is no figure calls-third to bound.", refused.getMessage());
  }

  @Test
  void figureWithoutBound_refused() {
    String without = boundsOf(1).replace("peak-mib = 1", "");
    CliException refused = assertThrows(CliException.class, () -> QuickBounds.parse(without));
    assertEquals("The figure peak-mib has no bound.", refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "many", "''"})
  void boundThatIsNoNumber_refused(String text) {
    String wrong = boundsOf(1).replace("jars = 1", "jars = " + text);
    assertThrows(CliException.class, () -> QuickBounds.parse(wrong));
  }
}
