package dev.ddns53.infra.part;

import dev.ddns53.infra.settings.ZoneId;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.customresources.AwsCustomResource;
import software.amazon.awscdk.customresources.AwsCustomResourcePolicy;
import software.amazon.awscdk.customresources.AwsSdkCall;
import software.amazon.awscdk.customresources.PhysicalResourceId;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
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

  public AcceleratedRecovery(Construct scope, String id, ZoneId zone, int logDays) {
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
        .logGroup(new Logs(this, "Logs", logDays).group())
        .onCreate(turnOn)
        .onUpdate(turnOn)
        .policy(
            AwsCustomResourcePolicy.fromStatements(
                List.of(
                    PolicyStatement.Builder.create()
                        .effect(Effect.ALLOW)
                        .actions(List.of("route53:UpdateHostedZoneFeatures"))
                        .resources(List.of(DnsAccess.arn(zone)))
                        .build())))
        .build();
  }
}
