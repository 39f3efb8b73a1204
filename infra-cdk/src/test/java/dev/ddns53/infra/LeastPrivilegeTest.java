package dev.ddns53.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ddns53.infra.Statements.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every permission there is, by name: one that is added or widened fails here first. */
@NeedsNode
class LeastPrivilegeTest {

  private static final String ZONE = "arn:<AWS::Partition>:route53:::hostedzone/Z0123456789ABC";
  private static final String MASTER_KEY =
      "arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:parameter/ddns53/master-key";

  /** Everything that can be switched on and widens what is allowed. */
  private static final Map<String, Object> ALL =
      Map.of(
          "ec2Events", "true",
          "tracing", "true",
          "acceleratedRecovery", "true",
          "tamperWatch", "true",
          "region", "eu-west-1",
          "dyndns2", "true");

  @Test
  void updateFunction_mayDoThisAndNothingElse() {
    Statements.assertLines(
        "Update",
        "logs:CreateLogStream <UpdateLogsGroup.Arn>",
        "logs:PutLogEvents <UpdateLogsGroup.Arn>",
        "dynamodb:BatchGetItem <TablesRegistry.Arn>",
        "dynamodb:BatchGetItem <TablesState.Arn>",
        "dynamodb:PutItem <TablesState.Arn>",
        "route53:ChangeResourceRecordSets " + ZONE,
        "route53:ListResourceRecordSets " + ZONE,
        "ssm:GetParameter " + MASTER_KEY);
  }

  @Test
  void publisher_mayDoThisAndNothingElse() {
    Statements.assertLines(
        "Publisher",
        "logs:CreateLogStream <PublisherLogsGroup.Arn>",
        "logs:PutLogEvents <PublisherLogsGroup.Arn>",
        "dynamodb:BatchGetItem <TablesRegistry.Arn>",
        "dynamodb:BatchGetItem <TablesState.Arn>",
        "dynamodb:PutItem <TablesState.Arn>",
        "dynamodb:DescribeStream <TablesState.StreamArn>",
        "dynamodb:GetRecords <TablesState.StreamArn>",
        "dynamodb:GetShardIterator <TablesState.StreamArn>",
        "dynamodb:ListStreams <TablesState.Arn>/stream/*",
        "route53:ChangeResourceRecordSets " + ZONE,
        "route53:ListResourceRecordSets " + ZONE,
        "sqs:GetQueueAttributes <PublisherDeadLettersQueue.Arn>",
        "sqs:GetQueueUrl <PublisherDeadLettersQueue.Arn>",
        "sqs:SendMessage <PublisherDeadLettersQueue.Arn>");
  }

  @Test
  void recheck_mayDoThisAndNothingElse() {
    Statements.assertLines(
        "Recheck",
        "logs:CreateLogStream <RecheckLogsGroup.Arn>",
        "logs:PutLogEvents <RecheckLogsGroup.Arn>",
        "dynamodb:BatchGetItem <TablesRegistry.Arn>",
        "dynamodb:BatchGetItem <TablesState.Arn>",
        "dynamodb:PutItem <TablesState.Arn>",
        "dynamodb:Scan <TablesRegistry.Arn>",
        "route53:ChangeResourceRecordSets " + ZONE,
        "route53:GetChange arn:<AWS::Partition>:route53:::change/*",
        "route53:ListResourceRecordSets " + ZONE,
        "sqs:GetQueueAttributes <RecheckDeadLettersQueue.Arn>",
        "sqs:GetQueueUrl <RecheckDeadLettersQueue.Arn>",
        "sqs:SendMessage <RecheckDeadLettersQueue.Arn>");
  }

