package dev.ddns53.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ddns53.infra.settings.InvalidSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

@NeedsNode
class TamperWatchTest {

  private static final Map<String, Object> ON =
      Map.of(
          "tamperWatch", "true",
          "region", "eu-west-1",
          "tamperIgnore", "arn:aws:iam::111122223333:role/external-dns");

  private static TemplateText watch() {
    return Templates.with(ON).watch().orElseThrow();
  }

  @Test
  void leastSettings_makeNoSecondStack() {
    assertTrue(Templates.least().watch().isEmpty());
  }

  @Test
  void withoutARegion_isRefused() {
    InvalidSettings refused =
        assertThrows(InvalidSettings.class, () -> Templates.with(Map.of("tamperWatch", "true")));
    assertTrue(String.valueOf(refused.getMessage()).contains("-c region='eu-west-1'"));
  }

  @Test
  void changesInTheZones_areSentToTheNoticeBus() {
    TemplateText.Resource rule = watch().one("AWS::Events::Rule", "Watch");
    JsonNode detail = rule.at("EventPattern/detail");
    assertEquals("[\"ChangeResourceRecordSets\"]", detail.path("eventName").toString());
    assertEquals("[\"Z0123456789ABC\"]", detail.at("/requestParameters/hostedZoneId").toString());
    assertEquals(
        "arn:<AWS::Partition>:events:eu-west-1:<AWS::AccountId>:event-bus/ddns53",
        rule.text("Targets/0/Arn"));
    assertEquals(
        List.of(
            "events:PutEvents"
                + " arn:<AWS::Partition>:events:eu-west-1:<AWS::AccountId>:event-bus/ddns53"),
        Statements.of(watch()).stream()
            .flatMap(Statements.Statement::lines)
            .map(line -> line.substring(line.indexOf(' ') + 1))
            .toList());
  }

  @Test
  void everybodyButTheFunctionsAndWhoIsNamed_isNews() {
    JsonNode matchers =
        watch()
            .one("AWS::Events::Rule", "Watch")
            .at("EventPattern/detail/userIdentity/sessionContext/sessionIssuer/arn");
    assertEquals("false", matchers.path(0).path("exists").asText(), "users, root and services");
    Set<String> expected = new TreeSet<>();
    for (String purpose : List.of("update", "publisher", "recheck", "ec2")) {
      expected.add(
          "arn:<AWS::Partition>:iam::<AWS::AccountId>:role/ddns53-" + purpose + "-eu-west-1");
    }
    expected.add("arn:aws:iam::111122223333:role/external-dns");
    assertEquals(
        expected, new TreeSet<>(TemplateText.texts(matchers.path(1).path("anything-but"))));
  }

  @Test
  void rolesOfTheFunctions_haveTheNamesThatTheWatchKnows() {
    List<String> names = new ArrayList<>();
    Templates.with(Map.of("ec2Events", "true"))
        .main()
        .all("AWS::IAM::Role")
        .forEach(role -> names.add(role.text("RoleName")));
    for (String purpose : Functions.PURPOSES) {
      assertTrue(names.contains("ddns53-" + purpose + "-<AWS::Region>"), names.toString());
    }
  }

  @Test
  void people_areToldWhoFromWhereAndWhat() {
    TemplateText.Resource rule =
        Templates.with(ON).main().one("AWS::Events::Rule", "TamperNotices");
    assertEquals(
        "[\"AWS API Call via CloudTrail\"]", rule.at("EventPattern/detail-type").toString());
    assertEquals("<NoticesForwarderFunction.Arn>", rule.text("Targets/0/Arn"));
    assertEquals("<NoticeDeadLettersQueue.Arn>", rule.text("Targets/0/DeadLetterConfig/Arn"));
    assertTrue(
        rule.text("Targets/0/InputTransformer/InputTemplate").startsWith("{\""),
        rule.text("Targets/0/InputTransformer/InputTemplate"));
    String paths = rule.at("Targets/0/InputTransformer/InputPathsMap").toString();
    for (String field :
        List.of(
            "userIdentity.arn",
            "sourceIPAddress",
            "changes[0].action",
            "changes[0].resourceRecordSet.name",
            "eventID")) {
      assertTrue(paths.contains(field), field);
    }
  }
}
