package dev.ddns53.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server that others wrote, from the environments that {@code scripts/others} makes. */
final class OthersProgram implements AutoCloseable {

  private static final Path ENVIRONMENTS = Path.of("..", ".others");
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Process process;
  private final Path folder;

  private OthersProgram(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
  }

  /** A program of an environment. It may not be there. */
  static Tool tool(String environment, String program) {
    return new Tool(ENVIRONMENTS.resolve(environment).resolve("bin").resolve(program));
  }

  record Tool(Path path) {

    boolean isThere() {
      return Files.isExecutable(path);
    }

    /** Starts it in an empty folder, where it may keep what it likes. */
    OthersProgram start(Map<String, String> environment, String... arguments) {
      try {
        Path folder = Files.createTempDirectory("others");
        List<String> command = new ArrayList<>(List.of(path.toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
            new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().putAll(environment);
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("TMPDIR", folder.toString());
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
        return new OthersProgram(process, folder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it answers at all, 90 seconds at most. */
  void awaitAnswer(URI address) {
    Instant end = Instant.now().plus(PATIENCE);
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (process.isAlive() && Instant.now().isBefore(end)) {
        if (answers(client, address)) {
          return;
        }
        Thread.sleep(200);
      }
      close();
      throw new AssertionError("it does not answer: " + Files.readString(folder.resolve("log")));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean answers(HttpClient client, URI address) throws InterruptedException {
    try {
      client.send(
          HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build(),
          HttpResponse.BodyHandlers.discarding());
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  @Override
  public void close() {
    end(process);
  }
}