  @Test
  void schedulesAndNotices_mayDoThisAndNothingElse() {
    Statements.assertLines(
        "Schedules",
        "lambda:InvokeFunction <RecheckLive>",
        "sqs:SendMessage <RecheckDeadLettersQueue.Arn>");
    Statements.assertLines(
        "NoticesForwarder",
        "logs:CreateLogStream <NoticesForwarderLogsGroup.Arn>",
        "logs:PutLogEvents <NoticesForwarderLogsGroup.Arn>",
        "dynamodb:DescribeStream <TablesState.StreamArn>",
        "dynamodb:GetRecords <TablesState.StreamArn>",
        "dynamodb:GetShardIterator <TablesState.StreamArn>",
        "dynamodb:ListStreams <TablesState.Arn>/stream/*",
        "events:PutEvents <NoticesBus.Arn>",
        "sns:Publish <PeopleTopic>",
        "sqs:GetQueueAttributes <NoticeDeadLettersQueue.Arn>",
        "sqs:GetQueueUrl <NoticeDeadLettersQueue.Arn>",
        "sqs:SendMessage <NoticeDeadLettersQueue.Arn>");
  }

  @Test
  void noOtherPolicyIsThere() {
    assertEquals(
        Set.of(
            "Update",
            "Publisher",
            "Recheck",
            "Schedules",
            "NoticesForwarder",
            "Operators",
            "Deployers"),
        Statements.of(Templates.least().main()).stream()
            .map(Statement::of)
            .collect(Collectors.toSet()));
  }

  @Test
  void whatIsWantedIsWrittenByOperators_andWhatIsSoByFunctions() {
    TemplateText main = Templates.with(ALL).main();
    assertEquals(Set.of("Operators", "Deployers"), writers(main, "<TablesRegistry.Arn>"));
    assertEquals(
        Set.of("Update", "Publisher", "Recheck", "Ec2"), writers(main, "<TablesState.Arn>"));
  }

  private static Set<String> writers(TemplateText template, String table) {
    Set<String> reading =
        Set.of("dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:Scan", "dynamodb:GetItem");
    return Statements.of(template).stream()
        .filter(statement -> statement.resources().contains(table))
        .filter(statement -> !reading.containsAll(statement.actions()))
        .map(Statement::of)
        .collect(Collectors.toSet());
  }

  @Test
  void starAsResource_isThereOnlyWhereAwsKnowsNoOther() {
    Templates all = Templates.with(ALL);
    Set<String> onEverything =
        Statements.of(all.main()).stream()
            .filter(statement -> statement.resources().contains("*"))
            .flatMap(statement -> statement.actions().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(
        Set.of(
            "ec2:DescribeInstances",
            "route53:ListHostedZonesByName",
            "xray:PutTelemetryRecords",
            "xray:PutTraceSegments"),
        onEverything);
  }

  @Test
  void noActionHasAWildcard() {
    Templates all = Templates.with(ALL);
    List<Statement> statements = new ArrayList<>(Statements.of(all.main()));
    all.watch().ifPresent(watch -> statements.addAll(Statements.of(watch)));
    statements.forEach(
        statement ->
            statement.actions().forEach(action -> assertFalse(action.contains("*"), action)));
  }

  @Test
  void noPolicyNamesAnotherZone() {
    Statements.of(Templates.with(ALL).main()).stream()
        .flatMap(Statement::lines)
        .filter(line -> line.contains("hostedzone"))
        .forEach(line -> assertTrue(line.endsWith(ZONE), line));
  }

  @Test
  void ownKmsKey_isUsedOnlyThroughSsmAndForThatParameter() {
    String key = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d";
    List<Statement> statements =
        Statements.of(Templates.with(Map.of("masterKeyKmsKey", key)).main()).stream()
            .filter(statement -> statement.resources().contains(key))
            .toList();
    assertEquals(
        List.of("Operators", "Update"), statements.stream().map(Statement::of).sorted().toList());
    statements.forEach(
        statement -> {
          JsonNode exact = statement.conditions().path("StringEquals");
          assertEquals(
              "ssm.<AWS::Region>.<AWS::URLSuffix>",
              TemplateText.text(exact.path("kms:ViaService")));
          assertEquals(
              MASTER_KEY, TemplateText.text(exact.path("kms:EncryptionContext:PARAMETER_ARN")));
        });
  }
}
