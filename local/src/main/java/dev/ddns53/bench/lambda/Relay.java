package dev.ddns53.bench.lambda;

import dev.ddns53.emulator.http.Loopback;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** A way to a service on this machine that can be cut: a resumed snapshot has no connections. */
public final class Relay implements AutoCloseable {

  private final ServerSocket server;
  private final InetSocketAddress service;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private Relay(ServerSocket server, InetSocketAddress service) {
    this.server = server;
    this.service = service;
  }

  /** Starts to listen on 127.0.0.1. */
  public static Relay to(URI service) throws IOException {
    return listening(new ServerSocket(0, 0, Loopback.ADDRESS), service);
  }

  /** The same over TLS, which ends here: the service itself speaks without. */
  public static Relay overTls(URI service, SSLContext context) throws IOException {
    return listening(
        context.getServerSocketFactory().createServerSocket(0, 0, Loopback.ADDRESS), service);
  }

  private static Relay listening(ServerSocket server, URI service) {
    Relay relay = new Relay(server, Loopback.at(service.getPort()));
    relay.threads.execute(relay::accept);
    return relay;
  }

  /** Where the service answers through it. */
  public URI uri() {
    URI plain = Loopback.http(server.getLocalPort());
    return server instanceof SSLServerSocket
        ? URI.create("https://" + plain.getAuthority())
        : plain;
  }

  /** Closes all connections, and returns how many there were. */
  public int cut() {
    int ends = 0;
    for (Socket socket : open) {
      closeQuietly(socket);
      ends++;
    }
    return ends / 2;
  }

  private void accept() {
    try {
      while (true) {
        join(server.accept());
      }
    } catch (IOException closed) {
      cut();
    }
  }

  private void join(Socket caller) {
    Socket called = new Socket();
    open.add(caller);
    open.add(called);
    try {
      caller.setTcpNoDelay(true);
      called.setTcpNoDelay(true);
      called.connect(service);
      threads.execute(() -> copy(caller, called));
      threads.execute(() -> copy(called, caller));
    } catch (IOException unreachable) {
      end(caller, called);
    }
  }

  private void copy(Socket from, Socket to) {
    byte[] octets = new byte[1 << 16];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(octets); read > 0; read = in.read(octets)) {
        out.write(octets, 0, read);
      }
    } catch (IOException cut) {
      // Either side may end it.
    } finally {
      end(from, to);
    }
  }

  private void end(Socket one, Socket other) {
    closeQuietly(one);
    closeQuietly(other);
    open.remove(one);
    open.remove(other);
  }

  private static void closeQuietly(Closeable each) {
    try {
      each.close();
    } catch (IOException alreadyGone) {
      // Nothing is left to close.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
    threads.shutdownNow();
  }
}
