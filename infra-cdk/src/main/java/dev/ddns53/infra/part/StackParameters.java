package dev.ddns53.infra.part;

import dev.ddns53.infra.settings.StackName;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.ssm.StringParameter;
import software.constructs.Construct;

/** Where the {@code ddns53} command finds this stack; no secret stands here. */
public final class StackParameters extends Construct {

  /**
   * Makes one parameter each.
   *
   * @param values by the last part of their names
   */
  public StackParameters(Construct scope, String id, StackName stack, Map<String, String> values) {
    super(scope, id);
    new TreeMap<>(values)
        .forEach(
            (name, value) ->
                StringParameter.Builder.create(this, name)
                    .parameterName(stack.parameters() + "/" + name)
                    .stringValue(value)
                    .build());
  }
}
