package dev.ddns53.infra.part;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.ssm.StringParameter;
import software.constructs.Construct;

/** Where the {@code ddns53} command finds this stack; so there is one in an account's region. */
public final class StackParameters extends Construct {

  static final String PATH = "/ddns53/stack";

  /**
   * Makes one parameter each.
   *
   * @param values by the last part of their names
   */
  public StackParameters(Construct scope, String id, Map<String, String> values) {
    super(scope, id);
    new TreeMap<>(values)
        .forEach(
            (name, value) ->
                StringParameter.Builder.create(this, name)
                    .parameterName(PATH + "/" + name)
                    .stringValue(value)
                    .build());
  }
}
