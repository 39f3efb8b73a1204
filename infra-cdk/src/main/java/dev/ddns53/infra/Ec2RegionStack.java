package dev.ddns53.infra;

import dev.ddns53.infra.part.Ec2Events;
import dev.ddns53.infra.settings.Settings;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** Sends the events of a further region's instances to the bus where the other stack is. */
public final class Ec2RegionStack extends Stack {

  Ec2RegionStack(Construct scope, String id, Settings settings, Place place, String busRegion) {
    super(
        scope,
        id,
        StackProps.builder()
            .stackName(settings.stack() + "-ec2-events")
            .description("ddns53: sends events of EC2 instances to " + busRegion)
            .env(place.environment())
            .build());
    Ec2Events.forward(
        this,
        "arn:%s:events:%s:%s:event-bus/%s"
            .formatted(Aws.PARTITION, busRegion, Aws.ACCOUNT_ID, settings.stack()));
  }
}
