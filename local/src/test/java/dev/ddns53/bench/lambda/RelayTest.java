package dev.ddns53.bench.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections through it. */
@Timeout(60)
class RelayTest {

  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  @Test
  void octets_passBothWays_untilItIsCut() throws IOException {
    try (ServerSocket service = new ServerSocket(0, 0, LOOPBACK);
        Relay relay = Relay.to(URI.create("http://127.0.0.1:" + service.getLocalPort()))) {
      try (Socket caller = new Socket(LOOPBACK, relay.uri().getPort());
          Socket called = service.accept()) {
        caller.getOutputStream().write('a');
        assertEquals('a', called.getInputStream().read());
        called.getOutputStream().write('b');
        assertEquals('b', caller.getInputStream().read());
        assertEquals(1, relay.cut());
        assertEquals(-1, caller.getInputStream().read());
        assertEquals(-1, called.getInputStream().read());
      }
      try (Socket again = new Socket(LOOPBACK, relay.uri().getPort());
          Socket called = service.accept()) {
        again.getOutputStream().write('c');
        assertEquals('c', called.getInputStream().read());
      }
    }
  }
}
