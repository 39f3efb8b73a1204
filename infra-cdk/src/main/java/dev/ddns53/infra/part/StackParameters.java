package dev.ddns53.infra.part;

import dev.ddns53.infra.settings.StackName;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.ssm.StringParameter;
import software.constructs.Construct;

/** Where the {@code ddns53} command finds this stack; no secret stands here. */
public final class StackParameters extends Construct {

  /** What a parameter of the free kind holds. */
  static final int MOST_CHARS = 4_096;

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

  /**
   * A list with commas, under a name of its own; where one parameter cannot hold it, it goes on in
   * {@code NAME-2} and so on.
   */
  public static Map<String, String> list(String name, List<?> values) {
    Map<String, String> parts = new TreeMap<>();
    StringBuilder part = new StringBuilder();
    for (Object value : values) {
      String text = value.toString();
      if (!part.isEmpty() && part.length() + 1 + text.length() > MOST_CHARS) {
        put(parts, name, part);
      }
      part.append(part.isEmpty() ? "" : ",").append(text);
    }
    put(parts, name, part);
    return parts;
  }

  private static void put(Map<String, String> parts, String name, StringBuilder part) {
    parts.put(parts.isEmpty() ? name : name + "-" + (parts.size() + 1), part.toString());
    part.setLength(0);
  }
}
