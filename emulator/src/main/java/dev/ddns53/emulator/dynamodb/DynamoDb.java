package dev.ddns53.emulator.dynamodb;

import dev.ddns53.emulator.http.LocalCallers;
import dev.ddns53.emulator.http.Loopback;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/** DynamoDB Local within this process: its tables live in a folder, or in memory. */
public final class DynamoDb implements AutoCloseable {

  private static final @Nullable String NO_CROSS_ORIGIN = null;

  private final Server server;
  private final LocalDynamoDBServerHandler tables;
  private final URI endpoint;

  private DynamoDb(Server server, LocalDynamoDBServerHandler tables, URI endpoint) {
    this.server = server;
    this.tables = tables;
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
    try {
      Server server = new Server(Loopback.at(0));
      LocalDynamoDBServerHandler handler =
          new LocalDynamoDBServerHandler(tables(folder), NO_CROSS_ORIGIN);
      server.setHandler(new Guard(handler));
      server.start();
      int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
      return new DynamoDb(server, handler, Loopback.http(port));
    } catch (Exception e) {
      throw new IOException("DynamoDB Local does not start", e);
    }
  }

  /** Its own server would listen on all of this machine's addresses, and let any page in. */
  private static final class Guard extends Handler.Wrapper {

    Guard(Handler guarded) {
      super(guarded);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      Optional<String> refusal =
          LocalCallers.refusal(name -> request.getHeaders().getValuesList(name));
      if (refusal.isEmpty()) {
        return super.handle(request, response, callback);
      }
      response.setStatus(HttpStatus.FORBIDDEN_403);
      Content.Sink.write(response, true, refusal.get() + "\n", callback);
      return true;
    }
  }

  /** One set of tables, whatever credentials and region a call is signed for. */
  private static LocalDynamoDBRequestHandler tables(Optional<Path> folder) {
    boolean shared = true;
    boolean delayed = false;
    return new LocalDynamoDBRequestHandler(
        0, folder.isEmpty(), folder.map(Path::toString).orElse(null), shared, delayed);
  }

  public URI endpoint() {
    return endpoint;
  }

  @Override
  public void close() throws IOException {
    try {
      server.stop();
      tables.close();
    } catch (Exception e) {
      throw new IOException("DynamoDB Local does not stop", e);
    }
  }
}
