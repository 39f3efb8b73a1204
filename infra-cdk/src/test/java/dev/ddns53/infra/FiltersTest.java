package dev.ddns53.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which events get through which filter. */
@NeedsNode
class FiltersTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Map<String, Object> WATCH =
      Map.of(
          "tamperWatch", "true",
          "region", "eu-west-1",
          "tamperIgnore", "arn:aws:iam::111122223333:role/external-dns");

  private static JsonNode json(String text) throws Exception {
    return MAPPER.readTree(text);
  }

  private static JsonNode record(String event, String pk, String sk, boolean pending)
      throws Exception {
    String image = pending ? "{\"pending\":{\"S\":\"A\"}}" : "{\"version\":{\"N\":\"1\"}}";
    return json(
        """
        {"eventName":"%s","dynamodb":{"Keys":{"pk":{"S":"%s"},"sk":{"S":"%s"}}%s}}\
        """
            .formatted(event, pk, sk, event.equals("REMOVE") ? "" : ",\"NewImage\":" + image));
  }

  @ParameterizedTest
  @CsvSource({
    "INSERT, name#vpn.example.com, current,               true,  true",
    "MODIFY, name#vpn.example.com, current,               true,  true",
    "MODIFY, name#vpn.example.com, current,               false, false",
    "REMOVE, name#vpn.example.com, current,               true,  false",
    "INSERT, name#vpn.example.com, 2026-01-01T00:00:00Z#1, true,  false",
    "INSERT, site#tokyo,           current,               true,  false",
    "INSERT, notice#stale#tokyo#1, current,               true,  false",
  })
  void batchPublisher_getsNamesInWhichSomethingIsPending(
      String event, String pk, String sk, boolean pending, boolean through) throws Exception {
    JsonNode filter =
        json(
            Templates.least()
                .main()
                .one("AWS::Lambda::EventSourceMapping", "Batches")
                .text("FilterCriteria/Filters/0/Pattern"));
    assertEquals(through, EventPatterns.matches(filter, record(event, pk, sk, pending)));
  }

  @ParameterizedTest
  @CsvSource({
    "INSERT, notice#stale#tokyo#1, true",
    "MODIFY, notice#stale#tokyo#1, false",
    "REMOVE, notice#stale#tokyo#1, false",
    "INSERT, name#vpn.example.com, false",
    "INSERT, site#tokyo,           false",
  })
  void noticeFunction_getsNewNotices(String event, String pk, boolean through) throws Exception {
    JsonNode filter =
        json(
            Templates.least()
                .main()
                .one("AWS::Lambda::EventSourceMapping", "Notices")
                .text("FilterCriteria/Filters/0/Pattern"));
    assertEquals(through, EventPatterns.matches(filter, record(event, pk, "current", false)));
  }

  private static JsonNode change(String zone, String identity) throws Exception {
    return json(
        """
        {"source":"aws.route53","detail-type":"AWS API Call via CloudTrail","detail":{
         "eventSource":"route53.amazonaws.com","eventName":"ChangeResourceRecordSets",
         "requestParameters":{"hostedZoneId":"%s"},"userIdentity":%s}}\
        """
            .formatted(zone, identity));
  }

  private static String assumed(String role) {
    return "{\"type\":\"AssumedRole\",\"sessionContext\":{\"sessionIssuer\":{\"arn\":\"%s\"}}}"
        .formatted(role);
  }

  private static boolean isNews(JsonNode event) {
    JsonNode pattern =
        Templates.with(WATCH)
            .watch()
            .orElseThrow()
            .one("AWS::Events::Rule", "Watch")
            .at("EventPattern");
    return EventPatterns.matches(TemplateText.resolved(pattern), event);
  }

  @Test
  void tamperWatch_tellsOfEverybodyButTheFunctionsAndWhoIsIgnored() throws Exception {
    String own = "arn:<AWS::Partition>:iam::<AWS::AccountId>:role/ddns53-update-eu-west-1";
    String zone = "Z0123456789ABC";
    assertEquals(false, isNews(change(zone, assumed(own))));
    assertEquals(
        false, isNews(change(zone, assumed("arn:aws:iam::111122223333:role/external-dns"))));
    assertEquals(true, isNews(change(zone, assumed(own + "-not"))));
    assertEquals(true, isNews(change(zone, "{\"type\":\"IAMUser\",\"arn\":\"" + own + "\"}")));
    assertEquals(true, isNews(change(zone, "{\"type\":\"Root\"}")));
    assertEquals(false, isNews(change("ZOTHER", "{\"type\":\"Root\"}")));
  }
}
