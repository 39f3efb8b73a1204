package dev.ddns53.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Functions, schedules, alarms, dashboard. */
@NeedsNode
class OperationTest {

  private static TemplateText main() {
    return Templates.least().main();
  }

  /** Those of our package; the notices' has a script. */
  private static List<TemplateText.Resource> ours(Templates templates) {
    return templates.main().all("AWS::Lambda::Function").stream()
        .filter(function -> function.text("Runtime").equals("java25"))
        .toList();
  }

  @Test
  void everyFunction_isTheSamePackageOnJava25WithSnapStart() {
    List<TemplateText.Resource> functions = ours(Templates.with(Map.of("ec2Events", "true")));
    assertEquals(
        Set.of("HttpHandler", "StreamHandler", "RecheckHandler", "InstanceHandler"),
        functions.stream()
            .map(f -> f.text("Handler").replaceFirst("^dev\\.ddns53\\.handler\\.", ""))
            .collect(Collectors.toSet()));
    assertEquals(1, functions.stream().map(f -> f.text("Code/S3Key")).distinct().count());
    functions.forEach(
        function -> {
          assertEquals("java25", function.text("Runtime"));
          assertEquals("[\"arm64\"]", function.at("Architectures").toString());
          assertEquals("PublishedVersions", function.text("SnapStart/ApplyOn"));
          assertEquals("JSON", function.text("LoggingConfig/LogFormat"));
          assertTrue(function.text("LoggingConfig/LogGroup").startsWith("<"));
        });
  }

  @Test
  void everyFunction_isCalledByAnAliasOfAVersionThatStays() {
    assertEquals(3, main().all("AWS::Lambda::Alias").size());
    List<TemplateText.Resource> versions = main().all("AWS::Lambda::Version");
    assertEquals(3, versions.size());
    versions.forEach(version -> assertEquals("Retain", version.deletionPolicy()));
    assertTrue(
        main()
            .one("AWS::Lambda::EventSourceMapping", "Batches")
            .text("FunctionName")
            .endsWith(":live"));
  }

  @Test
  void everyLog_isForgottenAfterAMonth() {
    List<TemplateText.Resource> logs = main().all("AWS::Logs::LogGroup");
    assertEquals(5, logs.size());
    logs.forEach(log -> assertEquals(30, log.at("RetentionInDays").asInt()));
  }

  @Test
  void accessLog_isNamedSoThatItsPolicyDoesNotGrow() {
    TemplateText.Resource log = main().one("AWS::Logs::LogGroup", "ApiAccessLog");
    assertEquals("/aws/vendedlogs/apis/ddns53", log.text("LogGroupName"));
  }

  /**
   * A role and a stream that are made in the same deployment are not seen everywhere for a minute
   * or two, and whatever reads the stream is refused then. Publishing the versions takes longer.
   */
  @Test
  void readersOfTheStream_areMadeAfterThePublishedVersions() {
    List<String> aliases =
        main().all("AWS::Lambda::Alias").stream().map(TemplateText.Resource::id).sorted().toList();
    assertEquals(3, aliases.size());
    for (TemplateText.Resource reader : readersOfTheStream()) {
      List<String> before = TemplateText.texts(reader.whole().path("DependsOn"));
      assertTrue(before.containsAll(aliases), reader.id() + " comes after " + before);
    }
  }

  private static List<TemplateText.Resource> readersOfTheStream() {
    List<TemplateText.Resource> readers = main().all("AWS::Lambda::EventSourceMapping");
    assertEquals(2, readers.size());
    return readers;
  }

  @Test
  void reservedConcurrency_isOfTheUpdateFunctionAloneAndOnlyIfAskedFor() {
    List<TemplateText.Resource> reserving =
        Templates.with(Map.of("reservedConcurrency", "40"))
            .main()
            .all("AWS::Lambda::Function")
            .stream()
            .filter(function -> !function.at("ReservedConcurrentExecutions").isMissingNode())
            .toList();
    assertEquals(1, reserving.size());
    assertTrue(reserving.getFirst().id().startsWith("Update"), reserving.getFirst().id());
    assertEquals(40, reserving.getFirst().at("ReservedConcurrentExecutions").asInt());
  }

  /** An account with a quota of 10 can reserve none, and the pace stands in a table's row. */
  @Test
  void noFunction_reservesConcurrency() {
    List<TemplateText.Resource> functions =
        Templates.with(Map.of("ec2Events", "true", "acceleratedRecovery", "true"))
            .main()
            .all("AWS::Lambda::Function");
    assertEquals(6, functions.size(), "the notices' and CDK's own among them");
    functions.forEach(
        function ->
            assertTrue(function.at("ReservedConcurrentExecutions").isMissingNode(), function.id()));
  }

