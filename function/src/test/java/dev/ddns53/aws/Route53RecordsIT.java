package dev.ddns53.aws;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.port.Records;
import dev.ddns53.fake.Difference;
import dev.ddns53.fake.Planted;
import dev.ddns53.fake.RecordsContract;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Route 53 keeps the contract of {@link Records}. */
class Route53RecordsIT extends RecordsContract {

  private @Nullable Backend backend;

  /** Where the services are. */
  Endpoint endpoint() {
    return Endpoint.chosen();
  }

  private Backend backend() {
    return Objects.requireNonNull(backend);
  }

  @Override
  protected Records fresh() {
    Backend fresh = Backend.on(endpoint());
    backend = fresh;
    return new Route53Records(fresh.wiring().clients()::route53);
  }

  @Override
  public Set<Difference> differences() {
    return endpoint().differences();
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
