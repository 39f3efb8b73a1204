package dev.ddns53.cli.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Whether what carries the stack's name is free, or the stack's own. */
record NameChecks(AwsCalls aws, SsmClient ssm, Intent intent) {

  /** How the stack stands in CloudFormation. */
  private enum Standing {
    NONE,
    THERE,
    BROKEN,
    UNKNOWN
  }

  private record Stack(Standing standing, Finding finding) {}

  /** Names that are taken; or why nobody knows. */
  private record Taken(List<String> names, Optional<String> unknown) {}

  List<Finding> all(Optional<String> account) {
    Stack stack = stack();
    List<Finding> findings = new ArrayList<>(List.of(stack.finding));
    Standing standing = stack.standing;
    findings.add(finding("parameters", parameters(), standing));
    findings.add(finding("event bus", bus(), standing));
    findings.add(finding("roles", roles(), standing));
    findings.add(
        account
            .map(id -> finding("policies", policies(id), standing))
            .orElseGet(
                () -> Finding.notAsked("policies", "they are found by the account's id only")));
    findings.add(finding("log groups", logGroup(), standing));
    return findings;
  }

  private Stack stack() {
    String subject = "stack " + intent.stack();
    return switch (aws.query(
        AwsService.CLOUDFORMATION, "DescribeStacks", Map.of("StackName", intent.stack()))) {
      case Answer.Absent none ->
          new Stack(Standing.NONE, Finding.fine(subject, "there is none yet"));
      case Answer.Unknown(String why) ->
          new Stack(Standing.UNKNOWN, Finding.notAsked(subject, why));
      case Answer.Given(Answer.Body body) ->
          there(subject, body.xml("StackStatus").stream().findFirst().orElse("(no status)"));
    };
  }

  private Stack there(String subject, String status) {
    if (status.equals("ROLLBACK_COMPLETE") || status.endsWith("FAILED")) {
      return new Stack(
          Standing.BROKEN,
          Finding.wrong(
              subject,
              "it is %s and cannot be deployed. See its events, then: aws cloudformation delete-stack --stack-name %s"
                  .formatted(status, intent.stack())));
    }
    return status.endsWith("IN_PROGRESS")
        ? new Stack(
            Standing.THERE, Finding.wrong(subject, "it is " + status + ". Wait for its end."))
        : new Stack(
            Standing.THERE, Finding.fine(subject, "it is there, " + status + ": an upgrade"));
  }

  private Finding finding(String subject, Taken taken, Standing standing) {
    if (taken.unknown.isPresent()) {
      return Finding.notAsked(subject, taken.unknown.get());
    }
    if (taken.names.isEmpty()) {
      return Finding.fine(subject, "the names are free");
    }
    String names = String.join(", ", taken.names);
    return switch (standing) {
      case THERE, BROKEN -> Finding.fine(subject, "the stack's own: " + names);
      case UNKNOWN ->
          Finding.notAsked(subject, "there are " + names + "; whether the stack's own, is unknown");
      case NONE ->
          Finding.wrong(
              subject,
              "%s is there, but no stack %s. Delete it, or choose another name: -c stack=ddns53-NAME"
                  .formatted(names, intent.stack()));
    };
  }

  private Taken parameters() {
    try {
      return new Taken(
          ssm
              .getParametersByPathPaginator(get -> get.path("/" + intent.stack() + "/stack"))
              .stream()
              .flatMap(page -> page.parameters().stream())
              .map(parameter -> parameter.name())
              .toList(),
          Optional.empty());
    } catch (SdkException e) {
      return new Taken(List.of(), Optional.of(SdkFaults.text(e, "ssm:GetParametersByPath")));
    }
  }

  private Taken bus() {
    return taken(
        intent.stack(),
        name ->
            aws.json(
                AwsService.EVENTS, "AWSEvents.DescribeEventBus", "{\"Name\":\"" + name + "\"}"));
  }

  private Taken roles() {
    return taken(
        intent.roles(aws.region().id()),
        role -> aws.query(AwsService.IAM, "GetRole", Map.of("RoleName", role)));
  }

  private Taken policies(String account) {
    String partition = PartitionMetadata.of(aws.region()).id();
    return taken(
        intent.policies(aws.region().id()),
        policy ->
            aws.query(
                AwsService.IAM,
                "GetPolicy",
                Map.of(
                    "PolicyArn",
                    "arn:%s:iam::%s:policy/%s".formatted(partition, account, policy))));
  }

  private Taken logGroup() {
    String group = intent.logGroup();
    Answer answer =
        aws.json(
            AwsService.LOGS,
            "Logs_20140328.DescribeLogGroups",
            "{\"logGroupNamePrefix\":\"" + group + "\",\"limit\":50}");
    return switch (answer) {
      case Answer.Given(Answer.Body body) -> {
        JsonNode groups = body.json().path("logGroups");
        boolean there =
            StreamSupport.stream(groups.spliterator(), false)
                .anyMatch(each -> each.path("logGroupName").asText().equals(group));
        yield new Taken(there ? List.of(group) : List.of(), Optional.empty());
      }
      case Answer.Absent none -> new Taken(List.of(), Optional.empty());
      case Answer.Unknown(String why) -> new Taken(List.of(), Optional.of(why));
    };
  }

  private static Taken taken(String name, Function<String, Answer> ask) {
    return taken(List.of(name), ask);
  }

  private static Taken taken(List<String> names, Function<String, Answer> ask) {
    List<String> taken = new ArrayList<>();
    for (String name : names) {
      switch (ask.apply(name)) {
        case Answer.Given there -> taken.add(name);
        case Answer.Absent none -> {}
        case Answer.Unknown(String why) -> {
          return new Taken(List.of(), Optional.of(why));
        }
      }
    }
    return new Taken(taken, Optional.empty());
  }
}
