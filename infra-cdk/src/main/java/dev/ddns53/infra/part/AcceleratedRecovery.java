package dev.ddns53.infra.part;

import dev.ddns53.infra.settings.ZoneId;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.customresources.AwsCustomResource;
import software.amazon.awscdk.customresources.AwsCustomResourcePolicy;
import software.amazon.awscdk.customresources.AwsSdkCall;
import software.amazon.awscdk.customresources.PhysicalResourceId;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/**
 * Turns on accelerated recovery, by which a zone takes changes again within the hour when us-east-1
 * fails. CloudFormation can set it only on a zone that it made itself, so an SDK call does it. It
 * stays on when the stack goes: others may rely on it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_UpdateHostedZoneFeatures.html">UpdateHostedZoneFeatures</a>
 */
public final class AcceleratedRecovery extends Construct {

  /**
   * Turns it on for one zone.
   *
   * @param log of the function that does so, which is one for all zones
   */
  public AcceleratedRecovery(Construct scope, String id, ZoneId zone, LogGroup log) {
    super(scope, id);
    AwsSdkCall turnOn =
        AwsSdkCall.builder()
            .service("Route53")
            .action("updateHostedZoneFeatures")
            .parameters(Map.of("HostedZoneId", zone.value(), "EnableAcceleratedRecovery", true))
            .physicalResourceId(PhysicalResourceId.of(zone.value()))
            .build();
    AwsCustomResource.Builder.create(this, "Feature")
        .resourceType("Custom::AcceleratedRecovery")
        .installLatestAwsSdk(false) // nothing is fetched from elsewhere during a deployment
        .logGroup(log)
        .onCreate(turnOn)
        .onUpdate(turnOn)
        .policy(
            AwsCustomResourcePolicy.fromStatements(
                List.of(Allow.on(DnsAccess.arn(zone), "route53:UpdateHostedZoneFeatures"))))
        .build();
  }
}
