package dev.ddns53.start;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Serves a {@link StandIn} over HTTP on the loopback interface, so that a rehearsal goes the whole
 * way of a call. It also gives out credentials as Lambda does under SnapStart.
 *
 * <p>A connection carries one call. Then it is reset, so that none is left when a snapshot is
 * taken, and no port waits.
 */
public final class LoopbackAws implements AutoCloseable {

  private static final int WAITING_MAX = 64;
  private static final int HEAD_OCTETS_MAX = 16_384;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String CREDENTIALS = "/credentials";

  private final StandIn standIn;
  private final ServerSocket server;

  private LoopbackAws(StandIn standIn, ServerSocket server) {
    this.standIn = standIn;
    this.server = server;
  }

  /** Starts at a port of its own. */
  public static LoopbackAws serve(StandIn standIn) {
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      LoopbackAws aws = new LoopbackAws(standIn, new ServerSocket(0, WAITING_MAX, loopback));
      Thread.ofPlatform().daemon().name("loopback-aws").start(aws::accept);
      return aws;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where each service answers. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** Where credentials are given out. */
  URI credentials() {
    return uri().resolve(CREDENTIALS);
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = server.accept();
        Thread.ofVirtual().start(() -> carry(connection));
      }
    } catch (IOException closed) {
      // Nobody rehearses any more.
    }
  }

  private void carry(Socket connection) {
    try (connection) {
      connection.setSoTimeout((int) PATIENCE.toMillis());
      connection.setTcpNoDelay(true);
      InputStream in = connection.getInputStream();
      StandIn.Call call = read(in);
      StandIn.Answer answer = call.path().equals(CREDENTIALS) ? issued() : standIn.answer(call);
      connection.getOutputStream().write(octets(answer));
      in.read();
      connection.setSoLinger(true, 0);
    } catch (IOException | IllegalArgumentException broken) {
      // The caller sees that no answer comes, and says so.
    }
  }

  private static StandIn.Call read(InputStream in) throws IOException {
    String[] lines = head(in).split("\r\n", -1);
    String[] request = lines[0].split(" ", -1);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 1; !lines[i].isEmpty(); i++) {
      int colon = lines[i].indexOf(':');
      headers.put(lines[i].substring(0, colon), lines[i].substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
    return new StandIn.Call(
        request[0],
        URI.create(request[1]).getPath(),
        headers.getOrDefault("X-Amz-Target", ""),
        new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    int ends = 0;
    while (ends < 4) {
      int next = in.read();
      if (next < 0 || octets.size() == HEAD_OCTETS_MAX) {
        throw new IOException("a request without an end");
      }
      octets.write(next);
      ends = next == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : 0;
    }
    return octets.toString(StandardCharsets.ISO_8859_1);
  }

  private static StandIn.Answer issued() {
    return new StandIn.Answer(
        200,
        "application/json",
        "{\"AccessKeyId\":\"rehearsed\",\"SecretAccessKey\":\"rehearsed\",\"Token\":\"rehearsed\","
            + "\"Expiration\":\""
            + Instant.now().plus(Duration.ofHours(1))
            + "\"}");
  }

  private static byte[] octets(StandIn.Answer answer) {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    CRC32 crc = new CRC32();
    crc.update(body);
    String head =
        String.join(
            "\r\n",
            "HTTP/1.1 " + answer.status() + " rehearsed",
            "Content-Type: " + answer.type(),
            "Content-Length: " + body.length,
            "x-amz-crc32: " + crc.getValue(),
            "x-amzn-RequestId: rehearsed",
            "Connection: close",
            "",
            "");
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
    all.writeBytes(body);
    return all.toByteArray();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
