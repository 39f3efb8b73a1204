package dev.ddns53.infra;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ddns53.infra.part.Metrics;
import dev.ddns53.infra.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Words that stand here and elsewhere in the project must be the same. */
class AgreementTest {

  private static String read(String path) throws IOException {
    return Files.readString(Path.of("..").resolve(path));
  }

  private static void assertHas(String path, String... words) throws IOException {
    String text = read(path);
    for (String word : words) {
      assertTrue(text.contains(word), path + " does not have " + word);
    }
  }

  @Test
  void parametersForTheCommand_areSpelledAsTheCommandReadsThem() throws IOException {
    assertHas(
        "cli/src/main/java/dev/ddns53/cli/Stack.java",
        "\"/ddns53/stack\"",
        "\"/registry-table\"",
        "\"/state-table\"",
        "\"/api\"",
        "\"/ddns53/master-key\"");
  }

  @Test
  void environmentOfTheFunction_isSpelledAsTheFunctionReadsIt() throws IOException {
    assertHas(
        "function/src/main/java/dev/ddns53/Config.java",
        "\"DDNS53_REGISTRY_TABLE\"",
        "\"DDNS53_STATE_TABLE\"",
        "\"DDNS53_MASTER_KEY_PARAMETER\"",
        "\"DDNS53_HOSTS\"");
  }

  @Test
  void rowsThatFiltersAskFor_areSpelledAsTheFunctionWritesThem() throws IOException {
    assertHas("function/src/main/java/dev/ddns53/aws/NameRow.java", "PENDING = \"pending\"");
    assertHas(
        "function/src/main/java/dev/ddns53/aws/Keys.java",
        "PK = \"pk\"",
        "SK = \"sk\"",
        "CURRENT = \"current\"",
        "NAME = \"name#\"");
  }

  /** All four: a pipe that misses one makes no event. */
  @Test
  void rowsOfNotices_haveWhatThePipeReads() throws IOException {
    Path rows = Path.of("../function/src/main/java/dev/ddns53/aws/OutboxRows.java");
    assumeTrue(Files.exists(rows), "the function writes no notices yet");
    String text = Files.readString(rows);
    for (String attribute : List.of("KIND|\"kind\"", "AT|\"at\"", "TEXT|\"text\"")) {
      assertTrue(
          Pattern.compile("row\\.put\\((" + attribute + "), text\\(").matcher(text).find(),
          "a notice's row has no attribute " + attribute);
    }
    assertTrue(text.contains("row.put(Keys.DOCUMENT, text("), "a notice's row has no document");
  }

  @Test
  void everySettingAndMetric_isInTheDeployGuide() throws IOException {
    String guide = read("docs/deploy.md");
    for (Setting setting : Setting.values()) {
      assertTrue(guide.contains("| `" + setting.key() + "` |"), setting.key());
    }
    for (Metrics metric : Metrics.values()) {
      assertTrue(guide.contains("`" + metric.metricName() + "`"), metric.metricName());
    }
  }

  @Test
  void lockOfThePackages_namesNoRegistry() throws IOException {
    String lock = Files.readString(Path.of("package-lock.json"));
    for (String word : List.of("\"resolved\"", "http://", "https://")) {
      assertTrue(!lock.contains(word), word);
    }
    assertTrue(lock.contains("\"version\": \"2.1148.1\""));
  }
}
