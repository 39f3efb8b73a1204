package dev.ddns53.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The browser of this machine, without a window. Tests that need it are skipped where none is. */
final class Chromium implements AutoCloseable {

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome");

  private final Process process;
  private final Path log;

  private Chromium(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Shows a page until it is closed.
   *
   * @param profile an empty folder, for what a browser keeps
   * @param loopback a host name that leads to 127.0.0.1
   */
  static Chromium show(String url, Path profile, String loopback) throws IOException {
    Path log = profile.resolve("browser.log");
    return new Chromium(
        new ProcessBuilder(command(profile, loopback, url))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start(),
        log);
  }

  /** The document that a page has become once it is loaded. */
  static String dom(String url, Path profile, String loopback)
      throws IOException, InterruptedException {
    Path dom = profile.resolve("dom.html");
    Process process =
        new ProcessBuilder(command(profile, loopback, "--dump-dom", url))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectOutput(dom.toFile())
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("the browser did not end: " + url);
    }
    return Files.readString(dom, UTF_8);
  }

  private static List<String> command(Path profile, String loopback, String... last) {
    Optional<Path> browser = find();
    Assumptions.assumeTrue(browser.isPresent(), "skipped: no Chromium is installed");
    List<String> command =
        new ArrayList<>(
            List.of(
                browser.orElseThrow().toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--user-data-dir=" + profile.resolve("profile"),
                "--host-resolver-rules=MAP " + loopback + " 127.0.0.1"));
    command.addAll(List.of(last));
    return command;
  }

  private static Optional<Path> find() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** What the browser printed. */
  String said() {
    try (Stream<String> lines = Files.lines(log, UTF_8)) {
      return String.join("\n", lines.toList());
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
