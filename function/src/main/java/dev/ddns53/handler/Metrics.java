package dev.ddns53.handler;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts of one log line, in CloudWatch's embedded metric format: the line itself is the metric, no
 * call is made.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">the
 *     format</a>
 */
final class Metrics {

  static final String NAMESPACE = "ddns53";

  private static final String STACK = "Stack";
  private static final String OUTCOME = "Outcome";

  private final String stack;
  private final Instant at;
  private final Map<String, Long> counts = new LinkedHashMap<>();
  private final Map<String, String> outcomes = new LinkedHashMap<>();

  Metrics(String stack, Instant at) {
    this.stack = stack;
    this.at = at;
  }

  Metrics count(String metric, long count) {
    counts.put(metric, count);
    return this;
  }

  /** One of a kind, counted over all and by its outcome. */
  Metrics outcome(String metric, String outcome) {
    outcomes.put(metric, outcome);
    return count(metric, 1);
  }

  /** Adds the counts; nothing when there are none. */
  void addTo(ObjectNode line) {
    if (counts.isEmpty()) {
      return;
    }
    ObjectNode envelope = line.putObject("_aws");
    envelope.put("Timestamp", at.toEpochMilli());
    ArrayNode directives = envelope.putArray("CloudWatchMetrics");
    line.put(STACK, stack);
    counts.forEach(
        (metric, count) -> {
          ObjectNode directive = directives.addObject().put("Namespace", NAMESPACE);
          ArrayNode dimensions = directive.putArray("Dimensions");
          dimensions.addArray().add(STACK);
          if (outcomes.containsKey(metric)) {
            dimensions.addArray().add(STACK).add(OUTCOME);
            line.put(OUTCOME, outcomes.get(metric));
          }
          directive.putArray("Metrics").addObject().put("Name", metric).put("Unit", "Count");
          line.put(metric, count);
        });
  }
}
