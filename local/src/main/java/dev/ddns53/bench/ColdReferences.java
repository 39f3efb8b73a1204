package dev.ddns53.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The same function in other languages, where this machine has them. */
final class ColdReferences {

  private final ColdPackage unpacked;

  ColdReferences(ColdPackage unpacked) {
    this.unpacked = unpacked;
  }

  /** By the interpreter itself: what stands on the PATH may be a script that looks for it. */
  Optional<ColdLaunch> python() throws IOException, InterruptedException {
    Optional<String> interpreter =
        output(List.of("python3", "-c", "import boto3, sys; print(sys.executable)"));
    if (interpreter.isEmpty()) {
      return Optional.empty();
    }
    Path file = copy("reference.py", unpacked.folder("python"));
    return Optional.of(launch(ColdVariant.PYTHON, List.of(interpreter.get(), file.toString())));
  }

  /** Built as it would be deployed: one file, without its symbols. */
  Optional<ColdLaunch> go() throws IOException, InterruptedException {
    if (version(ColdVariant.GO).isEmpty()) {
      return Optional.empty();
    }
    Path folder = unpacked.folder("go");
    Path source = copy("reference.go", folder);
    Path program = folder.resolve("bootstrap");
    Process build =
        new ProcessBuilder(
                "go",
                "build",
                "-trimpath",
                "-ldflags=-s -w",
                "-o",
                program.toString(),
                source.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String printed = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (build.waitFor() != 0) {
      throw new IOException("go build failed: " + printed);
    }
    return Optional.of(launch(ColdVariant.GO, List.of(program.toString())));
  }

  /** What is there of a reference's language, for the table; empty where it is not. */
  static Optional<String> version(ColdVariant variant) throws IOException, InterruptedException {
    return switch (variant) {
      case PYTHON ->
          output(
              List.of(
                  "python3",
                  "-c",
                  "import boto3, platform;"
                      + " print('Python', platform.python_version(), 'boto3', boto3.__version__)"));
      case GO -> output(List.of("go", "version"));
      case PLAIN, APPCDS, AOT, PRIMED -> Optional.empty();
    };
  }

  private ColdLaunch launch(ColdVariant variant, List<String> command) {
    return new ColdLaunch(variant, command, unpacked.folder("empty"), Map.of(), false);
  }

  private static Path copy(String resource, Path folder) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(resource);
    try (InputStream in = ColdReferences.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("there is no resource " + resource);
      }
      Files.copy(in, file);
    }
    return file;
  }

  /** What a command prints; empty where it is missing or fails. */
  private static Optional<String> output(List<String> command)
      throws IOException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String printed =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor() == 0 ? Optional.of(printed) : Optional.empty();
    } catch (IOException missing) {
      return Optional.empty();
    }
  }
}
