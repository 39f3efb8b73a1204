package dev.ddns53.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.infra.settings.Setting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What settings switch on, and that each has an effect. */
@NeedsNode
class SwitchesTest {

  private static final Map<String, Object> WITH_DOMAIN =
      Map.of("domain", "ddns.example.com", "domainZone", "ZD0MA1N");

  private static final Map<String, Object> WITH_WEBHOOK =
      Map.of("webhook", "https://ntfy.sh", "webhookSecret", "ntfy");

  /** What a setting's effect shows against. */
  private static Map<String, Object> before(Setting setting) {
    return switch (setting) {
      case CERTIFICATE_ARN, TRUST_STORE, DOMAIN_ZONE -> WITH_DOMAIN;
      case TAMPER_WATCH -> Map.of("region", "eu-west-1");
      case TAMPER_IGNORE -> Map.of("region", "eu-west-1", "tamperWatch", "true");
      case EC2_REGIONS -> Map.of("region", "eu-west-1", "ec2Events", "true");
      case WEBHOOK_BODY, WEBHOOK_NOTIFY, WEBHOOK_SECRET, WEBHOOK_SECRET_AS -> WITH_WEBHOOK;
      default -> Map.of();
    };
  }

  private static Map<String, Object> after(Setting setting) {
    Map<String, Object> all = new HashMap<>(before(setting));
    all.put(
        setting.key(),
        switch (setting) {
          case ZONES -> "ZAAAA";
          case NAMES -> "*.branches.example.com";
          case RATE_PER_SECOND, BURST, REJECTED_SIGNATURES -> "77";
          case MEMORY_MB -> "1024";
          case TIMEOUT_SECONDS -> "20";
          case LOG_DAYS -> "365";
          default -> setting.example();
        });
    if (setting == Setting.DOMAIN) {
      all.put("domainZone", "ZD0MA1N");
    }
    return all;
  }

  /** The re-check by hand is the same function, so it tells in the same language. */
  @Test
  void language_isThatOfEachFunctionThatTells() {
    List<String> languages =
        Templates.with(Map.of("language", "ja")).main().all("AWS::Lambda::Function").stream()
            .filter(function -> !function.at("Environment/Variables/DDNS53_STATE_TABLE").isEmpty())
            .map(function -> function.text("Environment/Variables/DDNS53_LANGUAGE"))
            .toList();
    assertEquals(List.of("ja", "ja", "ja"), languages);
  }

  @ParameterizedTest
  @EnumSource(value = Setting.class, mode = EnumSource.Mode.EXCLUDE, names = "REGION")
  void everySetting_changesTheTemplates(Setting setting) {
    Templates before = Templates.with(before(setting));
    Templates after = Templates.with(after(setting));
    assertNotEquals(
        before.main() + " " + before.watch(), after.main() + " " + after.watch(), setting.key());
  }

  @Test
  void ec2Events_areOffUnlessAskedFor() {
    Set<String> types = Templates.least().main().counts().keySet();
    assertFalse(types.contains("AWS::Events::Rule"), types.toString());
    assertTrue(
        Templates.least().main().all("AWS::Lambda::Function").stream()
            .noneMatch(function -> function.text("Handler").endsWith("InstanceHandler")));
  }

  @Test
  void ec2Events_listenToBothKindsAndGiveUpIntoAQueue() {
    List<TemplateText.Resource> rules =
        Templates.with(Map.of("ec2Events", "true")).main().all("AWS::Events::Rule").stream()
            .filter(rule -> rule.id().startsWith("Ec2Events"))
            .toList();
    assertEquals(2, rules.size());
    assertEquals(
        Set.of("[\"aws.ec2\"]", "[\"aws.autoscaling\"]"),
        rules.stream()
            .map(rule -> rule.at("EventPattern/source").toString())
            .collect(Collectors.toSet()));
    rules.forEach(
        rule -> {
          assertEquals("<Ec2Live>", rule.text("Targets/0/Arn"));
          assertEquals("<Ec2DeadLettersQueue.Arn>", rule.text("Targets/0/DeadLetterConfig/Arn"));
          assertEquals(10, rule.at("Targets/0/RetryPolicy/MaximumRetryAttempts").asInt());
        });
  }

