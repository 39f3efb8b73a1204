package dev.ddns53.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The app as the CDK's command runs it. */
@NeedsNode
class Ddns53AppTest {

  @TempDir Path folder;

  private record Run(int exit, String errors) {}

  private Run run(Path code) throws IOException, InterruptedException {
    Path errors = folder.resolve("errors");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.ddns53.infra.Ddns53App",
                    code.toString()))
            .redirectError(errors.toFile())
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    int exit = process.waitFor();
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
  void functionNotBuilt_saysHowToBuildItAndFails() throws Exception {
    Run run = run(folder.resolve("function.zip"));
    assertEquals(1, run.exit, run.errors);
    assertTrue(run.errors.contains("mvn -B package -pl function -am"), run.errors);
    assertFalse(run.errors.contains("\tat "), run.errors);
  }
}
