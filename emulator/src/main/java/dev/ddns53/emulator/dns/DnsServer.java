package dev.ddns53.emulator.dns;

import dev.ddns53.emulator.http.Loopback;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** Authoritative DNS on 127.0.0.1, UDP and TCP on one port. */
public final class DnsServer implements AutoCloseable {

  private static final int LONGEST_UDP = 65_535;
  private static final int MOST_CONNECTIONS = 200;
  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final int PORT_TRIES = 20;

  private final DatagramSocket udp;
  private final ServerSocket tcp;
  private final Answerer answerer;
  private final Semaphore connections = new Semaphore(MOST_CONNECTIONS);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private DnsServer(DatagramSocket udp, ServerSocket tcp, ZoneSource zones) {
    this.udp = udp;
    this.tcp = tcp;
    this.answerer = new Answerer(zones);
  }

  /**
   * Starts a server.
   *
   * @param port 0 for any that is free for both
   */
  public static DnsServer start(int port, ZoneSource zones) throws IOException {
    for (int attempt = 1; ; attempt++) {
      ServerSocket tcp = new ServerSocket();
      try {
        tcp.bind(Loopback.at(port));
        DatagramSocket udp = new DatagramSocket(Loopback.at(tcp.getLocalPort()));
        DnsServer server = new DnsServer(udp, tcp, zones);
        server.threads.execute(server::serveUdp);
        server.threads.execute(server::serveTcp);
        return server;
      } catch (IOException taken) {
        tcp.close();
        if (port != 0 || attempt == PORT_TRIES) {
          throw taken;
        }
      }
    }
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) tcp.getLocalSocketAddress();
  }

  @Override
  public void close() throws IOException {
    udp.close();
    tcp.close();
    threads.shutdownNow();
  }

  private void serveUdp() {
    byte[] buffer = new byte[LONGEST_UDP];
    while (!udp.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        udp.receive(packet);
        byte[] query = Arrays.copyOf(packet.getData(), packet.getLength());
        Optional<byte[]> answer = answerer.answer(query, true);
        if (answer.isPresent()) {
          udp.send(
              new DatagramPacket(answer.get(), answer.get().length, packet.getSocketAddress()));
        }
      } catch (IOException closedOrUnreachable) {
        // the next packet is another chance; a closed socket ends the loop
      }
    }
  }

  private void serveTcp() {
    while (!tcp.isClosed()) {
      try {
        Socket socket = tcp.accept();
        if (connections.tryAcquire()) {
          threads.execute(() -> serve(socket));
        } else {
          socket.close();
        }
      } catch (IOException closed) {
        // a closed socket ends the loop
      }
    }
  }

  /** Queries one after the other, each with its length before it (RFC 1035, 4.2.2). */
  private void serve(Socket socket) {
    try (socket;
        DataInputStream in = new DataInputStream(socket.getInputStream());
        DataOutputStream out = new DataOutputStream(socket.getOutputStream())) {
      socket.setSoTimeout(Math.toIntExact(IDLE.toMillis()));
      while (true) {
        byte[] query = new byte[in.readUnsignedShort()];
        in.readFully(query);
        Optional<byte[]> answer = answerer.answer(query, false);
        if (answer.isPresent()) {
          out.writeShort(answer.get().length);
          out.write(answer.get());
          out.flush();
        }
      }
    } catch (IOException ended) {
      // the client has gone, or was silent for too long
    } finally {
      connections.release();
    }
  }
}
