package dev.ddns53.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.terminal.Terminal;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps a local instance from starting, or from being found: one sentence each. */
final class LocalFaultsTest {

  private static final String PORTS =
      " --http-port 0 --dns-port 0 --aws-port 0 --dynamodb-port 0 --data ";

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path folder;

  private int run(String line) {
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    Terminal terminal =
        new Terminal(
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new BufferedReader(new StringReader("")));
    return Ddns53.commandLine(terminal, InstantSource.system())
        .execute(line.strip().split(" +", -1));
  }

  /** One line, that names what is asked for, and no name of a Java class. */
  private void assertSentence(String... parts) {
    String said = err.toString(StandardCharsets.UTF_8).strip();
    assertEquals(1, said.lines().count(), said);
    for (String part : parts) {
      assertTrue(said.contains(part), said);
    }
    assertTrue(!said.contains("Exception") && !said.contains("java."), said);
  }

  private Path data() throws IOException {
    return Files.createDirectories(
        folder.resolve("data"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  @ParameterizedTest
  @CsvSource({
    "--http-port, 70000",
    "--dns-port, 65536",
    "--aws-port, -1",
    "--dynamodb-port, http",
    "--http-port, 999999999999"
  })
  void portOutOfRange_exits2AndNamesTheOption(String option, String port) {
    assertEquals(2, run("local " + option + "=" + port));
    String said = err.toString(StandardCharsets.UTF_8);
    assertTrue(said.contains(option), said);
    assertTrue(said.contains("a number from 1 to 65535, or 0 for any"), said);
  }

  @Test
  void onePortTwice_namesBothOptions() throws IOException {
    assertEquals(1, run("local --http-port 8055 --data " + data()));
    assertSentence("--http-port and --aws-port are both 8055");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--http-port", "--dns-port", "--aws-port", "--dynamodb-port"})
  void portTaken_namesTheOption(String option) throws IOException {
    try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String taken = option + " " + other.getLocalPort();
      assertEquals(1, run("local " + PORTS.replace(option + " 0", taken) + data()));
      assertSentence("Port " + other.getLocalPort() + " is taken", option);
    }
  }

  @Test
  void dnsPortTakenForUdpOnly_namesTheOption() throws IOException {
    try (DatagramSocket other =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      String taken = "--dns-port " + other.getLocalPort();
      assertEquals(1, run("local " + PORTS.replace("--dns-port 0", taken) + data()));
      assertSentence("Port " + other.getLocalPort() + " is taken", "--dns-port");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ssm.json, '', it is empty",
    "ssm.json, '{', not the JSON",
    "ssm.json, null, it says nothing",
    "ssm.json, '[]', not the JSON",
    "dynamodb/shared-local-instance.db, 'no database at all', no database any more"
  })
  void damagedFile_namedWithWhatToDo(String file, String content, String how) throws IOException {
    Path path = data().resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
    assertEquals(1, run("local " + PORTS + data()));
    assertSentence(path.toString(), "is damaged", how, "--data");
  }

  @Test
  void dataThatIsAFile_saidToBeNoFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertEquals(1, run("local " + PORTS + file));
    assertSentence(file + " is no folder", "--data");
  }

  /** A killed instance leaves its file and its lock's file, which nobody holds. */
  @ParameterizedTest
  @ValueSource(strings = {"lookup vpn.example.com", "status", "site list"})
  void killedInstance_saidToRunNoMore(String command) throws IOException {
    Files.writeString(
        data().resolve("instance.json"),
        """
        {"http":"http://127.0.0.1:9","dns":9,"aws":"http://127.0.0.1:9","dynamodb":"http://127.0.0.1:9",
         "registryTable":"r","stateTable":"s","masterKeyParameter":"/m","language":"en"}
        """);
    Files.writeString(data().resolve("lock"), "");
    assertEquals(1, run("--local " + data() + " " + command));
    assertSentence("left from one that was killed", "ddns53 local --data");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{}"})
  void damagedInstanceFile_namedWithWhatToDo(String content) throws IOException {
    Files.writeString(data().resolve("instance.json"), content);
    assertEquals(1, run("--local " + data() + " status"));
    assertSentence("instance.json cannot be read", "ddns53 local --data");
  }

  @Test
  void mistakeOfOurs_oneSentenceUnlessMoreIsAskedFor() {
    String said = Faults.unexpected(new IllegalStateException("first\nsecond"), false);
    assertEquals(1, said.lines().count());
    assertTrue(said.startsWith("This is a mistake in ddns53: IllegalStateException, first."), said);
    assertTrue(Faults.unexpected(new IllegalStateException(), true).contains("\tat "));
  }
}
