package dev.ddns53.emulator.dynamodb;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/** DynamoDB Local within this process: its tables live in a folder, or in memory. */
public final class DynamoDb implements AutoCloseable {

  private static final @Nullable String NO_CROSS_ORIGIN = null;

  private final DynamoDBProxyServer server;
  private final URI endpoint;

  private DynamoDb(DynamoDBProxyServer server, URI endpoint) {
    this.server = server;
    this.endpoint = endpoint;
  }

  /** Tables that are gone with the process. */
  public static DynamoDb inMemory() throws IOException {
    return start(Optional.empty());
  }

  /** Keeps its tables in a folder, and finds them there again. */
  public static DynamoDb at(Path folder) throws IOException {
    Files.createDirectories(folder);
    return start(Optional.of(folder));
  }

  private static DynamoDb start(Optional<Path> folder) throws IOException {
    int port = freePort();
    try {
      DynamoDBProxyServer server =
          new DynamoDBProxyServer(
              port, new LocalDynamoDBServerHandler(tables(folder), NO_CROSS_ORIGIN));
      server.start();
      return new DynamoDb(server, URI.create("http://127.0.0.1:" + port));
    } catch (Exception e) {
      throw new IOException("DynamoDB Local does not start", e);
    }
  }

  /** One set of tables, whatever credentials and region a call is signed for. */
  private static LocalDynamoDBRequestHandler tables(Optional<Path> folder) {
    boolean shared = true;
    boolean delayed = false;
    return new LocalDynamoDBRequestHandler(
        0, folder.isEmpty(), folder.map(Path::toString).orElse(null), shared, delayed);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  public URI endpoint() {
    return endpoint;
  }

  @Override
  public void close() throws IOException {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IOException("DynamoDB Local does not stop", e);
    }
  }
}
