package dev.ddns53.local;

import dev.ddns53.Wiring.Endpoints;
import dev.ddns53.emulator.Emulator;
import dev.ddns53.emulator.route53.Settings;
import dev.ddns53.terminal.CliException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The AWS of a local instance: the emulator, or another endpoint.
 *
 * @param dns the port of the DNS server; 0 when there is none
 */
record Backend(Endpoints endpoints, int dns, Optional<Emulator> emulator) implements AutoCloseable {

  static Backend start(LocalSettings settings, Path folder) throws IOException {
    if (settings.elsewhere().isPresent()) {
      URI elsewhere = settings.elsewhere().get();
      return new Backend(new Endpoints(elsewhere, elsewhere), 0, Optional.empty());
    }
    LocalSettings.Ports ports = settings.ports();
    requireFree("--aws-port", ports.aws());
    requireFree("--dynamodb-port", ports.dynamodb());
    requireFree("--dns-port", ports.dns());
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
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new java.net.InetSocketAddress(loopback, port));
    } catch (java.net.BindException taken) {
      throw new CliException(
          "Port %d is taken. Choose another with %s, or 0 for any that is free."
              .formatted(port, option),
          taken);
    }
  }

  @Override
  public void close() throws IOException {
    if (emulator.isPresent()) {
      emulator.get().close();
    }
  }
}
