package dev.ddns53.infra.part;

import dev.ddns53.infra.settings.ZoneId;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.events.EventBus;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.constructs.Construct;

/**
 * Picks changes of records in the zones out of CloudTrail, by whoever is not known, and sends them
 * to the notice bus. A whole zone is watched, not single names: a request may spell a name in many
 * ways, and a pattern that one of them escapes is no watch.
 */
public final class TamperRule extends Construct {

  public TamperRule(
      Construct scope, String id, List<ZoneId> zones, List<String> knownRoles, String region) {
    super(scope, id);
    String bus =
        "arn:%s:events:%s:%s:event-bus/%s"
            .formatted(Aws.PARTITION, region, Aws.ACCOUNT_ID, Notices.BUS);
    Rule.Builder.create(this, "Rule")
        .description("ddns53: records changed by anybody else")
        .eventPattern(
            EventPattern.builder()
                .source(List.of("aws.route53"))
                .detailType(List.of(TamperNotices.DETAIL_TYPE))
                .detail(
                    Map.of(
                        "eventSource", List.of("route53.amazonaws.com"),
                        "eventName", List.of("ChangeResourceRecordSets"),
                        "requestParameters",
                            Map.of("hostedZoneId", zones.stream().map(ZoneId::value).toList()),
                        "userIdentity", somebodyElse(knownRoles)))
                .build())
        .targets(
            List.of(
                new software.amazon.awscdk.services.events.targets.EventBus(
                    EventBus.fromEventBusArn(this, "Bus", bus))))
        .build();
  }

  /** A user, the root or a service has no session issuer at all. */
  private static Map<String, Object> somebodyElse(List<String> knownRoles) {
    return Map.of(
        "sessionContext",
        Map.of(
            "sessionIssuer",
            Map.of("arn", List.of(Map.of("exists", false), Map.of("anything-but", knownRoles)))));
  }
}
