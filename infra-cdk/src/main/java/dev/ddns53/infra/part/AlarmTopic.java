package dev.ddns53.infra.part;

import dev.ddns53.infra.settings.Settings;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/**
 * Where alarms and notices reach people. It has no key of its own: what goes through it leaves as
 * plain mail, and the key that AWS keeps for SNS lets CloudWatch's alarms not in.
 */
public final class AlarmTopic extends Construct {

  private final Topic topic;

  public AlarmTopic(Construct scope, String id, Settings settings) {
    super(scope, id);
    this.topic =
        Topic.Builder.create(this, "Topic")
            .displayName(settings.stack().value())
            .enforceSsl(true)
            .build();
    topic.addToResourcePolicy(
        PolicyStatement.Builder.create()
            .effect(Effect.ALLOW)
            .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
            .actions(List.of("sns:Publish"))
            .resources(List.of(topic.getTopicArn()))
            .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID)))
            .build());
    settings
        .people()
        .email()
        .ifPresent(address -> topic.addSubscription(new EmailSubscription(address)));
  }

  public Topic topic() {
    return topic;
  }
}
