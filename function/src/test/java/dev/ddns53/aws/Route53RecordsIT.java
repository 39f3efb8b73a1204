package dev.ddns53.aws;

import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.ZoneId;
import dev.ddns53.core.port.Records;
import dev.ddns53.fake.Planted;
import dev.ddns53.fake.RecordsContract;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Route 53 keeps the contract of {@link Records}. */
class Route53RecordsIT extends RecordsContract {

  private @Nullable Backend backend;

  private Backend backend() {
    return Objects.requireNonNull(backend);
  }

  @Override
  protected Records fresh() throws IOException {
    Backend fresh = Backend.fresh();
    backend = fresh;
    return new Route53Records(fresh.wiring().clients().route53());
  }

  @Override
  protected ZoneId zone() {
    return backend().zone();
  }

  @Override
  protected void plant(Fqdn name, Planted set) {
    backend().plant(name, set);
  }
}
