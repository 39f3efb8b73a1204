package dev.ddns53.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.infra.part.Metrics;
import dev.ddns53.infra.settings.NoticeKind;
import dev.ddns53.infra.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
        "\"registry-table\"",
        "\"state-table\"",
        "\"api\"",
        "\"recheck-function\"",
        "\"zones\"",
        "\"names\"");
    assertHas(
        "cli/src/main/java/dev/ddns53/cli/StackName.java",
        "value + \"/stack/\"",
        "value + \"/master-key\"");
    assertHas("function/src/main/java/dev/ddns53/Config.java", "STACK = \"ddns53\"");
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

  /** The script that carries notices reads the document alone. */
  @Test
  void rowsOfNotices_haveTheDocumentThatTheScriptReads() throws IOException {
    assertHas(
        "function/src/main/java/dev/ddns53/aws/OutboxRows.java", "row.put(Keys.DOCUMENT, text(");
    assertHas("function/src/main/java/dev/ddns53/aws/Keys.java", "DOCUMENT = \"doc\"");
  }

  @Test
  void kindsOfNotices_areThoseOfTheirGuideAndOfTheFunction() throws IOException {
    Set<String> kinds =
        Arrays.stream(NoticeKind.values()).map(NoticeKind::slug).collect(Collectors.toSet());
    assertEquals(
        kinds,
        Pattern.compile("(?m)^\\| `([a-z-]+)` \\| (?:site|name|–) ")
            .matcher(read("docs/notices.md"))
            .results()
            .map(result -> result.group(1))
            .collect(Collectors.toSet()));
    String source = read("function/src/main/java/dev/ddns53/core/notice/Notice.java");
    assertEquals(
        kinds,
        Pattern.compile("[A-Z_]+\\(\"([a-z-]+)\"\\)")
            .matcher(source)
            .results()
            .map(result -> result.group(1))
            .collect(Collectors.toSet()));
  }

  /** The command's and the stack's rule for patterns, and for the gateway's throttle. */
  @Test
  void rulesThatStandTwice_areTheSame() throws IOException {
    assertEquals(
        table("infra-cdk/src/test/java/dev/ddns53/infra/settings/NamePatternTest.java"),
        table("cli/src/test/java/dev/ddns53/cli/fleet/PublishableTest.java"));
    assertHas(
        "local/src/main/java/dev/ddns53/local/Throttle.java",
        "SITES = 1_000",
        "AT_ONCE = 10",
        "A_SECOND = 20",
        "LEAST_RATE = 10;",
        "LEAST_BURST = 20",
        "MOST_RATE = 10_000",
        "MOST_BURST = 5_000");
    String sizing = read("infra-cdk/src/main/java/dev/ddns53/infra/settings/Sizing.java");
    for (String constant :
        List.of(
            "SITES = 1_000",
            "AT_ONCE = 10",
            "A_SECOND = 20",
            "LEAST_RATE = 10;",
            "LEAST_BURST = 20",
            "MOST_RATE = 10_000",
            "MOST_BURST = 5_000")) {
      assertTrue(sizing.contains(constant), constant);
    }
  }

  /** What the command looks for before a deployment is what the stack makes. */
  @Test
  void namesOfTheStack_areThoseThatPreflightLooksFor() throws IOException {
    String intent = "cli/src/main/java/dev/ddns53/cli/preflight/Intent.java";
    for (String purpose : Functions.PURPOSES) {
      assertHas(intent, "\"" + purpose + "\"");
    }
    assertHas(
        intent,
        "\"notices\"",
        "\"operator\"",
        "\"deployer\"",
        "stack + \"-\" + purpose + \"-\" + region",
        "\"/aws/vendedlogs/apis/\" + stack");
  }

  /** The first table of cases of a test. */
  private static String table(String path) throws IOException {
    String text = read(path);
    int from = text.indexOf("@CsvSource({");
    return text.substring(from, text.indexOf("})", from));
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
