package dev.ddns53.local;

import dev.ddns53.Wiring.Endpoints;
import dev.ddns53.emulator.Emulator;
import dev.ddns53.emulator.http.Loopback;
import dev.ddns53.emulator.route53.Settings;
import dev.ddns53.terminal.CliException;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The AWS of a local instance: the emulator, or another endpoint.
 *
 * @param dns the port of the DNS server; 0 when there is none
 */
record Backend(Endpoints endpoints, int dns, Optional<Emulator> emulator) implements AutoCloseable {

  private static final byte[] DATABASE = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  static Backend start(LocalSettings settings, Path folder) throws IOException {
    if (settings.elsewhere().isPresent()) {
      URI elsewhere = settings.elsewhere().get();
      return new Backend(new Endpoints(elsewhere, elsewhere), 0, Optional.empty());
    }
    LocalSettings.Ports ports = settings.ports();
    requireFree("--aws-port", ports.aws());
    requireFree("--dynamodb-port", ports.dynamodb());
    requireFree("--dns-port", ports.dns());
    requireFreeForPackets("--dns-port", ports.dns());
    requireDatabase(folder.resolve("dynamodb"));
    Emulator emulator =
        Emulator.at(
            folder, new Emulator.Ports(ports.aws(), ports.dynamodb(), ports.dns()), Settings.REAL);
    return new Backend(
        new Endpoints(emulator.aws(), emulator.dynamodb()),
        emulator.dns().getPort(),
        Optional.of(emulator));
  }

  /** Says by its option which port is taken, before anything is started. */
  static void requireFree(String option, int port) throws IOException {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(Loopback.at(port));
    } catch (BindException taken) {
      throw notFree(option, port, taken);
    }
  }

  /** The same for UDP. */
  static void requireFreeForPackets(String option, int port) throws IOException {
    try (DatagramSocket probe = new DatagramSocket(null)) {
      probe.bind(Loopback.at(port));
    } catch (BindException taken) {
      throw notFree(option, port, taken);
    }
  }

  private static CliException notFree(String option, int port, BindException fault) {
    boolean forbidden = String.valueOf(fault.getMessage()).contains("ermission");
    return new CliException(
        forbidden
            ? "Port %d may not be opened by this user. Choose one from 1024 on with %s."
                .formatted(port, option)
            : "Port %d is taken. Choose another with %s, or 0 for any that is free."
                .formatted(port, option),
        fault);
  }

  /** DynamoDB Local would start on a damaged file, and fail at each call. */
  static void requireDatabase(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.db")) {
      for (Path file : files) {
        try (InputStream in = Files.newInputStream(file)) {
          byte[] begin = in.readNBytes(DATABASE.length);
          if (begin.length > 0 && !Arrays.equals(begin, DATABASE)) {
            throw new CliException(
                file
                    + " is damaged: it is no database any more. Restore it, or move it away and"
                    + " apply the fleet's file again, or give another folder with --data.");
          }
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (emulator.isPresent()) {
      emulator.get().close();
    }
  }
}
