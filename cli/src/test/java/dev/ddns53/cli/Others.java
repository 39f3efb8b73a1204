package dev.ddns53.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Programs that others wrote, from the environments that {@code scripts/others} makes. */
final class Others {

  private static final Path ENVIRONMENTS = Path.of("..", ".others");

  private Others() {}

  /** A program's absolute path; skips the test where it is not there. */
  static String program(String environment, String program) {
    Path path = ENVIRONMENTS.resolve(environment).resolve("bin").resolve(program);
    assumeTrue(
        Files.isExecutable(path),
        () -> "skipped: " + program + " is not there; scripts/others makes it");
    return path.toAbsolutePath().toString();
  }
}
