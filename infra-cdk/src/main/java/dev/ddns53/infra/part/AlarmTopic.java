package dev.ddns53.infra.part;

import dev.ddns53.infra.settings.Settings;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/**
 * Where alarms and notices reach people. Its key is the stack's own: the key that AWS keeps for SNS
 * lets neither CloudWatch nor EventBridge in.
 */
public final class AlarmTopic extends Construct {

  private static final String CLOUDWATCH = "cloudwatch.amazonaws.com";
  private static final String EVENTBRIDGE = "events.amazonaws.com";
  private static final List<String> USE_KEY = List.of("kms:Decrypt", "kms:GenerateDataKey*");
  private static final List<String> PUBLISH = List.of("sns:Publish");

  private final Topic topic;

  public AlarmTopic(Construct scope, String id, Settings.Alarms settings) {
    super(scope, id);
    Key key =
        Key.Builder.create(this, "Key")
            .description("ddns53: alarms and notices on their way to people")
            .enableKeyRotation(true)
            .pendingWindow(Duration.days(7))
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    this.topic =
        Topic.Builder.create(this, "Topic")
            .displayName("ddns53")
            .masterKey(key)
            .enforceSsl(true)
            .build();
    key.addToResourcePolicy(ofThisAccount(allow(CLOUDWATCH, USE_KEY, "*")));
    topic.addToResourcePolicy(ofThisAccount(allow(CLOUDWATCH, PUBLISH, topic.getTopicArn())));
    // EventBridge tells the key no source account, so a condition would lose every notice unseen.
    key.addToResourcePolicy(allow(EVENTBRIDGE, USE_KEY, "*").build());
    settings.email().ifPresent(address -> topic.addSubscription(new EmailSubscription(address)));
  }

  /** In a key's own policy, {@code *} is that key. */
  private static PolicyStatement.Builder allow(
      String service, List<String> actions, String resource) {
    return PolicyStatement.Builder.create()
        .effect(Effect.ALLOW)
        .principals(List.of(new ServicePrincipal(service)))
        .actions(actions)
        .resources(List.of(resource));
  }

  private static PolicyStatement ofThisAccount(PolicyStatement.Builder statement) {
    return statement
        .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID)))
        .build();
  }

  public Topic topic() {
    return topic;
  }
}
