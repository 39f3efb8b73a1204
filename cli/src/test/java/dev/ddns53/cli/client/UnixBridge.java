package dev.ddns53.cli.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Leads from a socket in the file system, which each network namespace reaches, to a service. */
final class UnixBridge implements AutoCloseable {

  private final ServerSocketChannel server;
  private final InetSocketAddress service;

  UnixBridge(Path socket, URI service) throws IOException {
    this.service = new InetSocketAddress(service.getHost(), service.getPort());
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Thread.startVirtualThread(this::accept);
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel client = server.accept();
        SocketChannel there = SocketChannel.open(service);
        Thread.startVirtualThread(() -> copy(client, there));
        Thread.startVirtualThread(() -> copy(there, client));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private static void copy(ByteChannel from, SocketChannel to) {
    try (from;
        to) {
      Channels.newInputStream(from).transferTo(Channels.newOutputStream(to));
    } catch (IOException gone) {
      // Whoever asked hears that the connection ended.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
