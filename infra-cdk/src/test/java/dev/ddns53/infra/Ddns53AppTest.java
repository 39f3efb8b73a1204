package dev.ddns53.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The app as the CDK's command runs it. */
@NeedsNode
class Ddns53AppTest {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  @TempDir Path folder;

  private record Run(int exit, String errors) {}

  private Run run(Path code) throws IOException, InterruptedException {
    return run(code, "{}");
  }

  private Run run(Path code, String context) throws IOException, InterruptedException {
    Path errors = folder.resolve("errors");
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.ddns53.infra.Ddns53App",
                    code.toString()))
            .redirectError(errors.toFile())
            .redirectOutput(folder.resolve("output").toFile());
    builder.environment().put("CDK_CONTEXT_JSON", context);
    builder.environment().put("CDK_OUTDIR", folder.resolve("cdk.out").toString());
    int exit = builder.start().waitFor();
    return new Run(exit, Files.readString(errors, StandardCharsets.UTF_8));
  }

  @Test
  void nothingSet_saysWhatToSetAndFails() throws Exception {
    Run run = run(Files.writeString(folder.resolve("function.zip"), "a stub"));
    assertEquals(1, run.exit, run.errors);
    assertTrue(run.errors.contains("zones: is needed."), run.errors);
    assertTrue(run.errors.contains("names: is needed."), run.errors);
    assertTrue(
        run.errors.contains("npx cdk synth -c zones=Z0123456789ABC -c names='*.sites.example.com'"),
        run.errors);
    assertFalse(run.errors.contains("\tat "), run.errors);
  }

  @Test
  void wrongValue_saysWhyAndNotWhatElseIsNeeded() throws Exception {
    Run run =
        run(
            StubPackage.complete(folder.resolve("function.zip")),
            "{\"zones\":\"example.com\",\"names\":\"*.sites.example.com\"}");
    assertEquals(1, run.exit, run.errors);
    assertTrue(run.errors.contains("zones: \"example.com\" is not a hosted zone's id"), run.errors);
    assertFalse(run.errors.contains("The least that it needs"), run.errors);
  }

  /** The CDK's command counts flags that nobody decided on, and says so at each call. */
  @Test
  void allInOrder_saysNothingAndLeavesNoFeatureFlagOpen() throws Exception {
    ObjectNode context = (ObjectNode) MAPPER.readTree(Path.of("cdk.json").toFile()).get("context");
    context.put("zones", "Z0123456789ABC").put("names", "*.sites.example.com");
    Run run = run(StubPackage.complete(folder.resolve("function.zip")), context.toString());
    assertEquals(0, run.exit, run.errors);
    assertEquals("", run.errors);
    List<String> open = new ArrayList<>();
    JsonNode manifest = MAPPER.readTree(folder.resolve("cdk.out/manifest.json").toFile());
    manifest
        .path("artifacts")
        .forEach(
            artifact ->
                artifact
                    .at("/properties/flags")
                    .properties()
                    .forEach(
                        flag -> {
                          if (needsAttention(flag.getValue())) {
                            open.add(flag.getKey());
                          }
                        }));
    assertEquals(List.of(), open);
    assertTrue(MAPPER.readTree(Path.of("cdk.json").toFile()).path("notices").isBoolean());
  }

  private static boolean needsAttention(JsonNode flag) {
    JsonNode otherwise = flag.at("/unconfiguredBehavesLike/v2");
    return !flag.has("userValue")
        && !flag.path("recommendedValue")
            .equals(otherwise.isMissingNode() ? BooleanNode.FALSE : otherwise);
  }

  @Test
  void functionNotBuilt_saysHowToBuildItAndFails() throws Exception {
    Run run = run(folder.resolve("function.zip"));
    assertEquals(1, run.exit, run.errors);
    assertTrue(run.errors.contains("mvn -B package -pl function -am"), run.errors);
    assertFalse(run.errors.contains("\tat "), run.errors);
  }
}
