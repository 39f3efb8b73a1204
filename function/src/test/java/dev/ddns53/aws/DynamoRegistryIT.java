package dev.ddns53.aws;

import dev.ddns53.core.port.Registry;
import dev.ddns53.fake.RegistryContract;

/** DynamoDB keeps the contract of {@link Registry}. */
class DynamoRegistryIT extends RegistryContract {

  /** Where the services are. */
  Endpoint endpoint() {
    return Endpoint.chosen();
  }

  @Override
  protected Registry fresh() {
    return Backend.on(endpoint()).wiring().registry();
  }
}
