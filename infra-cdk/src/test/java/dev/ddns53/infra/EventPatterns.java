package dev.ddns53.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;

/**
 * Event patterns as EventBridge and Lambda's filters match them, as far as ours go: values, prefix,
 * exists, anything-but.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html">operators</a>
 */
final class EventPatterns {

  private EventPatterns() {}

  /** Whether every field of the pattern is matched. */
  static boolean matches(JsonNode pattern, JsonNode event) {
    return pattern.properties().stream()
        .allMatch(
            field -> {
              JsonNode value = event.path(field.getKey());
              return field.getValue().isObject()
                  ? matches(field.getValue(), value)
                  : TemplateText.items(field.getValue()).anyMatch(rule -> fits(rule, value));
            });
  }

  private static boolean fits(JsonNode rule, JsonNode value) {
    if (rule.isValueNode()) {
      return values(value).anyMatch(rule.asText()::equals);
    }
    if (rule.has("exists")) {
      return rule.path("exists").asBoolean() == !value.isMissingNode();
    }
    if (rule.has("prefix")) {
      return values(value).anyMatch(text -> text.startsWith(rule.path("prefix").asText()));
    }
    if (rule.has("anything-but")) {
      return values(value)
          .anyMatch(
              text ->
                  TemplateText.items(rule.path("anything-but"))
                      .noneMatch(other -> other.asText().equals(text)));
    }
    throw new AssertionError("not known here: " + rule);
  }

  private static Stream<String> values(JsonNode value) {
    return TemplateText.items(value).map(JsonNode::asText);
  }
}
