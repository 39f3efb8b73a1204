package dev.ddns53.aws;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ddns53.fake.Difference;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** LocalStack: in a container where a Docker engine answers, else as a program. */
class LocalStackIT extends OthersContracts {

  /** The last that runs without an account. */
  private static final DockerImageName IMAGE =
      DockerImageName.parse("localstack/localstack:4.14.0");

  private static @Nullable Endpoint running;
  private static @Nullable AutoCloseable stack;

  @AfterAll
  static void stop() throws Exception {
    if (stack != null) {
      stack.close();
    }
    stack = null;
    running = null;
  }

  /** Skips each test by itself, so that a report shows all that did not run. */
  @Override
  Endpoint others() {
    return localStack();
  }

  private static synchronized Endpoint localStack() {
    Endpoint answering = running;
    if (answering == null) {
      answering = DockerClientFactory.instance().isDockerAvailable() ? container() : program();
      running = answering;
    }
    return answering;
  }

  private static Endpoint container() {
    LocalStackContainer container =
        new LocalStackContainer(IMAGE).withServices("route53", "ssm", "dynamodb");
    container.start();
    stack = container;
    URI all = container.getEndpoint();
    return Endpoint.other(all, all, Difference.ofLocalStack());
  }

  /** Its DynamoDB is DynamoDB Local, which it would fetch from the network: ours serves as well. */
  private static Endpoint program() {
    OthersProgram.Tool tool = OthersProgram.tool("localstack", "python");
    assumeTrue(
        tool.isThere(),
        "skipped: LocalStack needs a Docker engine, or what scripts/others makes of a Python 3.13");
    int port = OthersProgram.freePort();
    OthersProgram program =
        tool.start(
            Map.of(
                "GATEWAY_LISTEN", "127.0.0.1:" + port,
                "SERVICES", "route53,ssm",
                "SKIP_SSL_CERT_DOWNLOAD", "1",
                "DISABLE_EVENTS", "1"),
            "-m",
            "localstack.runtime.main");
    stack = program;
    URI all = URI.create("http://127.0.0.1:" + port);
    program.awaitAnswer(all.resolve("/_localstack/health"));
    return Endpoint.besideOurDynamoDb(all, Difference.ofLocalStack());
  }
}
