package dev.ddns53.infra.part;

import dev.ddns53.infra.settings.ZoneId;
import dev.ddns53.infra.settings.ZoneRoom;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.events.EventBus;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.IEventBus;
import software.amazon.awscdk.services.events.Rule;
import software.constructs.Construct;

/**
 * Picks changes of records in the zones out of CloudTrail, by whoever is not known, and sends them
 * to the notice bus. A whole zone is watched, not single names: a request may spell a name in many
 * ways, and a pattern that one of them escapes is no watch.
 */
public final class TamperRule extends Construct {

  /** A pattern has 2,048 characters; of these, roles may take the half. */
  private static final int ZONES_IN_ONE = 20;

  /**
   * Makes the rule.
   *
   * @param knownRoles ARNs of roles whose changes are no news
   * @param bus the notice bus's ARN
   */
  public TamperRule(
      Construct scope, String id, List<ZoneId> zones, List<String> knownRoles, String bus) {
    super(scope, id);
    IEventBus notices = EventBus.fromEventBusArn(this, "Bus", bus);
    List<List<ZoneId>> parts = ZoneRoom.split(zones, ZONES_IN_ONE);
    for (int i = 0; i < parts.size(); i++) {
      rule(i == 0 ? "Rule" : "Rule" + (i + 1), parts.get(i), knownRoles, notices);
    }
  }

  private void rule(String id, List<ZoneId> zones, List<String> knownRoles, IEventBus notices) {
    Rule.Builder.create(this, id)
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
        .targets(List.of(new software.amazon.awscdk.services.events.targets.EventBus(notices)))
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
