package dev.ddns53.aws;

import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.HistoryEntry;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.Notice;
import dev.ddns53.core.model.Site;
import dev.ddns53.core.port.State;
import dev.ddns53.fake.StateContract;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

  @Override
  protected Optional<Notice> notice(String id) {
    return backend().notice(id);
  }

  @Override
  protected List<HistoryEntry> history(Fqdn name) {
    return backend().history(name);
  }
}
