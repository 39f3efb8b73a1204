package dev.ddns53.infra;

import dev.ddns53.infra.settings.Settings;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Environment;

/**
 * Where a stack goes. What is not known here, the AWS CLI's profile decides at deployment.
 *
 * @param account empty: not known
 * @param region empty: not known
 */
record Place(Optional<String> account, Optional<String> region) {

  /** As set, else as the CDK's command says that the profile has it. */
  static Place of(Settings settings, Map<String, String> environment) {
    return new Place(
        Optional.ofNullable(environment.get("CDK_DEFAULT_ACCOUNT")),
        settings.region().or(() -> Optional.ofNullable(environment.get("CDK_DEFAULT_REGION"))));
  }

  Place in(String otherRegion) {
    return new Place(account, Optional.of(otherRegion));
  }

  Environment environment() {
    Environment.Builder builder = Environment.builder();
    account.ifPresent(builder::account);
    region.ifPresent(builder::region);
    return builder.build();
  }
}