  @Test
  void paceOfRoute53_isToldToAllThatCallIt() {
    List<TemplateText.Resource> functions =
        ours(Templates.with(Map.of("ec2Events", "true", "route53Rate", "3", "route53Burst", "12")));
    assertEquals(4, functions.size());
    functions.forEach(
        function -> {
          assertEquals("3", function.text("Environment/Variables/DDNS53_ROUTE53_RATE"));
          assertEquals("12", function.text("Environment/Variables/DDNS53_ROUTE53_BURST"));
        });
  }

  @Test
  void everyZone_isRecheckedEveryFiveMinutes() {
    List<TemplateText.Resource> schedules =
        Templates.with(Map.of("zones", "ZAAAA,ZBBBB")).main().all("AWS::Scheduler::Schedule");
    assertEquals(
        Set.of("{\"zoneId\":\"ZAAAA\"}", "{\"zoneId\":\"ZBBBB\"}"),
        schedules.stream().map(s -> s.text("Target/Input")).collect(Collectors.toSet()));
    schedules.forEach(
        schedule -> {
          assertTrue(schedule.text("ScheduleExpression").matches("cron\\([0-4]/5 \\* .*"));
          assertEquals("ENABLED", schedule.text("State"));
          assertEquals("<RecheckLive>", schedule.text("Target/Arn"));
          assertEquals(2, schedule.at("Target/RetryPolicy/MaximumRetryAttempts").asInt());
          assertEquals(300, schedule.at("Target/RetryPolicy/MaximumEventAgeInSeconds").asInt());
          assertEquals(
              "<RecheckDeadLettersQueue.Arn>", schedule.text("Target/DeadLetterConfig/Arn"));
        });
    assertTrue(main().one("AWS::Lambda::Function", "Recheck").at("Timeout").asInt() < 300);
  }

  @Test
  void ownMetrics_carryTheStack() {
    main()
        .all("AWS::CloudWatch::Alarm")
        .forEach(
            alarm -> {
              if (alarm.text("Namespace").equals("ddns53")) {
                assertEquals("Stack", alarm.text("Dimensions/0/Name"));
                assertEquals("<AWS::StackName>", alarm.text("Dimensions/0/Value"));
              }
            });
    ours(Templates.least())
        .forEach(
            function ->
                assertEquals(
                    "<AWS::StackName>", function.text("Environment/Variables/DDNS53_STACK")));
  }

  /** Else nobody knows how long a start or a restore took. */
  @Test
  void lambdasOwnLines_areKeptUnlessSomebodySavesThem() {
    for (TemplateText.Resource function : main().all("AWS::Lambda::Function")) {
      assertEquals("INFO", function.text("LoggingConfig/SystemLogLevel"), function.id());
    }
    Templates.with(Map.of("platformLogs", "false"))
        .main()
        .all("AWS::Lambda::Function")
        .forEach(function -> assertEquals("WARN", function.text("LoggingConfig/SystemLogLevel")));
  }

  @Test
  void withoutASetting_thereIsNoDashboard() {
    assertTrue(main().all("AWS::CloudWatch::Dashboard").isEmpty());
  }

  @Test
  void dashboard_showsWhatAnOperatorLooksFor() {
    String body =
        Templates.with(Map.of("dashboard", "true"))
            .main()
            .one("AWS::CloudWatch::Dashboard", "Overview")
            .text("DashboardBody");
    for (String metric :
        List.of(
            "Updates",
            "Outcome",
            "Latency",
            "PendingPublications",
            "StaleSites",
            "DriftedNames",
            "Throttles",
            "RejectedSignatures",
            "RecheckUnknown")) {
      assertTrue(body.contains(metric), metric);
    }
  }

  @Test
  void parametersForTheCommand_areThese() {
    assertEquals(
        Set.of(
            "/ddns53/stack/api",
            "/ddns53/stack/bus",
            "/ddns53/stack/names",
            "/ddns53/stack/recheck-function",
            "/ddns53/stack/registry-table",
            "/ddns53/stack/state-table",
            "/ddns53/stack/zones"),
        main().all("AWS::SSM::Parameter").stream()
            .map(parameter -> parameter.text("Name"))
            .collect(Collectors.toSet()));
  }
}
