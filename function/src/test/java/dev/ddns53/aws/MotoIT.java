package dev.ddns53.aws;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ddns53.fake.Difference;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

/** moto's server, where {@code scripts/others} has made it. */
class MotoIT extends OthersContracts {

  private static @Nullable Endpoint running;
  private static @Nullable OthersProgram server;

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
    server = null;
    running = null;
  }

  @Override
  Endpoint others() {
    return moto();
  }

  private static synchronized Endpoint moto() {
    Endpoint answering = running;
    if (answering == null) {
      OthersProgram.Tool tool = OthersProgram.tool("moto", "moto_server");
      assumeTrue(tool.isThere(), "skipped: moto is not there; scripts/others makes it");
      int port = OthersProgram.freePort();
      server = tool.start(Map.of(), "-H", "127.0.0.1", "-p", Integer.toString(port));
      URI all = URI.create("http://127.0.0.1:" + port);
      server.awaitAnswer(all.resolve("/moto-api/data.json"));
      answering = Endpoint.besideOurDynamoDb(all, Difference.ofMoto());
      running = answering;
    }
    return answering;
  }
}
