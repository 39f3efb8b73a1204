package dev.ddns53.infra.part;

import java.util.List;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** Statements that allow actions on resources. */
final class Allow {

  private Allow() {}

  static PolicyStatement on(String resource, String... actions) {
    return on(List.of(resource), actions);
  }

  static PolicyStatement on(List<String> resources, String... actions) {
    return PolicyStatement.Builder.create()
        .effect(Effect.ALLOW)
        .actions(List.of(actions))
        .resources(resources)
        .build();
  }
}
