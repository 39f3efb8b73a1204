package dev.ddns53.aws;

import dev.ddns53.fake.Difference;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.route53.Route53Client;

/** The endpoint carries out changes as Route 53 does, as far as it is known to. */
class ChangeContractIT extends ChangeContract {

  private @Nullable Backend backend;

  /** Where the services are. */
  Endpoint endpoint() {
    return Endpoint.chosen();
  }

  private Backend backend() {
    return Objects.requireNonNull(backend);
  }

  @Override
  String freshZone() {
    backend = Backend.on(endpoint());
    return backend().zone().value();
  }

  @Override
  Route53Client route53() {
    return backend().wiring().clients().route53();
  }

  @Override
  public Set<Difference> differences() {
    return endpoint().differences();
  }
}
