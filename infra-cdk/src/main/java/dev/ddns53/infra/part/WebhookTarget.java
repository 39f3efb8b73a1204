package dev.ddns53.infra.part;

import dev.ddns53.infra.settings.NoticeKind;
import dev.ddns53.infra.settings.Webhook;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.SecretValue;
import software.amazon.awscdk.services.events.CfnApiDestination;
import software.amazon.awscdk.services.events.CfnConnection;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.events.EventBus;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/**
 * Posts notices to an address: an API destination, which needs no code. The secret stands in
 * Secrets Manager and in the connection; the template only names it.
 *
 * <p>A post is tried for a day, then goes to the dead letters.
 */
final class WebhookTarget extends Construct {

  WebhookTarget(
      Construct scope, String id, Webhook webhook, EventBus bus, DeadLetters deadLetters) {
    super(scope, id);
    CfnConnection connection =
        CfnConnection.Builder.create(this, "Connection")
            .description("ddns53: notices to a webhook")
            .authorizationType("API_KEY")
            .authParameters(authorization(webhook))
            .build();
    CfnApiDestination destination =
        CfnApiDestination.Builder.create(this, "Destination")
            .description("ddns53: notices to a webhook")
            .connectionArn(connection.getAttrArn())
            .httpMethod("POST")
            .invocationEndpoint(webhook.url())
            .invocationRateLimitPerSecond(1) // what chats take
            .build();
    Role role =
        Role.Builder.create(this, "Role")
            .description("ddns53: posts notices to a webhook")
            .assumedBy(new ServicePrincipal("events.amazonaws.com"))
            .build();
    role.addToPolicy(Allow.on(destination.getAttrArn(), "events:InvokeApiDestination"));
    rule(webhook, bus, destination, role, deadLetters);
  }

  /** A connection must have a key, so where there is no secret in a header it says who calls. */
  private static CfnConnection.AuthParametersProperty authorization(Webhook webhook) {
    CfnConnection.AuthParametersProperty.Builder parameters =
        CfnConnection.AuthParametersProperty.builder();
    String secret = webhook.secret().map(WebhookTarget::reference).orElse("ddns53");
    if (webhook.secret().isEmpty() || webhook.place().isHeader()) {
      String header = webhook.secret().isEmpty() ? "X-Sent-By" : webhook.place().name();
      return parameters.apiKeyAuthParameters(key(header, secret)).build();
    }
    return parameters
        .apiKeyAuthParameters(key("X-Sent-By", "ddns53"))
        .invocationHttpParameters(
            CfnConnection.ConnectionHttpParametersProperty.builder()
                .queryStringParameters(
                    List.of(
                        CfnConnection.ParameterProperty.builder()
                            .key(webhook.place().name())
                            .value(secret)
                            .isValueSecret(true)
                            .build()))
                .build())
        .build();
  }

  private static CfnConnection.ApiKeyAuthParametersProperty key(String name, String value) {
    return CfnConnection.ApiKeyAuthParametersProperty.builder()
        .apiKeyName(name)
        .apiKeyValue(value)
        .build();
  }

  private static String reference(String secret) {
    return SecretValue.secretsManager(secret).unsafeUnwrap();
  }

  private void rule(
      Webhook webhook,
      EventBus bus,
      CfnApiDestination destination,
      Role role,
      DeadLetters deadLetters) {
    Map<String, String> paths = new LinkedHashMap<>();
    Webhook.FIELDS.stream()
        .sorted()
        .filter(field -> webhook.body().contains("<" + field + ">"))
        .forEach(field -> paths.put(field, "$.detail." + field));
    CfnRule rule =
        CfnRule.Builder.create(this, "Rule")
            .description("ddns53: notices to a webhook")
            .eventBusName(bus.getEventBusName())
            .eventPattern(
                Map.of(
                    "source", List.of(Notices.SOURCE),
                    "detail-type",
                        webhook.kinds().stream().map(NoticeKind::slug).sorted().toList()))
            .targets(
                List.of(
                    CfnRule.TargetProperty.builder()
                        .id("Webhook")
                        .arn(destination.getAttrArn())
                        .roleArn(role.getRoleArn())
                        .inputTransformer(
                            CfnRule.InputTransformerProperty.builder()
                                .inputPathsMap(paths)
                                .inputTemplate(webhook.body())
                                .build())
                        .deadLetterConfig(
                            CfnRule.DeadLetterConfigProperty.builder()
                                .arn(deadLetters.queue().getQueueArn())
                                .build())
                        .build()))
            .build();
    deadLetters
        .queue()
        .addToResourcePolicy(
            PolicyStatement.Builder.create()
                .effect(Effect.ALLOW)
                .principals(List.of(new ServicePrincipal("events.amazonaws.com")))
                .actions(List.of("sqs:SendMessage"))
                .resources(List.of(deadLetters.queue().getQueueArn()))
                .conditions(Map.of("ArnEquals", Map.of("aws:SourceArn", rule.getAttrArn())))
                .build());
  }
}
