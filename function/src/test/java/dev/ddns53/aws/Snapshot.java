package dev.ddns53.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ddns53.snapshot.Program;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** A handler of the deployed package in a JVM of its own, at the moment of its snapshot. */
final class Snapshot implements AutoCloseable {

  static final Path PACKAGE = Path.of("target", "ddns53-function.zip");
  private static final String ANSWER = "answer ";

  /** Which column of Linux's tables of sockets. */
  private static final int INODE = 9;

  private final Process process;
  private final Path errors;
  private final BufferedReader output;
  private final List<String> printed = new ArrayList<>();

  private Snapshot(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Makes the handler and primes it. The environment holds nothing else of AWS. */
  static Snapshot of(String handler, Map<String, String> environment, Path folder) {
    try {
      String jars = unpacked(folder) + "/lib/*";
      ProcessBuilder java =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-Dorg.crac.Core.Compat=" + Program.class.getPackageName(),
                  "-cp",
                  jars + ":" + program(folder),
                  Program.class.getName(),
                  handler)
              .redirectError(folder.resolve("errors").toFile());
      java.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
      java.environment().putAll(environment);
      java.environment().put("HOME", folder.toString());
      Snapshot snapshot = new Snapshot(java.start(), folder.resolve("errors"));
      snapshot.readUntil("snapshot of ");
      return snapshot;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the package holds. */
  static List<String> jars() throws IOException {
    try (ZipFile zip = new ZipFile(PACKAGE.toFile())) {
      return zip.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
    }
  }

  private static Path unpacked(Path folder) throws IOException {
    Path target = folder.resolve("package");
    if (Files.exists(target)) {
      return target;
    }
    Files.createDirectories(target.resolve("lib"));
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(PACKAGE))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!entry.isDirectory()) {
          Path name = Path.of(entry.getName()).getFileName();
          Files.copy(zip, target.resolve("lib").resolve(name));
        }
      }
    }
    return target;
  }

  /** Its classes alone: what else there is in tests must not fill up what the package lacks. */
  private static Path program(Path folder) throws IOException {
    Path classes = folder.resolve("program");
    Path own = classes.resolve(Program.class.getPackageName().replace('.', '/'));
    if (Files.exists(own)) {
      return classes;
    }
    Files.createDirectories(own);
    for (String name :
        List.of(
            "Program", "Core", "Context", "Resource", "CheckpointException", "RestoreException")) {
      try (InputStream in = Program.class.getResourceAsStream(name + ".class")) {
        Files.write(own.resolve(name + ".class"), in.readAllBytes());
      }
    }
    return classes;
  }

  private String readUntil(String start) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      printed.add(line);
      if (line.startsWith(start)) {
        return line.substring(start.length());
      }
    }
    throw new AssertionError("the handler ended: " + printed + Files.readString(errors));
  }

  /** Hands it an event. */
  byte[] call(byte[] event) {
    try {
      process
          .getOutputStream()
          .write(
              (Base64.getEncoder().encodeToString(event) + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
      return Base64.getDecoder().decode(readUntil(ANSWER));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All lines so far. */
  List<String> printed() {
    return List.copyOf(printed);
  }

  /** No connection of TCP, and no port that waits for one, where {@code /proc} tells of it. */
  void assertNoConnection() {
    Path own = Path.of("/proc", Long.toString(process.pid()));
    if (!Files.isDirectory(own)) {
      return;
    }
    try (Stream<Path> descriptors = Files.list(own.resolve("fd"))) {
      Set<String> sockets = new HashSet<>();
      for (String table : List.of("tcp", "tcp6")) {
        Files.readAllLines(own.resolve("net").resolve(table)).stream()
            .skip(1)
            .map(line -> "socket:[" + line.strip().split("\\s+", -1)[INODE] + "]")
            .forEach(sockets::add);
      }
      assertEquals(List.of(), descriptors.map(Snapshot::target).filter(sockets::contains).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
