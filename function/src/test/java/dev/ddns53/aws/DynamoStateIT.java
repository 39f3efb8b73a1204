package dev.ddns53.aws;

import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.Site;
import dev.ddns53.core.port.State;
import dev.ddns53.fake.StateContract;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** DynamoDB keeps the contract of {@link State}. */
class DynamoStateIT extends StateContract {

  private @Nullable Backend backend;

  /** Where the services are. */
  Endpoint endpoint() {
    return Endpoint.chosen();
  }

  private Backend backend() {
    return Objects.requireNonNull(backend);
  }

  @Override
  protected State fresh() {
    Backend fresh = Backend.on(endpoint());
    backend = fresh;
    return fresh.wiring().state();
  }

  @Override
  protected void register(Site site) {
    backend().register(site);
  }

  @Override
  protected void register(Name name) {
    backend().register(name);
  }
}
