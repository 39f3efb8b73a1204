package dev.ddns53.infra.part;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.IRuleTarget;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/**
 * Sites that are EC2 instances: they need no client, for EC2 and Auto Scaling tell of them. The
 * events carry no address, so the function asks EC2. It needs a version of the function that has
 * {@code Ec2Handler}.
 */
public final class Ec2Events extends Construct {

  public Ec2Events(Construct scope, String id, JavaFunction function, DeadLetters deadLetters) {
    super(scope, id);
    // EC2 knows no resource for the Describe calls.
    function.allow(
        PolicyStatement.Builder.create()
            .effect(Effect.ALLOW)
            .actions(List.of("ec2:DescribeInstances"))
            .resources(List.of("*"))
            .build());
    Suppress.wildcard(
        function.role(),
        "Resource::*",
        "ec2:DescribeInstances knows no resource; it reads only, and nothing else stands on *.");
    IRuleTarget target =
        LambdaFunction.Builder.create(function.alias())
            .deadLetterQueue(deadLetters.queue())
            .maxEventAge(Duration.hours(1))
            .retryAttempts(10)
            .build();
    Rule.Builder.create(this, "Instances")
        .description("ddns53: an instance runs, or no longer does")
        .eventPattern(
            EventPattern.builder()
                .source(List.of("aws.ec2"))
                .detailType(List.of("EC2 Instance State-change Notification"))
                .detail(Map.of("state", List.of("running", "stopped", "terminated")))
                .build())
        .targets(List.of(target))
        .build();
    Rule.Builder.create(this, "Groups")
        .description("ddns53: an Auto Scaling group has launched or ended an instance")
        .eventPattern(
            EventPattern.builder()
                .source(List.of("aws.autoscaling"))
                .detailType(
                    List.of("EC2 Instance Launch Successful", "EC2 Instance Terminate Successful"))
                .build())
        .targets(List.of(target))
        .build();
  }
}
