package dev.ddns53.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.ddns53.World;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.fleet.Probe.Check;
import dev.ddns53.core.port.Probes.Answer;
import dev.ddns53.core.port.Probes.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** A server that takes each connection and talks on it in a thread of its own. */
  private static ServerSocket serve(Talk talk) throws IOException {
    ServerSocket server = new ServerSocket(0, 1_000, HERE.inet());
    Thread.ofVirtual()
        .start(
            () -> {
              while (!server.isClosed()) {
                try {
                  Socket socket = server.accept();
                  Thread.ofVirtual().start(() -> talk(talk, socket));
                } catch (IOException closed) {
                  return;
                }
              }
            });
    return server;
  }

  private interface Talk {
    void on(OutputStream out) throws Exception;
  }

  private static void talk(Talk talk, Socket socket) {
    try (socket) {
      talk.on(socket.getOutputStream());
    } catch (Exception gone) {
      // the probe hung up
    }
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static void drip(OutputStream out) throws Exception {
    for (String octet : "HTTP/1.1 200 OK and so on for a long while".split("", -1)) {
      say(out, octet);
      Thread.sleep(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 100\r\n\r\nHTTP/1.1 103\r\n\r\nHTTP/1.1 204\r\n\r\n",
        "HTTP/1.1 103\nLink: x\r\n\nHTTP/1.0 302 Found\r\n\n"
      })
  void interimAnswers_theFinalOneDecides(String answer) throws IOException {
    try (ServerSocket server = serve(out -> say(out, answer))) {
      assertEquals(new Answer.Up(), probe(new Check.Http(false, server.getLocalPort(), "/")));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 503 No\r\n\r\n', answers with HTTP status 503",
    "'HTTP/1.1 103 Early Hints\r\n\r\n', 'answers, but not with HTTP'",
    "'HTTP/1.1 101 Switching\r\n\r\n', answers with HTTP status 101",
    "'SSH-2.0-OpenSSH\r\n', 'answers, but not with HTTP'"
  })
  void noFinalGoodAnswer_down(String answer, String reason) throws IOException {
    try (ServerSocket server = serve(out -> say(out, answer))) {
      assertEquals(
          new Answer.Down(reason), probe(new Check.Http(false, server.getLocalPort(), "/")));
    }
  }

  @Test
  void endlessInterimAnswers_down() throws IOException {
    try (ServerSocket server = serve(out -> say(out, "HTTP/1.1 103 Hint\r\n\r\n".repeat(1_000)))) {
      assertInstanceOf(Answer.Down.class, probe(new Check.Http(false, server.getLocalPort(), "/")));
    }
  }

  /** One octet now and then keeps no probe alive, in clear or under TLS. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void drippingServer_downAfterTheProbesTime(boolean secure) throws IOException {
    try (ServerSocket server = serve(SocketProbesIT::drip)) {
      long start = System.nanoTime();
      Answer answer = probe(new Check.Http(secure, server.getLocalPort(), "/"));
      assertEquals(new Answer.Down("no answer within 500 ms"), answer);
      assertTrue(System.nanoTime() - start < 3_000_000_000L);
    }
  }

  @Test
  void manyDrippers_honestMembersAnswerAndDrippersAreDown() throws IOException {
    SocketProbes few =
        new SocketProbes(
            new SocketProbes.Patience(Duration.ofMillis(500), Duration.ofSeconds(10)), 64);
    try (ServerSocket dripper = serve(SocketProbesIT::drip);
        ServerSocket honest = serve(out -> say(out, "HTTP/1.1 200 OK\r\n\r\n"))) {
      List<Target> targets = new ArrayList<>();
      for (int i = 0; i < 128; i++) {
        targets.add(target("d" + i, dripper.getLocalPort()));
        targets.add(target("h" + i, honest.getLocalPort()));
      }
      Map<Target, Answer> answers = few.probe(targets);
      answers.forEach(
          (target, answer) ->
              assertEquals(
                  target.name().value().startsWith("h"),
                  answer instanceof Answer.Up,
                  () -> target + ": " + answer));
    }
  }

  /** Each run has time for some; nobody is left out for good. */
  @Test
  void tooManyForOneRun_theMissedComeFirstNextTime() throws IOException {
    SocketProbes few =
        new SocketProbes(
            new SocketProbes.Patience(Duration.ofMillis(1_000), Duration.ofMillis(1_500)), 4);
    try (ServerSocket silent = serve(out -> Thread.sleep(3_000))) {
      List<Target> targets =
          IntStream.range(0, 8).mapToObj(i -> target("n" + i, silent.getLocalPort())).toList();
      Set<Target> missed = missed(few.probe(targets));
      assertEquals(4, missed.size());
      Set<Target> missedNext = missed(few.probe(targets));
      assertEquals(4, missedNext.size());
      assertTrue(Collections.disjoint(missed, missedNext));
    }
  }

  private static Set<Target> missed(Map<Target, Answer> answers) {
    return answers.entrySet().stream()
        .filter(entry -> entry.getValue().equals(Answer.NO_TIME))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static Target target(String host, int port) {
    return new Target(World.fqdn(host + ".example.com"), HERE, new Check.Http(false, port, "/"));
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
