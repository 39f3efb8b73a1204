package dev.ddns53.infra.part;

import dev.ddns53.infra.settings.Settings;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.lambda.Function;
import software.constructs.Construct;

/** What wakes somebody up. Each alarm says what it means and what to do. */
public final class Alarms extends Construct {

  private static final MetricOptions SUM = options("Sum");
  private static final MetricOptions MAXIMUM = options("Maximum");

  private final SnsAction people;

  public Alarms(Construct scope, String id, AlarmTopic topic) {
    super(scope, id);
    this.people = new SnsAction(topic.topic());
  }

  private static MetricOptions options(String statistic) {
    return MetricOptions.builder().statistic(statistic).period(Metrics.period()).build();
  }

  public void onApi(UpdateApi api, Settings.People settings) {
    above(
        "ServerErrors",
        api.stage().metricServerError(SUM),
        0,
        2,
        "Requests end in 5xx: sites will try again, but look into the update function's log.");
    above(
        "RejectedSignatures",
        Metrics.REJECTED_SIGNATURES.metric("rejected signatures"),
        settings.rejectedSignatures() - 1,
        1,
        "Many signatures are wrong: somebody guesses, or a site uses an old key. The log names"
            + " sources and sites.");
  }

  public void onPublisher(JavaFunction publisher) {
    above(
        "PublisherBehind",
        publisher.function().metric("IteratorAge", MAXIMUM),
        Duration.minutes(5).toMilliseconds(),
        1,
        "The batch publisher is five minutes behind: Route 53 refuses or throttles, or all who"
            + " call it want more than route53Rate. Its log says which.");
  }

  /**
   * That it does not run shows by nothing being measured. An alarm begins like that, too, so going
   * back to it is what is told, not being there: else the first deployment would raise it.
   */
  public void onRecheck(JavaFunction recheck, boolean standby) {
    Function function = recheck.function();
    above(
        "RecheckFailing",
        function.metricErrors(SUM),
        0,
        2,
        "The re-check fails: drift and silence go unnoticed. Look into its log.");
    if (!standby) {
      alarm(
              "RecheckSilent",
              function.metricInvocations(SUM),
              ComparisonOperator.LESS_THAN_THRESHOLD,
              1,
              3,
              TreatMissingData.MISSING,
              "INSUFFICIENT_DATA after OK says that the re-check no longer runs: look at its"
                  + " schedules.")
          .addInsufficientDataAction(people);
    }
    above(
        "RecheckUnknown",
        Metrics.RECHECK_UNKNOWN.metric("names that could not be read"),
        0,
        3,
        "The re-check cannot read what Route 53 holds, so it leaves these names alone.");
    above(
        "Drift",
        Metrics.DRIFTED_NAMES.metric("drifted names"),
        0,
        1,
        "Route 53 holds something else than ddns53 published: ddns53 status names it.");
    above(
        "StaleSites",
        Metrics.STALE_SITES.metric("stale sites"),
        0,
        1,
        "Sites are silent for longer than they may: ddns53 status names them.");
  }

  public void onDeadLetters(String id, DeadLetters deadLetters, String meaning) {
    alarm(
        id,
        deadLetters
            .queue()
            .metricApproximateNumberOfMessagesVisible(
                MetricOptions.builder().statistic("Maximum").period(Duration.minutes(1)).build()),
        ComparisonOperator.GREATER_THAN_THRESHOLD,
        0,
        1,
        TreatMissingData.NOT_BREACHING,
        meaning);
  }

  private void above(String id, IMetric metric, Number limit, int periods, String meaning) {
    alarm(
        id,
        metric,
        ComparisonOperator.GREATER_THAN_THRESHOLD,
        limit,
        periods,
        TreatMissingData.NOT_BREACHING,
        meaning);
  }

  private Alarm alarm(
      String id,
      IMetric metric,
      ComparisonOperator comparison,
      Number limit,
      int periods,
      TreatMissingData missing,
      String meaning) {
    Alarm alarm =
        Alarm.Builder.create(this, id)
            .metric(metric)
            .comparisonOperator(comparison)
            .threshold(limit)
            .evaluationPeriods(periods)
            .treatMissingData(missing)
            .alarmDescription("ddns53: " + meaning)
            .build();
    alarm.addAlarmAction(people);
    return alarm;
  }
}
