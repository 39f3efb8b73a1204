package dev.ddns53.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A resource whose logical id changes is replaced; these must never be. */
@NeedsNode
class StableIdsTest {

  private static final Set<String> STATEFUL =
      Set.of(
          "AWS::DynamoDB::Table",
          "AWS::SQS::Queue",
          "AWS::SNS::Topic",
          "AWS::KMS::Key",
          "AWS::Events::EventBus",
          "AWS::ApiGatewayV2::Api",
          "AWS::SSM::Parameter");

  @Test
  void stackWithLeastSettings_keepsTheIdsOfItsStatefulResources() throws IOException {
    assertEquals(snapshot(), ids(Templates.least().main()));
  }

  @Test
  void stackWithOtherSettings_hasTheSameIds() throws IOException {
    List<String> ids =
        ids(
            Templates.with(
                    Map.of(
                        "zones", "ZA1B2C3,Z0123456789ABC",
                        "names", "*.example.com",
                        "tracing", "true",
                        "standby", "true"))
                .main());
    assertEquals(snapshot(), ids);
  }

  @Test
  void tablesAreTheOnlyResourcesThatOutliveTheStackBesidesVersions() {
    List<String> retained =
        Templates.least()
            .main()
            .resources()
            .filter(resource -> resource.deletionPolicy().equals("Retain"))
            .map(TemplateText.Resource::type)
            .distinct()
            .sorted()
            .toList();
    assertEquals(List.of("AWS::DynamoDB::Table", "AWS::Lambda::Version"), retained);
  }

  private static List<String> ids(TemplateText template) {
    return template
        .resources()
        .filter(resource -> STATEFUL.contains(resource.type()))
        .map(resource -> resource.type() + " " + resource.id())
        .sorted()
        .toList();
  }

  private static List<String> snapshot() throws IOException {
    try (InputStream in = StableIdsTest.class.getResourceAsStream("/stateful-ids.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    }
  }
}
