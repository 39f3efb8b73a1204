package dev.ddns53.infra.part;

import dev.ddns53.infra.settings.NoticeKind;
import dev.ddns53.infra.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.EventBus;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.constructs.Construct;

/**
 * Carries notices on: {@code notices.js}, which stands in the template. A pipe does nearly the
 * same, but pays for reading the stream; and what a rule sends to a topic arrives in quotes.
 */
final class NoticeFunction extends Construct {

  static final String PURPOSE = "notices";
  private static final String CODE = "notices.js";

  private final Role role;
  private final Function function;

  NoticeFunction(Construct scope, String id, EventBus bus, AlarmTopic people, Settings settings) {
    super(scope, id);
    this.role =
        Role.Builder.create(this, "Role")
            .roleName(settings.stack().inIam(PURPOSE, Aws.REGION))
            .description("ddns53: carries notices to the bus and to people")
            .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
            .build();
    Logs logs = new Logs(this, "Logs", settings.functions().logDays());
    logs.group().grantWrite(role);
    role.addToPolicy(Allow.on(bus.getEventBusArn(), "events:PutEvents"));
    role.addToPolicy(Allow.on(people.topic().getTopicArn(), "sns:Publish"));
    this.function =
        Function.Builder.create(this, "Function")
            .description("carries notices to the bus and to people")
            .code(Code.fromInline(code()))
            .handler("index.handler")
            .runtime(Runtime.NODEJS_24_X)
            .architecture(Architecture.ARM_64)
            .memorySize(128)
            .timeout(Duration.seconds(30))
            .environment(
                Map.of(
                    "BUS", bus.getEventBusName(),
                    "TOPIC", people.topic().getTopicArn(),
                    "MAILED", mailed(settings)))
            .role(role)
            .logGroup(logs.group())
            .loggingFormat(LoggingFormat.JSON)
            .systemLogLevelV2(Logs.level(settings.functions()))
            .build();
  }

  private static String mailed(Settings settings) {
    return settings.people().mailed().stream()
        .map(NoticeKind::slug)
        .sorted()
        .collect(Collectors.joining(","));
  }

  private static String code() {
    try (InputStream in = NoticeFunction.class.getResourceAsStream(CODE)) {
      return new String(Objects.requireNonNull(in, CODE).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Role role() {
    return role;
  }

  Function function() {
    return function;
  }
}
