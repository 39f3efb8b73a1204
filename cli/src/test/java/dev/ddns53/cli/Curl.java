package dev.ddns53.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The curl of this machine. */
final class Curl {

  private Curl() {}

  /** An answer's status and body. */
  record Reply(int status, String body) {}

  /** Skips the test, visibly, where no curl is that reads a site's configuration. */
  static void assumeThere() {
    boolean there;
    try {
      there = run("--help", "all").contains("--aws-sigv4");
    } catch (IOException none) {
      there = false;
    }
    Assumptions.assumeTrue(there, "needs curl 7.75 or newer");
  }

  /** Calls by a site's configuration, as if from this address, with further options. */
  static Reply report(Path config, String from, String... more) throws IOException {
    List<String> options = new ArrayList<>();
    options.addAll(List.of("-K", config.toString(), "-H", "X-Forwarded-For: " + from));
    options.addAll(List.of("--no-fail", "--write-out", "\n%{http_code}"));
    options.addAll(List.of(more));
    String text = run(options.toArray(String[]::new));
    int cut = text.lastIndexOf('\n');
    return new Reply(Integer.parseInt(text.substring(cut + 1)), text.substring(0, cut));
  }

  private static String run(String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of("curl"));
    command.addAll(List.of(options));
    Process curl =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    curl.getOutputStream().close();
    return new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
