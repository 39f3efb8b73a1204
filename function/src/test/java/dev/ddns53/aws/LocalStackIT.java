package dev.ddns53.aws;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** The adapters keep their contracts on LocalStack too, as far as it keeps AWS's own. */
class LocalStackIT {

  /** The last that runs without an account. */
  private static final DockerImageName IMAGE =
      DockerImageName.parse("localstack/localstack:4.14.0");

  private static @Nullable LocalStackContainer running;

  @AfterAll
  static void stop() {
    if (running != null) {
      running.stop();
    }
  }

  /** Skips each test by itself, so that a report shows all that did not run. */
  private static synchronized Endpoint localStack() {
    assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(),
        "skipped: LocalStack needs a Docker engine, and none answers here");
    LocalStackContainer container = running;
    if (container == null) {
      container = new LocalStackContainer(IMAGE).withServices("route53", "ssm", "dynamodb");
      running = container;
      container.start();
    }
    return Endpoint.other(container.getEndpoint());
  }

  @Nested
  class OfState extends DynamoStateIT {
    @Override
    Endpoint endpoint() {
      return localStack();
    }
  }

  @Nested
  class OfRegistry extends DynamoRegistryIT {
    @Override
    Endpoint endpoint() {
      return localStack();
    }
  }

  @Nested
  class OfMasterKeys extends SsmMasterKeysIT {
    @Override
    Endpoint endpoint() {
      return localStack();
    }
  }

  @Nested
  class OfRecords extends Route53RecordsIT {
    @Override
    Endpoint endpoint() {
      return localStack();
    }
  }

  @Nested
  class OfChanges extends ChangeContractIT {
    @Override
    Endpoint endpoint() {
      return localStack();
    }
  }
}
