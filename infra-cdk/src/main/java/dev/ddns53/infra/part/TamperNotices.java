package dev.ddns53.infra.part;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.events.EventField;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.RuleTargetInput;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.constructs.Construct;

/** Says to people who changed records, from where, and the first of what was changed. */
public final class TamperNotices extends Construct {

  static final String DETAIL_TYPE = "AWS API Call via CloudTrail";

  public TamperNotices(Construct scope, String id, Notices notices, DeadLetters deadLetters) {
    super(scope, id);
    Rule.Builder.create(this, "ToPeople")
        .description("ddns53: records changed by anybody else, as one sentence")
        .eventBus(notices.bus())
        .eventPattern(
            EventPattern.builder()
                .source(List.of("aws.route53"))
                .detailType(List.of(DETAIL_TYPE))
                .build())
        .targets(
            List.of(
                LambdaFunction.Builder.create(notices.function().function())
                    .event(
                        RuleTargetInput.fromObject(
                            Map.of(
                                "about", at("requestParameters.hostedZoneId"),
                                "text", sentence())))
                    .deadLetterQueue(deadLetters.queue())
                    .build()))
        .build();
  }

  private static String sentence() {
    String change = "requestParameters.changeBatch.changes[0].";
    return "Records were changed by somebody else. Hosted zone "
        + at("requestParameters.hostedZoneId")
        + ", at "
        + at("eventTime")
        + ", by "
        + at("userIdentity.arn")
        + ", from "
        + at("sourceIPAddress")
        + ", first change: "
        + at(change + "action")
        + " "
        + at(change + "resourceRecordSet.name")
        + " "
        + at(change + "resourceRecordSet.type")
        + ". All of it is in CloudTrail in us-east-1, event "
        + at("eventID")
        + ".";
  }

  private static String at(String field) {
    return EventField.fromPath("$.detail." + field);
  }
}
