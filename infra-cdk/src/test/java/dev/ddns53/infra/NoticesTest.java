package dev.ddns53.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** From the state table to people and to a webhook. */
@NeedsNode
class NoticesTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final Map<String, Object> WEBHOOK =
      Map.of(
          "webhook", "https://slack.com/api/chat.postMessage",
          "webhookSecret", "ddns53/webhook",
          "webhookBody", "{\"channel\":\"#dns\",\"text\":<text>}",
          "webhookNotify", "stale,zone-denied");

  private static TemplateText.Resource function(Templates templates) {
    return templates.main().one("AWS::Lambda::Function", "NoticesForwarder");
  }

  private static Set<String> mailed(Map<String, Object> settings) {
    String kinds = function(Templates.with(settings)).text("Environment/Variables/MAILED");
    return new TreeSet<>(Arrays.asList(kinds.split(",")));
  }

  @Test
  void stream_bringsNewNoticesInTheirOrderAndGivesUpIntoAQueue() throws Exception {
    TemplateText.Resource source =
        Templates.least().main().one("AWS::Lambda::EventSourceMapping", "Notices");
    JsonNode filter = MAPPER.readTree(source.text("FilterCriteria/Filters/0/Pattern"));
    assertEquals("[\"INSERT\"]", filter.path("eventName").toString());
    assertEquals("notice#", filter.at("/dynamodb/Keys/pk/S/0/prefix").asText());
    assertEquals("true", source.text("Enabled"));
    assertEquals(1, source.at("ParallelizationFactor").asInt());
    assertEquals("[\"ReportBatchItemFailures\"]", source.at("FunctionResponseTypes").toString());
    assertEquals("<NoticesForwarderFunction>", source.text("FunctionName"));
    assertEquals(
        "<NoticeDeadLettersQueue.Arn>", source.text("DestinationConfig/OnFailure/Destination"));
  }

  @Test
  void whatReadsTheStream_paysNothingForIt() {
    assertTrue(Templates.least().main().all("AWS::Pipes::Pipe").isEmpty());
  }

  @Test
  void withoutASetting_allIsMailedButRoutine() {
    Set<String> mailed = mailed(Map.of());
    assertFalse(mailed.contains("address-changed"));
    for (String kind : Set.of("stale", "recovered", "drift-found", "zone-denied", "orphaned")) {
      assertTrue(mailed.contains(kind), kind);
    }
  }

  @Test
  void notify_saysWhatIsMailed() {
    assertEquals(Set.of("recovered", "stale"), mailed(Map.of("notify", "stale, recovered")));
    assertTrue(mailed(Map.of("notify", "all")).contains("address-changed"));
    assertEquals(Set.of(""), mailed(Map.of("notify", "none")));
  }

  @Test
  void noRule_sendsToTheTopic() {
    Map<String, Object> all = new HashMap<>(WEBHOOK);
    all.putAll(Map.of("tamperWatch", "true", "region", "eu-west-1"));
    Templates.with(all)
        .main()
        .all("AWS::Events::Rule")
        .forEach(rule -> assertFalse(rule.at("Targets").toString().contains("PeopleTopic")));
  }

  @Test
  void webhook_isPostedTheChosenKindsAsTheBodySays() {
    TemplateText main = Templates.with(WEBHOOK).main();
    TemplateText.Resource rule = main.one("AWS::Events::Rule", "NoticesWebhook");
    assertEquals("[\"ddns53\"]", rule.at("EventPattern/source").toString());
    assertEquals("[\"stale\",\"zone-denied\"]", rule.at("EventPattern/detail-type").toString());
    assertEquals(
        "{\"channel\":\"#dns\",\"text\":<text>}",
        rule.text("Targets/0/InputTransformer/InputTemplate"));
    assertEquals(
        "{\"text\":\"$.detail.text\"}",
        rule.at("Targets/0/InputTransformer/InputPathsMap").toString());
    assertEquals("<NoticeDeadLettersQueue.Arn>", rule.text("Targets/0/DeadLetterConfig/Arn"));
    TemplateText.Resource destination = main.one("AWS::Events::ApiDestination", "Notices");
    assertEquals("https://slack.com/api/chat.postMessage", destination.text("InvocationEndpoint"));
    assertEquals("POST", destination.text("HttpMethod"));
  }

  @Test
  void secretOfTheWebhook_isOnlyNamed() {
    TemplateText.Resource connection =
        Templates.with(WEBHOOK).main().one("AWS::Events::Connection", "Notices");
    assertEquals(
        "Authorization", connection.text("AuthParameters/ApiKeyAuthParameters/ApiKeyName"));
    assertEquals(
        "{{resolve:secretsmanager:ddns53/webhook:SecretString:::}}",
        connection.text("AuthParameters/ApiKeyAuthParameters/ApiKeyValue"));
  }

  @Test
  void secretInTheQuery_isHiddenToo() {
    Map<String, Object> settings = new HashMap<>(WEBHOOK);
    settings.put("webhookSecretAs", "query:sig");
    JsonNode parameter =
        Templates.with(settings)
            .main()
            .one("AWS::Events::Connection", "Notices")
            .at("AuthParameters/InvocationHttpParameters/QueryStringParameters/0");
    assertEquals("sig", parameter.path("Key").asText());
    assertTrue(parameter.path("Value").asText().startsWith("{{resolve:secretsmanager:"));
    assertTrue(parameter.path("IsValueSecret").asBoolean());
  }

  @Test
  void webhook_mayBeCalledByItsRoleOnly() {
    assertEquals(
        Set.of("events:InvokeApiDestination <NoticesWebhookDestination.Arn>"),
        Set.copyOf(
            Statements.lines(Templates.with(WEBHOOK).main(), "NoticesWebhook").stream()
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .toList()));
  }

  @Test
  void queue_takesWhatTheWebhookDidNot() {
    String policy =
        Templates.with(WEBHOOK).main().one("AWS::SQS::QueuePolicy", "Notice").whole().toString();
    assertTrue(policy.contains("NoticesWebhookRule"), policy);
    assertTrue(policy.contains("events.amazonaws.com"), policy);
  }
}
