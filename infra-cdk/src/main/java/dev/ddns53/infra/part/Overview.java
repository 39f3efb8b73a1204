package dev.ddns53.infra.part;

import dev.ddns53.infra.settings.StackName;
import java.util.List;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.SingleValueWidget;
import software.constructs.Construct;

/** The dashboard: above what should be zero, below what goes on. */
public final class Overview extends Construct {

  private static final int THIRD = 8;

  public Overview(
      Construct scope,
      String id,
      StackName stack,
      UpdateApi api,
      JavaFunction update,
      JavaFunction publisher) {
    super(scope, id);
    Dashboard.Builder.create(this, "Dashboard")
        .dashboardName(stack + "-" + Aws.REGION)
        .widgets(
            List.of(
                List.of(
                    number("Pending publications", Metrics.PENDING_PUBLICATIONS),
                    number("Stale sites", Metrics.STALE_SITES),
                    number("Drifted names", Metrics.DRIFTED_NAMES)),
                List.of(
                    graph("Updates by outcome", Metrics.UPDATES.byOutcome()),
                    graph(
                        "Latency, ms",
                        api.stage().metricLatency(latency("p50")),
                        api.stage().metricLatency(latency("p95")),
                        api.stage().metricLatency(latency("p99"))),
                    graph(
                        "Throttles",
                        Metrics.THROTTLES.metric("by Route 53"),
                        update.function().metricThrottles(labelled("of the update function")),
                        publisher.function().metricThrottles(labelled("of the publisher")))),
                List.of(
                    graph("Pending publications", Metrics.PENDING_PUBLICATIONS.metric("names")),
                    graph(
                        "Stale sites and drift",
                        Metrics.STALE_SITES.metric("stale sites"),
                        Metrics.DRIFTED_NAMES.metric("drifted names"),
                        Metrics.RECHECK_UNKNOWN.metric("names that could not be read")),
                    graph(
                        "Refused and failed",
                        Metrics.REJECTED_SIGNATURES.metric("rejected signatures"),
                        api.stage().metricServerError(labelled("5xx"))))))
        .build();
  }

  private static IWidget number(String title, Metrics metric) {
    return SingleValueWidget.Builder.create()
        .title(title)
        .metrics(List.of(metric.metric(title)))
        .width(THIRD)
        .height(3)
        .build();
  }

  private static IWidget graph(String title, IMetric... metrics) {
    return GraphWidget.Builder.create()
        .title(title)
        .left(List.of(metrics))
        .width(THIRD)
        .height(6)
        .build();
  }

  private static MetricOptions latency(String percentile) {
    return MetricOptions.builder()
        .statistic(percentile)
        .period(Metrics.period())
        .label(percentile)
        .build();
  }

  private static MetricOptions labelled(String label) {
    return MetricOptions.builder().statistic("Sum").period(Metrics.period()).label(label).build();
  }
}
