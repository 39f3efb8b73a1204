package dev.ddns53.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ddns53.infra.settings.InvalidSettings;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What AWS bounds, with many zones.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">IAM</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html">EventBridge</a>
 */
@NeedsNode
class ManyZonesTest {

  private static final int INLINE_CHARS = 10_240;
  private static final int MANAGED_CHARS = 6_144;
  private static final int MANAGED_POLICIES = 10;
  private static final int PATTERN_CHARS = 2_048;
  private static final int RESOURCES = 500;

  /** As long as Route 53 makes them. */
  private static String zones(int count) {
    return IntStream.range(0, count)
        .mapToObj("Z0123456789ABCDEF%04d"::formatted)
        .collect(Collectors.joining(","));
  }

  private static Templates templates(int zones) {
    return Templates.with(
        Map.of(
            "zones", zones(zones),
            "names", "*.sites.example.com,*.branches.example.com,*.offices.example.org",
            "operatorMfa", "role",
            "tamperWatch", "true",
            "region", "ap-southeast-1"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 40, 120, 300})
  void policies_areWithinIamsBounds(int zones) {
    TemplateText main = templates(zones).main();
    main.all("AWS::IAM::ManagedPolicy")
        .forEach(policy -> assertBelow(MANAGED_CHARS, chars(policy), policy.id()));
    for (TemplateText.Resource role : main.all("AWS::IAM::Role")) {
      int inline =
          main.all("AWS::IAM::Policy").stream()
              .filter(policy -> isOf(policy, role))
              .mapToInt(ManyZonesTest::chars)
              .sum();
      assertBelow(INLINE_CHARS, inline, role.id());
      long managed =
          role.at("ManagedPolicyArns").size()
              + main.all("AWS::IAM::ManagedPolicy").stream()
                  .filter(policy -> isOf(policy, role))
                  .count();
      assertBelow(MANAGED_POLICIES, managed, role.id());
    }
    assertBelow(RESOURCES, main.resources().count(), "resources");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 40, 120, 300})
  void parameters_holdAllZonesInOrder(int zones) {
    List<TemplateText.Resource> parameters =
        templates(zones).main().all("AWS::SSM::Parameter").stream()
            .filter(parameter -> parameter.text("Name").startsWith("/ddns53/stack/zones"))
            .sorted(Comparator.comparing(parameter -> parameter.text("Name")))
            .toList();
    parameters.forEach(
        parameter -> assertBelow(4_096, parameter.text("Value").length(), parameter.id()));
    assertEquals(
        zones(zones),
        parameters.stream()
            .map(parameter -> parameter.text("Value"))
            .collect(Collectors.joining(",")));
  }

  private static boolean isOf(TemplateText.Resource policy, TemplateText.Resource role) {
    return TemplateText.items(policy.at("Roles"))
        .anyMatch(of -> of.path("Ref").asText().equals(role.id()));
  }

  private static int chars(TemplateText.Resource policy) {
    return text(policy.at("PolicyDocument")).length();
  }

  /** As it is once CloudFormation has put names in. */
  private static String text(JsonNode value) {
    return TemplateText.resolved(value)
        .toString()
        .replace("<AWS::Partition>", "aws-us-gov")
        .replace("<AWS::AccountId>", "111122223333")
        .replace("<AWS::Region>", "ap-southeast-1")
        .replaceAll(
            "<[A-Za-z0-9.]+>",
            "arn:aws:dynamodb:ap-southeast-1:111122223333:table/ddns53-TablesState705891C2-ABCDEF");
  }

  private static void assertBelow(long most, long is, String of) {
    assertTrue(is <= most, of + " has " + is + " of " + most);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 40, 120})
  void everyFunction_mayWriteInEveryZone(int zones) {
    Set<String> expected =
        Stream.of(zones(zones).split(","))
            .map(zone -> "arn:<AWS::Partition>:route53:::hostedzone/" + zone)
            .collect(Collectors.toSet());
    for (String function : List.of("Update", "Publisher", "Recheck")) {
      for (String action :
          List.of("route53:ChangeResourceRecordSets", "route53:ListResourceRecordSets")) {
        assertEquals(expected, resources(templates(zones), function, action));
      }
    }
    for (String policy : List.of("Operators", "Deployers")) {
      assertEquals(expected, resources(templates(zones), policy, "route53:GetHostedZone"));
    }
  }

  private static Set<String> resources(Templates templates, String owner, String action) {
    return Statements.of(templates.main(), owner).stream()
        .filter(statement -> statement.actions().contains(action))
        .flatMap(statement -> statement.resources().stream())
        .collect(Collectors.toSet());
  }

  @Test
  void patternsOfTheTamperWatch_areWithinEventBridgesBounds() {
    List<TemplateText.Resource> rules =
        templates(120).watch().orElseThrow().all("AWS::Events::Rule");
    Set<String> watched = new HashSet<>();
    rules.forEach(
        rule -> {
          assertBelow(PATTERN_CHARS, text(rule.at("EventPattern")).length(), rule.id());
          watched.addAll(
              TemplateText.texts(rule.at("EventPattern/detail/requestParameters/hostedZoneId")));
        });
    assertEquals(Set.of(zones(120).split(",")), watched);
  }

  @Test
  void rechecks_areSpreadOverTheirInterval() {
    Map<String, Long> schedules =
        templates(120).main().all("AWS::Scheduler::Schedule").stream()
            .peek(
                schedule -> {
                  assertEquals("FLEXIBLE", schedule.text("FlexibleTimeWindow/Mode"));
                  assertEquals(1, schedule.at("FlexibleTimeWindow/MaximumWindowInMinutes").asInt());
                })
            .map(schedule -> schedule.text("ScheduleExpression"))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertEquals(
        Map.of(
            "cron(0/5 * * * ? *)", 24L,
            "cron(1/5 * * * ? *)", 24L,
            "cron(2/5 * * * ? *)", 24L,
            "cron(3/5 * * * ? *)", 24L,
            "cron(4/5 * * * ? *)", 24L),
        schedules);
  }

  private static String refused(Map<String, Object> settings) {
    return String.valueOf(
        assertThrows(InvalidSettings.class, () -> Templates.with(settings)).getMessage());
  }

  @Test
  void moreZonesThanAStackHolds_areRefusedWithASentence() {
    String refused = refused(Map.of("zones", zones(301)));
    assertTrue(refused.startsWith("zones: there are 301, and"), refused);
    assertTrue(refused.contains("a stack can hold 300."), refused);
  }

  @Test
  void namesThatLeaveNoRoom_areRefusedWithASentence() {
    String names =
        IntStream.range(0, 300)
            .mapToObj("*.branch-%04d.example.com"::formatted)
            .collect(Collectors.joining(","));
    assertTrue(refused(Map.of("names", names)).startsWith("names: they are too long"));
  }

  @Test
  void acceleratedRecovery_isRefusedWhereItsPolicyWouldNotHoldIt() {
    assertTrue(
        refused(Map.of("zones", zones(41), "acceleratedRecovery", "true"))
            .startsWith("acceleratedRecovery: "));
    TemplateText main =
        Templates.with(Map.of("zones", zones(40), "acceleratedRecovery", "true")).main();
    int inline =
        main.all("AWS::IAM::Policy").stream()
            .filter(policy -> policy.id().startsWith("AcceleratedRecovery"))
            .mapToInt(ManyZonesTest::chars)
            .sum();
    assertBelow(INLINE_CHARS, inline, "accelerated recovery");
  }
}
