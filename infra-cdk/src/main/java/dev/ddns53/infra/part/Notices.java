package dev.ddns53.infra.part;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.events.EventBus;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.RuleTargetInput;
import software.amazon.awscdk.services.events.targets.SnsTopic;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.pipes.CfnPipe;
import software.constructs.Construct;

/**
 * Carries notices from the state table to whoever listens: new {@code notice#} rows of the stream,
 * by a pipe, to a bus of their own, and from there to people. The event's source is {@code ddns53},
 * its detail-type the notice's kind, its detail {@code id}, {@code kind}, {@code at}, {@code text}
 * (the sentence for people) and {@code doc} (all of it, as the text of a JSON document).
 *
 * <p>The document stays a text within the detail: a pipe puts a row's text in as a text, and a
 * detail that is no object is refused by the bus.
 */
public final class Notices extends Construct {

  public static final String BUS = "ddns53";
  static final String SOURCE = "ddns53";

  private final EventBus bus;
  private final Tables tables;
  private final DeadLetters deadLetters;

  public Notices(
      Construct scope,
      String id,
      Tables tables,
      AlarmTopic people,
      DeadLetters deadLetters,
      boolean standby) {
    super(scope, id);
    this.tables = tables;
    this.deadLetters = deadLetters;
    this.bus =
        EventBus.Builder.create(this, "Bus")
            .eventBusName(BUS)
            .description("ddns53: what people or other systems may want to know")
            .build();
    pipe(role(), standby);
    Rule.Builder.create(this, "ToPeople")
        .description("ddns53: every notice, as one sentence")
        .eventBus(bus)
        .eventPattern(EventPattern.builder().source(List.of(SOURCE)).build())
        .targets(
            List.of(
                SnsTopic.Builder.create(people.topic())
                    .message(RuleTargetInput.fromEventPath("$.detail.text"))
                    .deadLetterQueue(deadLetters.queue())
                    .build()))
        .build();
  }

  private Role role() {
    Role role =
        Role.Builder.create(this, "Role")
            .description("ddns53: carries notices to the bus")
            .assumedBy(
                new ServicePrincipal("pipes.amazonaws.com")
                    .withConditions(
                        Map.of("StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID))))
            .build();
    tables.readStream().forEach(role::addToPolicy);
    role.addToPolicy(allow("events:PutEvents", bus.getEventBusArn()));
    role.addToPolicy(allow("sqs:SendMessage", deadLetters.queue().getQueueArn()));
    Suppress.wildcard(role, tables.allStreamsFinding(), BatchPublisher.WHY_ALL_STREAMS);
    return role;
  }

  private static PolicyStatement allow(String action, String resource) {
    return PolicyStatement.Builder.create()
        .effect(Effect.ALLOW)
        .actions(List.of(action))
        .resources(List.of(resource))
        .build();
  }

  private void pipe(Role role, boolean standby) {
    CfnPipe pipe =
        CfnPipe.Builder.create(this, "Pipe")
            .description("ddns53: new notices, from the state table's stream to the bus")
            .roleArn(role.getRoleArn())
            .desiredState(standby ? "STOPPED" : "RUNNING")
            .source(tables.streamArn())
            .sourceParameters(
                CfnPipe.PipeSourceParametersProperty.builder()
                    .dynamoDbStreamParameters(stream())
                    .filterCriteria(
                        CfnPipe.FilterCriteriaProperty.builder()
                            .filters(
                                List.of(
                                    CfnPipe.FilterProperty.builder().pattern(newNotices()).build()))
                            .build())
                    .build())
            .target(bus.getEventBusArn())
            .targetParameters(
                CfnPipe.PipeTargetParametersProperty.builder()
                    .eventBridgeEventBusParameters(
                        CfnPipe.PipeTargetEventBridgeEventBusParametersProperty.builder()
                            .source(SOURCE)
                            .detailType("$.dynamodb.NewImage.kind.S")
                            .build())
                    .inputTemplate(detail())
                    .build())
            .build();
    pipe.getNode().addDependency(role);
  }

  private CfnPipe.PipeSourceDynamoDBStreamParametersProperty stream() {
    return CfnPipe.PipeSourceDynamoDBStreamParametersProperty.builder()
        .startingPosition("TRIM_HORIZON")
        .batchSize(10) // as many as one PutEvents takes
        .maximumBatchingWindowInSeconds(1)
        .maximumRetryAttempts(10)
        .maximumRecordAgeInSeconds(3600)
        .onPartialBatchItemFailure("AUTOMATIC_BISECT")
        .deadLetterConfig(
            CfnPipe.DeadLetterConfigProperty.builder()
                .arn(deadLetters.queue().getQueueArn())
                .build())
        .build();
  }

  /** Rows that expire leave as REMOVE, and nothing ever changes a notice. */
  private static String newNotices() {
    return """
    {"eventName":["INSERT"],"dynamodb":{"Keys":{"pk":{"S":[{"prefix":"notice#"}]}}}}\
    """;
  }

  /** Without quotes around the paths: the pipe writes each text as a JSON text. */
  private static String detail() {
    return """
    {"id":<$.dynamodb.NewImage.pk.S>,"kind":<$.dynamodb.NewImage.kind.S>,\
    "at":<$.dynamodb.NewImage.at.S>,"text":<$.dynamodb.NewImage.text.S>,\
    "doc":<$.dynamodb.NewImage.doc.S>}\
    """;
  }

  public EventBus bus() {
    return bus;
  }
}
