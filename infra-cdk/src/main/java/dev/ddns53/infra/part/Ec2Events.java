package dev.ddns53.infra.part;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.EventBus;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.IEventBus;
import software.amazon.awscdk.services.events.IRuleTarget;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/**
 * Sites that are EC2 instances: they need no client, for EC2 and Auto Scaling tell of them. The
 * events carry no address, so the function asks EC2. Auto Scaling itself is not asked: it tags each
 * instance with its group.
 */
public final class Ec2Events extends Construct {

  private final IRuleTarget target;

  public Ec2Events(Construct scope, String id, JavaFunction function, DeadLetters deadLetters) {
    super(scope, id);
    target =
        LambdaFunction.Builder.create(function.alias())
            .deadLetterQueue(deadLetters.queue())
            .maxEventAge(Duration.hours(1))
            .retryAttempts(10)
            .build();
  }

  /** Lets a function ask EC2. It knows no resource for the Describe calls. */
  public static void describe(JavaFunction function) {
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
  }

  /** Takes what this region's EC2 and Auto Scaling tell. */
  public void here() {
    rules(this, "", Optional.empty(), target);
  }

  /** Takes what stacks in other regions send to a bus. */
  public void from(IEventBus bus) {
    rules(this, "Elsewhere", Optional.of(bus), target);
  }

  /** Sends what a region's EC2 and Auto Scaling tell to a bus in another one. */
  public static void forward(Construct stack, String busArn) {
    IEventBus bus = EventBus.fromEventBusArn(stack, "Bus", busArn);
    rules(
        stack,
        "",
        Optional.empty(),
        new software.amazon.awscdk.services.events.targets.EventBus(bus));
  }

  private static void rules(
      Construct scope, String suffix, Optional<IEventBus> bus, IRuleTarget target) {
    rule(
        scope,
        "Instances" + suffix,
        "ddns53: an instance runs, or no longer does",
        EventPattern.builder()
            .source(List.of("aws.ec2"))
            .detailType(List.of("EC2 Instance State-change Notification"))
            .detail(Map.of("state", List.of("running", "stopping", "shutting-down", "terminated")))
            .build(),
        bus,
        target);
    rule(
        scope,
        "Groups" + suffix,
        "ddns53: an Auto Scaling group has launched or ended an instance",
        EventPattern.builder()
            .source(List.of("aws.autoscaling"))
            .detailType(
                List.of("EC2 Instance Launch Successful", "EC2 Instance Terminate Successful"))
            .build(),
        bus,
        target);
  }

  private static void rule(
      Construct scope,
      String id,
      String description,
      EventPattern pattern,
      Optional<IEventBus> bus,
      IRuleTarget target) {
    Rule.Builder rule =
        Rule.Builder.create(scope, id)
            .description(description)
            .eventPattern(pattern)
            .targets(List.of(target));
    bus.ifPresent(rule::eventBus);
    rule.build();
  }
}
