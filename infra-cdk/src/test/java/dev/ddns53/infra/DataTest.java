package dev.ddns53.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tables, stream, queues, topic: what is kept and how it is guarded. */
@NeedsNode
class DataTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static TemplateText main() {
    return Templates.least().main();
  }

  private static TemplateText.Resource table(String name) {
    return main().one("AWS::DynamoDB::Table", "Tables" + name);
  }

  @Test
  void bothTables_areOnDemandRecoverableAndOutliveTheStack() {
    for (String name : List.of("Registry", "State")) {
      TemplateText.Resource table = table(name);
      assertEquals("PAY_PER_REQUEST", table.text("BillingMode"));
      assertTrue(
          table.at("PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled").asBoolean());
      assertTrue(table.at("DeletionProtectionEnabled").asBoolean());
      assertEquals("Retain", table.deletionPolicy());
      assertEquals("Retain", table.whole().path("UpdateReplacePolicy").asText());
    }
  }

  @Test
  void keysStreamAndTimeToLive_areThoseOfTheFunction() {
    assertEquals("pk HASH", keys(table("Registry")));
    assertEquals("pk HASH, sk RANGE", keys(table("State")));
    assertEquals("NEW_IMAGE", table("State").text("StreamSpecification/StreamViewType"));
    assertTrue(table("Registry").at("StreamSpecification").isMissingNode());
    assertEquals("expires", table("State").text("TimeToLiveSpecification/AttributeName"));
    assertTrue(table("State").at("TimeToLiveSpecification/Enabled").asBoolean());
  }

  private static String keys(TemplateText.Resource table) {
    return String.join(
        ", ",
        TemplateText.items(table.at("KeySchema"))
            .map(key -> key.path("AttributeName").asText() + " " + key.path("KeyType").asText())
            .toList());
  }

  @Test
  void stream_bringsPendingNamesOnlyAndGivesUpIntoAQueue() throws Exception {
    TemplateText.Resource source = main().one("AWS::Lambda::EventSourceMapping", "Batches");
    JsonNode filter = MAPPER.readTree(source.text("FilterCriteria/Filters/0/Pattern"));
    assertEquals(1, source.at("FilterCriteria/Filters").size());
    assertEquals("name#", filter.at("/dynamodb/Keys/pk/S/0/prefix").asText());
    assertEquals("current", filter.at("/dynamodb/Keys/sk/S/0").asText());
    assertTrue(filter.at("/dynamodb/NewImage/pending/S/0/exists").asBoolean());
    assertEquals("true", source.text("Enabled"));
    assertEquals("TRIM_HORIZON", source.text("StartingPosition"));
    assertEquals(1000, source.at("BatchSize").asInt());
    assertEquals(1, source.at("MaximumBatchingWindowInSeconds").asInt());
    assertEquals(1, source.at("ParallelizationFactor").asInt());
    assertEquals("[\"ReportBatchItemFailures\"]", source.at("FunctionResponseTypes").toString());
    assertTrue(source.at("BisectBatchOnFunctionError").asBoolean());
    assertEquals(10, source.at("MaximumRetryAttempts").asInt());
    assertEquals(3600, source.at("MaximumRecordAgeInSeconds").asInt());
    assertEquals(
        "<PublisherDeadLettersQueue.Arn>", source.text("DestinationConfig/OnFailure/Destination"));
  }

  @Test
  void stream_hasNoMoreThanTwoReaders() {
    int readers =
        main().all("AWS::Lambda::EventSourceMapping").size()
            + main().all("AWS::Pipes::Pipe").size();
    assertEquals(2, readers);
  }

  @Test
  void queues_areEncryptedAndRefusePlainHttp() {
    List<TemplateText.Resource> queues = main().all("AWS::SQS::Queue");
    assertEquals(3, queues.size());
    queues.forEach(
        queue -> {
          assertTrue(queue.at("SqsManagedSseEnabled").asBoolean());
          assertEquals(1209600, queue.at("MessageRetentionPeriod").asInt());
        });
    List<TemplateText.Resource> policies = main().all("AWS::SQS::QueuePolicy");
    assertEquals(3, policies.size());
    policies.forEach(policy -> assertTrue(refusesPlainHttp(policy), policy.id()));
  }

  /** What goes through the topic leaves as plain mail, so a key of its own would guard nothing. */
  @Test
  void topic_refusesPlainHttpAndLetsAlarmsOfThisAccountIn() {
    TemplateText.Resource policy = main().one("AWS::SNS::TopicPolicy", "People");
    assertTrue(refusesPlainHttp(policy));
    List<JsonNode> allowed =
        TemplateText.items(policy.at("PolicyDocument/Statement"))
            .filter(statement -> statement.path("Effect").asText().equals("Allow"))
            .toList();
    assertEquals(1, allowed.size());
    assertEquals("cloudwatch.amazonaws.com", allowed.getFirst().at("/Principal/Service").asText());
    assertEquals(
        "<AWS::AccountId>",
        TemplateText.text(allowed.getFirst().at("/Condition/StringEquals/aws:SourceAccount")));
    assertTrue(main().all("AWS::KMS::Key").isEmpty());
  }

  private static boolean refusesPlainHttp(TemplateText.Resource policy) {
    return TemplateText.items(policy.at("PolicyDocument/Statement"))
        .anyMatch(
            statement ->
                statement.path("Effect").asText().equals("Deny")
                    && statement
                        .at("/Condition/Bool/aws:SecureTransport")
                        .asText()
                        .equals("false"));
  }

  @Test
  void nothingIsAllowedToEverybody() {
    main()
        .resources()
        .flatMap(resource -> TemplateText.items(resource.at("PolicyDocument/Statement")))
        .filter(statement -> statement.path("Effect").asText().equals("Allow"))
        .forEach(
            statement -> {
              assertFalse(statement.path("Principal").asText().equals("*"), statement.toString());
              assertFalse(
                  statement.at("/Principal/AWS").asText().equals("*"), statement.toString());
            });
  }

  @Test
  void noBucketNoPublicUrlAndNoSecretIsInTheTemplate() {
    Map<String, Long> counts = main().counts();
    for (String type :
        List.of("AWS::S3::Bucket", "AWS::Lambda::Url", "AWS::SecretsManager::Secret")) {
      assertFalse(counts.containsKey(type), type);
    }
    main()
        .all("AWS::SSM::Parameter")
        .forEach(
            parameter ->
                assertFalse(parameter.text("Name").contains("master-key"), "made by init"));
  }
}
