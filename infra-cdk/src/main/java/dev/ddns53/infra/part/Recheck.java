package dev.ddns53.infra.part;

import dev.ddns53.infra.settings.Settings;
import dev.ddns53.infra.settings.ZoneId;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.EventInvokeConfigOptions;
import software.amazon.awscdk.services.lambda.destinations.SqsDestination;
import software.amazon.awscdk.services.scheduler.CfnSchedule;
import software.amazon.awscdk.services.scheduler.CfnScheduleGroup;
import software.constructs.Construct;

/**
 * Starts the re-check of each zone every five minutes. A run that fails is tried once more within
 * these five minutes; what comes later, the next run does.
 *
 * <p>Zones take turns by the minute, for all zones together have one account's calls of Route 53.
 * The first is not looked at in the minute in which sites call that report every five minutes.
 */
public final class Recheck extends Construct {

  private static final int MINUTES = 5;
  private static final int FIRST = 2;

  private final Role role;
  private final CfnScheduleGroup group;

  public Recheck(
      Construct scope,
      String id,
      JavaFunction function,
      DnsAccess dns,
      Settings settings,
      DeadLetters deadLetters) {
    super(scope, id);
    function
        .alias()
        .configureAsyncInvoke(
            EventInvokeConfigOptions.builder()
                .retryAttempts(1)
                .maxEventAge(Duration.minutes(MINUTES))
                .onFailure(new SqsDestination(deadLetters.queue()))
                .build());
    function.allow(dns.followChanges());
    Suppress.wildcard(
        function.role(),
        "Resource::arn:<AWS::Partition>:route53:::change/*",
        "GetChange reads how far a change has got; Route 53 makes the change's id when the change"
            + " is made, so it cannot be named before.");
    this.group = CfnScheduleGroup.Builder.create(this, "Group").build();
    this.role = role(function, deadLetters);
    for (int i = 0; i < settings.zones().size(); i++) {
      int minute = (FIRST + i) % MINUTES;
      schedule(settings.zones().get(i), minute, function, deadLetters, settings.standby());
    }
  }

  private Role role(JavaFunction function, DeadLetters deadLetters) {
    Role schedules =
        Role.Builder.create(this, "Role")
            .description("ddns53: starts the re-check")
            .assumedBy(
                new ServicePrincipal("scheduler.amazonaws.com")
                    .withConditions(
                        Map.of(
                            "StringEquals",
                            Map.of(
                                "aws:SourceAccount",
                                Aws.ACCOUNT_ID,
                                "aws:SourceArn",
                                group.getAttrArn()))))
            .build();
    schedules.addToPolicy(Allow.on(function.alias().getFunctionArn(), "lambda:InvokeFunction"));
    schedules.addToPolicy(Allow.on(deadLetters.queue().getQueueArn(), "sqs:SendMessage"));
    return schedules;
  }

  private void schedule(
      ZoneId zone, int minute, JavaFunction function, DeadLetters deadLetters, boolean standby) {
    CfnSchedule schedule =
        CfnSchedule.Builder.create(this, zone.value())
            .description("ddns53: re-check of hosted zone " + zone)
            .groupName(group.getRef())
            .scheduleExpression("cron(" + minute + "/" + MINUTES + " * * * ? *)")
            .flexibleTimeWindow(
                CfnSchedule.FlexibleTimeWindowProperty.builder()
                    .mode("FLEXIBLE")
                    .maximumWindowInMinutes(1)
                    .build())
            .state(standby ? "DISABLED" : "ENABLED")
            .target(
                CfnSchedule.TargetProperty.builder()
                    .arn(function.alias().getFunctionArn())
                    .roleArn(role.getRoleArn())
                    .input("{\"zoneId\":\"" + zone + "\"}")
                    .retryPolicy(
                        CfnSchedule.RetryPolicyProperty.builder()
                            .maximumRetryAttempts(2)
                            .maximumEventAgeInSeconds(MINUTES * 60)
                            .build())
                    .deadLetterConfig(
                        CfnSchedule.DeadLetterConfigProperty.builder()
                            .arn(deadLetters.queue().getQueueArn())
                            .build())
                    .build())
            .build();
    schedule.getNode().addDependency(role);
  }
}
