package dev.ddns53.bench.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A function's process. */
public final class MeasuredProcess implements AutoCloseable {

  private static final int TOLD_OF_OUTPUT = 2_000;

  private final Process process;
  private final Path output;
  private final long spawned;

  private MeasuredProcess(Process process, Path output, long spawned) {
    this.process = process;
    this.output = output;
    this.spawned = spawned;
  }

  /**
   * Starts it with this environment and nothing else.
   *
   * @param output the file that takes what it prints
   */
  public static MeasuredProcess start(
      List<String> command, Path folder, Map<String, String> environment, Path output)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    long now = System.nanoTime();
    return new MeasuredProcess(builder.start(), output, now);
  }

  /** {@link System#nanoTime()} just before it was started. */
  public long spawned() {
    return spawned;
  }

  /** Lets an API know when it ends. */
  public void tell(RuntimeApi api) {
    var _ = process.onExit().thenAccept(ended -> api.ended(how(ended.exitValue())));
  }

  private String how(int status) {
    return "the process ended with " + status + "; it printed: " + printed();
  }

  /** The end of what it printed. */
  public String printed() {
    try {
      String all = Files.readString(output);
      return all.substring(Math.max(0, all.length() - TOLD_OF_OUTPUT));
    } catch (IOException unreadable) {
      return "";
    }
  }

  /**
   * Processor time that it has used, of user and system. Linux tells that of the threads that live
   * to the nanosecond, that of the whole process in steps of 10 ms; it is the larger of both.
   */
  public Duration cpu() {
    Duration whole = process.info().totalCpuDuration().orElse(Duration.ZERO);
    Duration threads = Duration.ofNanos(nanosOfThreads());
    return threads.compareTo(whole) > 0 ? threads : whole;
  }

  private long nanosOfThreads() {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
      return tasks.mapToLong(MeasuredProcess::nanosOfThread).sum();
    } catch (IOException notLinux) {
      return 0;
    }
  }

  private static long nanosOfThread(Path task) {
    try {
      String figures = Files.readString(task.resolve("schedstat"));
      return Long.parseLong(figures.substring(0, figures.indexOf(' ')));
    } catch (IOException ended) {
      return 0;
    }
  }

  /**
   * Memory that it has had at most, in KiB; empty where the system does not say so as Linux does.
   */
  public OptionalLong peakKibibytes() {
    try {
      return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst();
    } catch (IOException notLinux) {
      return OptionalLong.empty();
    }
  }

  /** Asks it to end, and waits: whether it did in time. */
  public boolean end(Duration patience) throws InterruptedException {
    process.destroy();
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
