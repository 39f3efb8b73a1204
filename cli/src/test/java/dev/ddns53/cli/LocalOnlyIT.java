package dev.ddns53.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ddns53.local.LocalInstance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Local mode is there for programs of this machine: not for the network, and not for web pages. */
class LocalOnlyIT {

  private static final Path SOCKETS = Path.of("/proc/self/net/tcp");
  private static final Path OPEN = Path.of("/proc/self/fd");
  private static final String LISTENING = "0A";
  private static final Set<String> LOOPBACK =
      Set.of("0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000");

  @TempDir private Path folder = Path.of("");

  private LocalInstance instance;

  @BeforeEach
  void start() {
    instance = RunningLocal.in(folder);
  }

  @AfterEach
  void stop() {
    instance.close();
  }

  /** The address and port, in hexadecimal, of every socket on which this process listens. */
  private static List<String> listening() throws IOException {
    try (Stream<Path> open = Files.list(OPEN)) {
      Set<String> ours =
          open.map(LocalOnlyIT::target)
              .filter(target -> target.startsWith("socket:["))
              .map(target -> target.substring("socket:[".length(), target.length() - 1))
              .collect(Collectors.toSet());
      return Stream.concat(
              Files.readAllLines(SOCKETS).stream(),
              Files.readAllLines(Path.of(SOCKETS + "6")).stream())
          .map(line -> line.strip().split("\\s+"))
          .filter(fields -> fields.length > 9 && fields[3].equals(LISTENING))
          .filter(fields -> ours.contains(fields[9]))
          .map(fields -> fields[1])
          .toList();
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }

  private List<URI> ports() {
    return List.of(
        instance.file().http(),
        instance.file().endpoints().aws(),
        instance.file().endpoints().dynamodb());
  }

  @Test
  void everySocket_listensOnLoopback() throws IOException {
    assumeTrue(Files.exists(SOCKETS), "skipped: this system lists no sockets in /proc");
    List<String> listening = listening();
    assertTrue(listening.size() >= ports().size() + 2, listening::toString);
    for (String address : listening) {
      assertTrue(LOOPBACK.contains(address.substring(0, address.indexOf(':'))), address);
    }
  }

  /** All ports on which HTTP is spoken, those too that no file names. */
  private static List<Integer> httpPorts() throws IOException {
    return listening().stream()
        .map(address -> Integer.parseInt(address.substring(address.indexOf(':') + 1), 16))
        .filter(port -> status(port, "Host: 127.0.0.1").isPresent())
        .toList();
  }

  /** The status of a simple POST, such as a page may send anywhere; empty where no HTTP is. */
  private static Optional<Integer> status(int port, String... headers) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(2_000);
      String request =
          "POST /_emulator/faults HTTP/1.1\r\n"
              + String.join("\r\n", headers)
              + "\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertFalse(
          answer.toLowerCase(java.util.Locale.ROOT).contains("access-control-allow"), answer);
      return answer.startsWith("HTTP/1.1 ")
          ? Optional.of(Integer.parseInt(answer.substring(9, 12)))
          : Optional.empty();
    } catch (IOException noHttp) {
      return Optional.empty();
    }
  }

  @Test
  void foreignHost_orAnyOrigin_refusedAtEveryPort() throws IOException {
    assumeTrue(Files.exists(SOCKETS), "skipped: this system lists no sockets in /proc");
    List<Integer> ports = httpPorts();
    assertEquals(4, ports.size(), "the API, Route 53 and SSM, DynamoDB, and what is behind it");
    for (int port : ports) {
      for (String host : List.of("evil.example", "127.0.0.1.evil.example:" + port, "10.0.0.7")) {
        assertEquals(Optional.of(403), status(port, "Host: " + host), port + " " + host);
      }
      for (String page :
          List.of(
              "Origin: https://evil.example",
              "Origin: null",
              "Origin: http://127.0.0.1:" + port,
              "Sec-Fetch-Site: cross-site",
              "Sec-Fetch-Site: same-site")) {
        assertEquals(Optional.of(403), status(port, "Host: 127.0.0.1", page), port + " " + page);
      }
      for (String host : List.of("127.0.0.1", "localhost:" + port, "LOCALHOST", "[::1]:" + port)) {
        assertTrue(status(port, "Host: " + host).isPresent(), "a program of this machine: " + host);
      }
    }
  }

  @Test
  void emulator_controlledByThoseAloneWhoReadTheInstancesFile() throws IOException {
    int port = instance.file().endpoints().aws().getPort();
    String token = instance.file().controlToken().orElseThrow();
    assertEquals(Optional.of(403), status(port, "Host: localhost"));
    assertEquals(
        Optional.of(403), status(port, "Host: localhost", "X-Emulator-Token: " + "0".repeat(32)));
    assertEquals(Optional.of(400), status(port, "Host: localhost", "X-Emulator-Token: " + token));
    assertTrue(Files.readString(folder.resolve("instance.json")).contains(token));
    assertEquals(
        "rw-------",
        java.nio.file.attribute.PosixFilePermissions.toString(
            Files.getPosixFilePermissions(folder.resolve("instance.json"))));
  }
}