  /** Its own bus takes them, so that no rule of others on the default bus meets them. */
  @Test
  void ec2EventsOfAnotherRegion_comeByTheStacksBus() {
    Templates templates =
        Templates.with(
            Map.of("region", "eu-west-1", "ec2Events", "true", "ec2Regions", "us-west-2"));
    TemplateText there = templates.watch().orElseThrow();
    List<TemplateText.Resource> sending = there.all("AWS::Events::Rule");
    assertEquals(2, sending.size());
    sending.forEach(
        rule ->
            assertEquals(
                "arn:<AWS::Partition>:events:eu-west-1:<AWS::AccountId>:event-bus/ddns53",
                rule.text("Targets/0/Arn")));
    assertEquals(
        List.of(
            "events:PutEvents"
                + " arn:<AWS::Partition>:events:eu-west-1:<AWS::AccountId>:event-bus/ddns53"),
        Statements.of(there).stream()
            .flatMap(Statements.Statement::lines)
            .map(line -> line.substring(line.indexOf(' ') + 1))
            .distinct()
            .toList());
    List<TemplateText.Resource> taking =
        templates.main().all("AWS::Events::Rule").stream()
            .filter(rule -> rule.id().contains("Elsewhere"))
            .toList();
    assertEquals(2, taking.size());
    taking.forEach(
        rule -> {
          assertEquals("<NoticesBus>", rule.text("EventBusName"));
          assertEquals("<Ec2Live>", rule.text("Targets/0/Arn"));
        });
  }

  /** What reconciles asks EC2 too; without instances nobody may. */
  @Test
  void recheck_asksEc2OnlyWhereThereAreInstances() {
    assertEquals(Set.of(), describers(Templates.least()));
    assertEquals(Set.of("Ec2", "Recheck"), describers(Templates.with(Map.of("ec2Events", "true"))));
  }

  private static Set<String> describers(Templates templates) {
    return Statements.of(templates.main()).stream()
        .filter(statement -> statement.actions().contains("ec2:DescribeInstances"))
        .map(Statements.Statement::of)
        .collect(Collectors.toSet());
  }

  @Test
  void acceleratedRecovery_mayChangeThatOfItsZoneAlone() {
    TemplateText main = Templates.with(Map.of("acceleratedRecovery", "true")).main();
    TemplateText.Resource call = main.one("Custom::AcceleratedRecovery", "AcceleratedRecovery");
    assertTrue(call.text("Create").contains("updateHostedZoneFeatures"), call.text("Create"));
    assertTrue(call.text("Create").contains("Z0123456789ABC"), call.text("Create"));
    assertTrue(call.at("Delete").isMissingNode());
    assertEquals("false", call.text("InstallLatestAwsSdk"));
    assertEquals(
        List.of(
            "arn:<AWS::Partition>:route53:::hostedzone/Z0123456789ABC"
                + " route53:UpdateHostedZoneFeatures"),
        Statements.of(main).stream()
            .filter(statement -> statement.of().startsWith("AcceleratedRecovery"))
            .map(
                statement ->
                    String.join(",", statement.resources())
                        + " "
                        + String.join(",", statement.actions()))
            .toList());
  }

  @Test
  void standby_startsNothingAndLeavesTheDomainsRecordsAlone() {
    Map<String, Object> settings = new HashMap<>(WITH_DOMAIN);
    settings.put("standby", "true");
    TemplateText main = Templates.with(settings).main();
    assertEquals("DISABLED", main.one("AWS::Scheduler::Schedule", "Schedules").text("State"));
    assertEquals("false", main.one("AWS::Lambda::EventSourceMapping", "Batches").text("Enabled"));
    assertEquals("false", main.one("AWS::Lambda::EventSourceMapping", "Notices").text("Enabled"));
    assertTrue(main.all("AWS::Route53::RecordSet").isEmpty());
    assertTrue(
        main.all("AWS::CloudWatch::Alarm").stream()
            .noneMatch(alarm -> alarm.id().startsWith("AlarmsRecheckSilent")));
  }

  @Test
  void alarmEmail_isSubscribed() {
    assertTrue(Templates.least().main().all("AWS::SNS::Subscription").isEmpty());
    TemplateText.Resource subscription =
        Templates.with(Map.of("alarmEmail", "ops@example.com"))
            .main()
            .one("AWS::SNS::Subscription", "");
    assertEquals("email", subscription.text("Protocol"));
    assertEquals("ops@example.com", subscription.text("Endpoint"));
  }
}
