package dev.ddns53.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.sun.net.httpserver.HttpServer;
import dev.ddns53.World;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.fleet.Probe.Check;
import dev.ddns53.core.port.Probes.Answer;
import dev.ddns53.core.port.Probes.Target;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** Probes of real sockets. */
class SocketProbesIT {

  private static final IpAddress HERE = IpAddress.parse("127.0.0.1").orElseThrow();

  private final SocketProbes probes =
      new SocketProbes(new SocketProbes.Patience(Duration.ofMillis(500), Duration.ofSeconds(5)));

  private Answer probe(Check check) {
    Target target = new Target(World.fqdn("hq.example.com"), HERE, check);
    Map<Target, Answer> answers = probes.probe(List.of(target));
    return Optional.ofNullable(answers.get(target)).orElseThrow();
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 5, HERE.inet());
  }

  @Test
  void listener_upAndDownOnceItIsGone() throws IOException {
    int port;
    try (ServerSocket socket = listen()) {
      port = socket.getLocalPort();
      assertEquals(new Answer.Up(), probe(new Check.Tcp(port)));
    }
    assertInstanceOf(Answer.Down.class, probe(new Check.Tcp(port)));
  }

  @Test
  void httpStatus_decides() throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(HERE.inet(), 0), 5);
    Set<String> hosts = ConcurrentHashMap.newKeySet();
    server.createContext(
        "/",
        exchange -> {
          hosts.add(exchange.getRequestHeaders().getFirst("Host"));
          int status = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    try {
      int port = server.getAddress().getPort();
      for (int status : new int[] {200, 204, 302, 399}) {
        assertEquals(new Answer.Up(), probe(new Check.Http(false, port, "/" + status)));
      }
      for (int status : new int[] {400, 404, 500, 503}) {
        assertEquals(
            new Answer.Down("answers with HTTP status " + status),
            probe(new Check.Http(false, port, "/" + status)));
      }
      assertInstanceOf(Answer.Down.class, probe(new Check.Http(true, port, "/200")));
      assertEquals(Set.of("hq.example.com"), hosts);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void silentListener_downForHttp() throws IOException {
    try (ServerSocket socket = listen()) {
      assertEquals(
          new Answer.Down("no answer within 500 ms"),
          probe(new Check.Http(false, socket.getLocalPort(), "/")));
    }
  }
}
