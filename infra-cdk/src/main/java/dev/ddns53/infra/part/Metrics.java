package dev.ddns53.infra.part;

import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;

/**
 * The metrics that the functions write into their logs, each with the dimension {@code Stack}, the
 * stack's name.
 */
public enum Metrics {
  /** Signed requests that were answered; also by the dimension {@code Outcome}. */
  UPDATES("Updates", "Sum"),
  /** Requests whose signature is not that of the site they name. */
  REJECTED_SIGNATURES("RejectedSignatures", "Sum"),
  /** Names in which something waits for Route 53. */
  PENDING_PUBLICATIONS("PendingPublications", "Maximum"),
  /** Sites that have been silent for longer than they may. */
  STALE_SITES("StaleSites", "Maximum"),
  /** Names of which Route 53 holds something else than it should. */
  DRIFTED_NAMES("DriftedNames", "Maximum"),
  /** Refusals by Route 53 because too much was asked at once. */
  THROTTLES("Throttles", "Sum"),
  /** Names that a re-check has compared. */
  RECHECKED_NAMES("RecheckedNames", "Sum"),
  /** Names of which a re-check could not read what Route 53 holds. */
  RECHECK_UNKNOWN("RecheckUnknown", "Maximum");

  public static final String NAMESPACE = "ddns53";

  private final String metricName;
  private final String statistic;

  Metrics(String metricName, String statistic) {
    this.metricName = metricName;
    this.statistic = statistic;
  }

  public String metricName() {
    return metricName;
  }

  static Duration period() {
    return Duration.minutes(5);
  }

  Metric metric(String label) {
    return Metric.Builder.create()
        .namespace(NAMESPACE)
        .metricName(metricName)
        .dimensionsMap(Map.of("Stack", Aws.STACK_NAME))
        .statistic(statistic)
        .period(period())
        .label(label)
        .build();
  }

  /** One line for each value of {@code Outcome}, whichever there are. */
  IMetric byOutcome() {
    return MathExpression.Builder.create()
        .expression(
            "SEARCH('{%s,Stack,Outcome} MetricName=\"%s\" Stack=\"%s\"', '%s')"
                .formatted(NAMESPACE, metricName, Aws.STACK_NAME, statistic))
        .label("")
        .period(period())
        .usingMetrics(Map.of())
        .build();
  }
}
